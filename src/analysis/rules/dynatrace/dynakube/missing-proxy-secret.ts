import { quote } from '../../../base/quote';
import { secretNamed } from '../../../dynatrace/secret';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { eachDynaKube } from '../../objects/dynakubes';

export const missingProxySecret: MeshRule<MeshModel> = {
  name: 'dynakube/missing-proxy-secret',
  severity: Severity.ERROR,
  upstream: 'operator',
  assumesWholeCluster: true,
  check: model => eachDynaKube(model, function* ({ spec, namespace }) {
    const { value, valueFrom } = spec.proxy ?? {};
    if (valueFrom && !value && secretNamed(model, namespace, valueFrom) === undefined) {
      yield `'spec.proxy.valueFrom' names a Secret that must be in namespace ${quote(namespace)} before the DynaKube is, got ${quote(valueFrom)}; make it, and apply it first`;
    }
  }),
};
