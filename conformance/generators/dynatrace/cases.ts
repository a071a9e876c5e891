import * as fc from 'fast-check';
import { dynaKubeParts, inVersion, soundDynaKube } from './dyna-kube';
import { edgeConnectParts, soundEdgeConnect } from './edge-connect';
import { dynaKubeWithEndpoints } from './endpoint-list';
import { anySpec } from './fields';
import * as words from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Case } from '../base/case';
import { grafted, mutated } from '../base/mutation';
import { Part, withPart } from '../base/part';
import { fields, list, maybe, pick, weighted } from '../base/shapes';

type Objects = fc.Arbitrary<KubernetesObject>;

/** Valid and invalid objects: sound ones, ones with one or two parts that a rule is about, ones with any field, and mutated ones. */
function anyOf(sound: Objects, parts: readonly Part[], kind: string, versions: readonly string[]): Objects {
  const patched = withPart(sound, parts);
  const schematic = weighted(...versions.map((version, index) => {
    const objects = fc.tuple(sound, anySpec(kind, version)).map(([object, spec]) => inVersion({ ...object, spec }, version));
    return [index === 0 ? 4 : 1, objects] as const;
  }));
  const any = weighted(
    [1, sound], [6, patched], [3, withPart(patched, parts)], [2, grafted(sound, schematic)], [1, schematic], [2, mutated(patched)],
  );
  const version = pick([[12, versions[0]], ...versions.slice(1).map(other => [4, other] as const), [1, 'v9']]);
  return fc.tuple(any, version).map(([object, chosen]) => named(object.apiVersion === `dynatrace.com/${versions[0]}` ? inVersion(object, chosen) : object));
}

/** Every object that gets to the API server has a name. */
function named(object: KubernetesObject): KubernetesObject {
  const metadata = typeof object.metadata === 'object' && object.metadata !== null ? object.metadata : {};
  return typeof metadata.name === 'string' && metadata.name !== '' ? object : { ...object, metadata: { ...metadata, name: 'dk' } };
}

const DYNAKUBE = anyOf(soundDynaKube, dynaKubeParts, 'DynaKube', ['v1beta6', 'v1beta5']);
const EDGE_CONNECT = anyOf(soundEdgeConnect, edgeConnectParts, 'EdgeConnect', ['v1alpha2', 'v1alpha1']);

// The token is not real, but begins like a real one.
const SECRET = fields({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Secret'),
  metadata: fields({ name: pick([[3, 'dk'], [2, 'dk2'], [2, 'tokens'], [2, 'proxy']]), namespace: pick([[5, 'dynatrace'], [1, 'monitoring']]) }),
  stringData: maybe(60, fields({
    apiToken: maybe(70, pick([[2, 'dt0s16.x'], [2, 'classic'], [1, ' dt0s16.x'], [1, 'DT0S16.x'], [1, '']])),
    paasToken: maybe(40, pick([[2, 'x'], [1, '']])),
    proxy: maybe(50, words.PROXY_URL),
  })),
}) as unknown as fc.Arbitrary<KubernetesObject>;

const NAMESPACE = fields({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Namespace'),
  metadata: fields({
    name: pick([[3, 'shop'], [2, 'cart'], [1, 'kube-system'], [1, 'openshift'], [1, 'dynatrace'], [1, 'kube']]),
    labels: maybe(75, pick<Record<string, string>>([[3, { team: 'a' }], [2, { team: 'b' }], [1, { team: '' }], [1, {}]])),
  }),
}) as unknown as fc.Arbitrary<KubernetesObject>;

/** Objects of a cluster: no two objects of a kind have the same name. */
function cluster(...groups: readonly fc.Arbitrary<KubernetesObject[]>[]): fc.Arbitrary<Case> {
  return fc.tuple(...groups).map(all => {
    const seen = new Set<string>();
    const objects = all.flat().filter(({ kind, metadata }) => {
      const identity = `${kind} ${metadata?.namespace} ${metadata?.name}`;
      return !seen.has(identity) && seen.add(identity);
    });
    return { objects, questions: [] };
  });
}

const SIBLING = fc.tuple(
  weighted([3, soundDynaKube], [2, withPart(soundDynaKube, dynaKubeParts)]),
  pick([[4, 'dk'], [4, 'dk2'], [3, 'dk3'], [2, 'dk4']]),
  pick([[6, 'v1beta6'], [1, 'v1beta5']]),
  // Fields that matter only next to another DynaKube.
  maybe(35, pick<object>([
    [1, { proxy: { valueFrom: 'proxy' } }],
    [1, { telemetryIngest: { serviceName: 'shared' }, templates: { otelCollector: { imageRef: { repository: 'registry.example/x', tag: '1' } } } }],
  ])),
).map(([object, name, version, extra]) => inVersion({
  ...object,
  metadata: { ...object.metadata, name },
  spec: { ...object.spec as object, ...extra },
}, version));

/** One DynaKube, valid or not. */
export const loneDynaKube: fc.Arbitrary<Case> = DYNAKUBE.map(object => ({ objects: [object], questions: [] }));

/** DynaKubes of one cluster, and the namespaces and Secrets that they refer to. */
export const siblingDynaKubes: fc.Arbitrary<Case> = cluster(list(SIBLING, 2, 4), list(NAMESPACE, 0, 3), list(SECRET, 0, 2));

/** One EdgeConnect, valid or not. */
export const loneEdgeConnect: fc.Arbitrary<Case> = EDGE_CONNECT.map(object => ({ objects: [object], questions: [] }));

/** One DynaKube. The question is which objects of Istio it gets. */
export const endpointLists: fc.Arbitrary<Case> = dynaKubeWithEndpoints.map(object => ({ objects: [object], questions: [] }));
