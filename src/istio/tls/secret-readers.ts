import { Labels, selects } from '../../analysis/base/labels';
import { describeRefs } from '../../analysis/base/object-ref';
import { quote, quoteAll } from '../../analysis/base/quote';
import { rightToListSecrets } from '../../analysis/model/pods/secret-rights';
import { mayHaveSidecar } from '../../analysis/model/pods/sidecar-injection';
import type { CheckedMesh } from '../../core/checked-mesh';
import { SECRET_NOT_READABLE } from '../../core/construct-rule';
import type { ConstructFinding } from '../../core/finding-collector';

/** Sidecars of a namespace that read a Secret. */
export interface SecretReaders {
  readonly namespace: string;
  /** Labels of their pods. */
  readonly clients: Labels;
  readonly credentialName: string;
  /** The ServiceAccounts that may read the Secret. */
  readonly serviceAccounts: readonly string[];
}

/** The ServiceAccounts of the selected pods that have no right to the Secret. A role that is not among the objects may allow it. */
export function secretFindings({ model }: CheckedMesh, { namespace, clients, credentialName, serviceAccounts }: SecretReaders): ConstructFinding[] {
  const refused = model.workloads
    .filter(workload => workload.namespace === namespace && selects(clients, workload.labels) && mayHaveSidecar(model, workload))
    .map(({ ref, serviceAccount }) => ({ ref, account: serviceAccount }))
    .filter(({ account }) => rightToListSecrets(model, namespace, account) === 'not granted');
  if (refused.length === 0) { return []; }
  const missing = [...new Set(refused.map(({ account }) => account))].sort();
  return [{
    rule: SECRET_NOT_READABLE,
    message: `'serviceAccounts' of originateTls() must have the ServiceAccounts of all pods that 'clients' selects, got ${quoteAll(serviceAccounts)}: istiod does not pass the Secret ${quote(credentialName)} to `
      + `${describeRefs(refused.map(({ ref }) => ref))} with ${quoteAll(missing)}, and the connections fail; add ${missing.length === 1 ? 'it' : 'them'}, or select other pods`,
  }];
}
