import { addTo, keysOf, setAt, valueAt } from './fields';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';

/** The address that clients dial, where an explanation leaves it to the reader. */
export const DIALLED = '203.0.113.44';

/** Does what an explanation of a connection proposes. Throws if it proposes nothing that this function understands. */
export function follow(explanation: string, objects: KubernetesObject[]): void {
  const step = STEPS.find(([pattern]) => pattern.test(explanation));
  if (!step) { throw new Error(`no step in: ${explanation}`); }
  const [pattern, apply] = step;
  apply(objects, pattern.exec(explanation)!.slice(1));
}

/** The proposals, and what they mean. */
const STEPS: readonly (readonly [RegExp, (objects: KubernetesObject[], parts: string[]) => void])[] = [
  [/Add a ServiceEntry with (?:hosts: \["(.*?)"\], )?(?:addresses: \[(.*?)\], )?resolution: (\w+) and a port with number (\d+) and protocol (\w+)/,
    (objects, [host, addresses, resolution, number, protocol]) => {
      objects.push({
        apiVersion: 'networking.istio.io/v1',
        kind: 'ServiceEntry',
        metadata: { name: 'added', namespace: 'dynatrace' },
        spec: {
          hosts: [host ?? 'added.example.com'],
          ...addresses === undefined ? {} : { addresses: [addresses.startsWith('"') ? JSON.parse(addresses) : DIALLED] },
          ports: [{ number: Number(number), name: `p-${number}`, protocol }],
          location: 'MESH_EXTERNAL',
          resolution,
        },
      } as KubernetesObject);
    }],
  [/Add ("[^"]*") to (spec\.[^ ]+?) of (\w+) ([^ /]+)\/([^ ;]+?)(?:\.|;| |$)/, (objects, [item, path, kind, namespace, name]) => {
    addTo(named(objects, kind, namespace, name), path, JSON.parse(item));
  }],
  [/Add a port with number (\d+) and protocol (\w+) to ServiceEntry ([^ /]+)\/([^ ;,]+?)(, and set spec\.addresses to those that clients dial)?(?:\.|;|$)/,
    (objects, [number, protocol, namespace, name, withAddresses]) => {
      const entry = named(objects, 'ServiceEntry', namespace, name);
      addTo(entry, 'spec.ports', { number: Number(number), name: `p-${number}`, protocol });
      if (withAddresses) { setAt(entry, 'spec.addresses', [DIALLED]); }
    }],
  [/Set protocol (\w+) for port (\d+) of ServiceEntry ([^ /]+)\/([^ ;,]+?)(?:\.|;| |$)/, (objects, [protocol, number, namespace, name]) => {
    const ports = valueAt(named(objects, 'ServiceEntry', namespace, name), keysOf('spec.ports')!) as { number: number; protocol: string }[];
    ports.find(port => port.number === Number(number))!.protocol = protocol;
  }],
  [/Add an egress listener without a port, with hosts: (\[.*?\]), at the end of spec\.egress of Sidecar ([^ /]+)\/([^ ;,]+?)(?:\.|;|$)/, (objects, [hosts, namespace, name]) => {
    addTo(named(objects, 'Sidecar', namespace, name), 'spec.egress', { hosts: JSON.parse(hosts) });
  }],
];

function named(objects: readonly KubernetesObject[], kind: string, namespace: string, name: string): KubernetesObject {
  return objects.find(object => object.kind === kind && object.metadata?.namespace === namespace && object.metadata?.name === name)!;
}
