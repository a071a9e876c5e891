import { NodeIndex, OnNodes } from './node-index';
import { groupBy } from '../../../base/group-by';
import { quote } from '../../../base/quote';
import { comparableApiUrl } from '../../../dynatrace/api-url';
import { daemonSetMode, hasStandaloneLogMonitoring } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { MeshRule, Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { dynaKubesByNamespace, KnownDynaKube } from '../../objects/dynakubes';

/** A DynaKube with pods on nodes. */
interface Agents extends OnNodes {
  readonly index: number;
  readonly environment: string;
  /** Whether the pods are OneAgents; otherwise they read logs only. */
  readonly isOneAgent: boolean;
}

export const sharedNodes: MeshRule<MeshModel> = {
  name: 'dynakube/shared-nodes',
  severity: Severity.ERROR,
  upstream: 'operator',
  * check(model) {
    for (const group of dynaKubesByNamespace(model).values()) { yield* clashes(group.flatMap(agentsOf)); }
  },
};

function agentsOf({ name, spec, index }: KnownDynaKube): Agents[] {
  const mode = daemonSetMode(spec);
  if (!mode && !hasStandaloneLogMonitoring(spec)) { return []; }
  const nodeSelector = mode ? mode.options.nodeSelector : spec.templates?.logMonitoring?.nodeSelector;
  return [{ name, index, nodeSelector, environment: comparableApiUrl(spec.apiUrl ?? ''), isOneAgent: mode !== undefined }];
}

/** A node can run one OneAgent of any environment, and one log monitoring pod for each environment. */
function* clashes(group: readonly Agents[]): Iterable<Violation> {
  const oneAgents = new NodeIndex(group.filter(({ isOneAgent }) => isOneAgent));
  const byEnvironment = [...groupBy(group, ({ environment }) => environment)];
  const ofEnvironment = new Map(byEnvironment.map(([environment, list]) => [environment, new NodeIndex(list)]));
  for (const agents of group) {
    const other = (agents.isOneAgent ? oneAgents.find(agents) : undefined) ?? ofEnvironment.get(agents.environment)?.find(agents);
    if (!other) { continue; }
    const message = `'spec' runs OneAgent or log monitoring on nodes where DynaKube ${quote(other.name)} does the same, and a node can run only one; `
      + "set a 'nodeSelector' with the same key and different values in both";
    yield { object: agents.index, message, related: other.index };
  }
}
