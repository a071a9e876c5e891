import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { findSecret } from '../../../model/secret';
import { eachDynaKube } from '../../objects/dynakubes';

export const missingProxySecret: MeshRule<MeshModel> = {
  name: 'dynakube/missing-proxy-secret',
  severity: Severity.ERROR,
  upstream: 'operator',
  assumesWholeCluster: true,
  check: model => eachDynaKube(model, function* ({ spec, namespace }) {
    const { value, valueFrom } = spec.proxy ?? {};
    if (valueFrom && !value && findSecret(model, namespace, valueFrom) === undefined) {
      yield `'spec.proxy.valueFrom' must name a Secret that exists in namespace ${quote(namespace)} before the DynaKube is applied, got ${quote(valueFrom)}; create the Secret first`;
    }
  }),
};
