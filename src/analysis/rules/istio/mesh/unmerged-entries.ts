import { conflicts, violationsOf } from './conflicts';
import { hostKey } from './entries-of-one-host';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import { mergeKey } from '../../../model/merge-key';
import type { MeshModel } from '../../../model/mesh-model';
import type { Service } from '../../../model/service';

export const unmergedEntries: MeshRule<MeshModel> = {
  name: 'mesh/unmerged-entries',
  severity: Severity.ERROR,
  upstream: 'ours',
  check: model => violationsOf(
    conflicts(model, {
      keyOf: hostKey,
      classOf: ({ service }) => JSON.stringify([mergeKey(service), portsOf(service)]),
      clash: (a, b) => mergeKey(a.service) !== mergeKey(b.service) && portsOf(a.service) !== portsOf(b.service),
    }),
    ({ first, second }) => `'spec.hosts' has ${quote(second.service.host)}, and so does ${describeRef(first.service.ref)} with another resolution, exportTo, selector or labels: `
      + 'ports of one of them have no cluster and fail; put all ports into one entry',
  ),
};

function portsOf({ ports }: Service): string {
  return ports.map(({ number }) => number).sort().join();
}
