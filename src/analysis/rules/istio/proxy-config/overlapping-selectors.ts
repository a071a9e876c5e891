import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { PROXY_CONFIG } from '../../../model/pods/dns-capture';
import { overlaps, Selecting, selectorsOf } from '../../objects/selectors';

const SELECTING: Selecting = { kind: PROXY_CONFIG, selectorField: 'selector', labelsField: 'matchLabels' };

export const overlappingSelectors: MeshRule<MeshModel> = {
  name: 'proxy-config/overlapping-selectors',
  severity: Severity.WARNING,
  upstream: 'ours',
  check: model => overlaps(selectorsOf(model, SELECTING), SELECTING),
};
