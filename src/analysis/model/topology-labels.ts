import { JsonObject, textOf } from '../base/json';
import { Labels, labelsOf } from '../base/labels';

const CLUSTER = 'topology.istio.io/cluster';
const HOSTNAME = 'kubernetes.io/hostname';
const NETWORK = 'topology.istio.io/network';
/** The parts of a locality such as `eu/a/rack1`. */
const LOCALITY = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone'];

const ALL = new Set([...LOCALITY, NETWORK, CLUSTER, HOSTNAME]);

/** The labels of an endpoint or WorkloadEntry that subsets select: its own, and those that istiod adds from its locality and network. */
export function endpointLabelsOf(spec: JsonObject, own: Labels = labelsOf(spec.labels)): Labels {
  const locality = textOf(spec.locality) ?? own['istio-locality']?.replace(/\./g, '/') ?? '';
  const added = [...locality.split('/').slice(0, LOCALITY.length).map((part, index) => [LOCALITY[index], part]), [NETWORK, textOf(spec.network) ?? '']];
  return { ...own, ...Object.fromEntries(added.filter(([, value]) => value !== '')) };
}

/** Labels without that of the cluster, which istiod adds to every endpoint and only the installation knows. */
export function withoutCluster(labels: Labels): Labels {
  return Object.hasOwn(labels, CLUSTER) ? without(labels, name => name === CLUSTER) : labels;
}

/** Labels without those that istiod adds to the endpoints of pods: only the node and the installation know them. */
export function withoutTopology(labels: Labels): Labels {
  return without(labels, name => ALL.has(name));
}

function without(labels: Labels, isLeftOut: (name: string) => boolean): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !isLeftOut(name)));
}
