import { Candidate } from './clash';
import { conflicts, violationsOf } from './conflicts';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

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
      // In its own namespace an entry always takes precedence, which may be intended.
      isAlone: (candidate, { namespace }) => namespace === namespaceOf(candidate),
    }),
    ({ first, second }) => `'spec.hosts' has ${quote(second.service.host)}, and so does ${describeRef(first.service.ref)}: sidecars that see both use one namespace only, `
      + 'mostly that of the older entry; keep the host in one of them, or export each to its own clients',
  ),
};

function namespaceOf({ service }: Candidate): string {
  return service.namespace;
}
