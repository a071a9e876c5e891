import { versionOf } from '../../../base/group-kind';
import { isRecord, recordOf, textOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import type { ObjectRule } from '../../../findings/rule';

/** The kind that the rules of this folder check. */
export const EDGE_CONNECT: readonly string[] = ['dynatrace.com/EdgeConnect'];

/** The fields of an EdgeConnect that rules read. The schema was checked before. These fields are the same in all versions of the API. */
export interface EdgeConnect {
  readonly name: string;
  readonly spec: {
    readonly apiServer?: string;
    readonly hostPatterns?: readonly string[];
    readonly kubernetesAutomation?: { readonly enabled?: boolean };
    readonly oauth?: { readonly endpoint?: string; readonly provisioner?: boolean };
    readonly serviceAccountName?: string;
  };
}

/** Passes an EdgeConnect to a check. */
export function checkEdgeConnect(check: (edgeConnect: EdgeConnect) => Iterable<string>): ObjectRule['check'] {
  return object => check({ name: textOf(recordOf(object.metadata).name) ?? '', spec: specOf(object) });
}

/** The older version has a default for the ServiceAccount, which the API server can't set if there is no spec. */
function specOf(object: KubernetesObject): EdgeConnect['spec'] {
  const { spec } = object;
  return isRecord(spec) || versionOf(object) !== 'v1alpha1' ? recordOf(spec) : { serviceAccountName: '' };
}
