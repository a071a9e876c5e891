import { isRecord } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { PROXY_CONFIG } from '../../../model/pods/dns-capture';
import { objectsOf } from '../../objects/mesh-objects';
import { severalInNamespace } from '../../objects/selectors';

export const severalDefaults: MeshRule<MeshModel> = {
  name: 'proxy-config/several-defaults',
  severity: Severity.WARNING,
  upstream: 'ours',
  check: model => severalInNamespace(
    objectsOf(model, PROXY_CONFIG).filter(({ spec }) => !isRecord(spec.selector)),
    ({ ref }) => `'spec.selector' is missing, and so it is in ProxyConfig "${ref.name}" of the namespace: only the oldest applies; merge them`,
  ),
};
