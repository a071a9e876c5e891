import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { daemonSetMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DATAPLANE_MODE, SIDECAR_INJECT } from '../../../model/pods/sidecar-injection';

export const oneAgentInMesh: ObjectRule = {
  name: 'dynakube/one-agent-in-mesh',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { mode, options: { labels = {} } } = daemonSetMode(spec) ?? { options: {} };
    if (labels[SIDECAR_INJECT] === 'true' || labels[DATAPLANE_MODE] === 'ambient') {
      yield `'spec.oneAgent.${mode}.labels' can't add OneAgent to the mesh, because its pods use the network of the node; remove the label`;
    }
  }),
};
