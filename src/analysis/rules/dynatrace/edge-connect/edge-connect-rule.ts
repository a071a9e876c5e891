import { recordOf, textOf } from '../../../json';
import type { ObjectRule } from '../../../rule';

/** The kind that the rules of this folder judge. */
export const EDGE_CONNECT: readonly string[] = ['dynatrace.com/EdgeConnect'];

/** An EdgeConnect as far as rules read it. The schema has been judged before; what they read is the same in all versions of the API. */
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

/** Has a rule see an EdgeConnect. */
export function checkEdgeConnect(check: (edgeConnect: EdgeConnect) => Iterable<string>): ObjectRule['check'] {
  return ({ metadata, spec }) => check({ name: textOf(recordOf(metadata).name) ?? '', spec: recordOf(spec) });
}
