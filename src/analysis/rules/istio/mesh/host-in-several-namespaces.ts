import { Candidate, conflicts, violationsOf } from './conflicts';
import { Severity } from '../../../finding';
import type { MeshModel } from '../../../mesh-model';
import { describeRef } from '../../../object-ref';
import { quote } from '../../../quote';
import type { MeshRule } from '../../../rule';

export const hostInSeveralNamespaces: MeshRule<MeshModel> = {
  name: 'mesh/host-in-several-namespaces',
  severity: Severity.WARNING,
  upstream: 'ours',
  check: model => violationsOf(
    conflicts(model, {
      keyOf: ({ service }) => service.isKubernetes ? undefined : service.host,
      identityOf: namespaceOf,
      classOf: () => '',
      clash: () => true,
      // In a namespace of its own an entry always comes first, and that may be meant.
      isAlone: (candidate, { namespace }) => namespace === namespaceOf(candidate),
    }),
    ({ first, second }) => `'spec.hosts' holds ${quote(second.service.host)}, and so does ${describeRef(first.service.ref)}: sidecars that see both use one namespace only, `
      + 'mostly that of the older entry; keep the host in one of them, or export each to its own clients',
  ),
};

function namespaceOf({ service }: Candidate): string {
  return service.namespace;
}
