import { proxyFault } from './proxy-fault';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { findSecret } from '../../../model/secret';
import { eachDynaKube } from '../../objects/dynakubes';

export const proxySecret: MeshRule<MeshModel> = {
  name: 'dynakube/proxy-secret',
  severity: Severity.ERROR,
  upstream: 'operator',
  check: model => eachDynaKube(model, function* ({ spec, namespace }) {
    const { value, valueFrom } = spec.proxy ?? {};
    const secret = valueFrom && !value ? findSecret(model, namespace, valueFrom) : undefined;
    if (!(secret instanceof Map)) { return; }
    const proxy = secret.get('proxy');
    const fault = proxy === undefined ? undefined : proxyFault(proxy);
    if (proxy === undefined) {
      yield `'spec.proxy.valueFrom' must name a Secret with the key "proxy", got ${quote(valueFrom)}; add the key`;
    } else if (fault !== undefined) {
      yield `'spec.proxy.valueFrom' names Secret ${quote(valueFrom)}, whose key "proxy" ${fault}; check for a line break at the end`;
    }
  }),
};
