import type { NamedService, ServicePlace } from './network-services';
import { isRecord, JsonObject, listOf, recordOf, textOf, textsOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf, selects } from '../base/labels';
import { portNumberOf } from '../base/port-number';
import { workloadEntryOf } from '../model/endpoints';
import { canonicalCidr, cidrOfAddress, isIpAddress } from '../syntax/addresses';

/** Pods, addresses, or servers whose addresses only DNS knows: what a connection looks like to the network, behind Services and the proxies of the client. */
export type NetworkPeer =
  | { readonly kind: 'pods'; /** Undefined: all namespaces. */ readonly namespace?: string; readonly labels: Labels }
  | { readonly kind: 'addresses'; readonly cidr: string }
  | { readonly kind: 'names' };

/** A port of a pod or a server: a number, or the name of a port of the pods. */
export interface NetworkPort {
  readonly protocol: string;
  readonly port: number | string;
}

/** A way that connections take. Without a port, its ports are not known. */
export interface NetworkWay {
  readonly peer: NetworkPeer;
  readonly port?: NetworkPort;
}

/** The ways to one port of a Kubernetes Service. A Service without a selector can have its endpoints anywhere: those in its own namespace are known only. */
export function waysToService({ place: { object, isAssumed }, namespace }: NamedService, port: JsonObject): NetworkWay[] {
  const spec = recordOf(object.spec);
  const number = portNumberOf(port.port);
  const protocol = textOf(port.protocol) ?? 'TCP';
  if (spec.type === 'ExternalName') { return [{ peer: { kind: 'names' }, ...number === undefined ? {} : { port: { protocol, port: number } } }]; }
  const labels = labelsOf(spec.selector);
  const peer: NetworkPeer = { kind: 'pods', namespace, labels };
  const target = portNumberOf(port.targetPort) || textOf(port.targetPort) || number;
  // If the app does not write the Service, only the ports that clients use are known.
  return isAssumed || Object.keys(labels).length === 0 || target === undefined ? [{ peer }] : [{ peer, port: { protocol, port: target } }];
}

/** The ways to one port of a ServiceEntry. */
export function waysToEntry(place: ServicePlace, namespace: string, port: JsonObject, workloadEntries: readonly KubernetesObject[]): NetworkWay[] {
  const spec = recordOf(place.object.spec);
  const number = portNumberOf(port.number);
  if (number === undefined) { return []; }
  const protocol = textOf(port.protocol)?.toUpperCase() === 'UDP' ? 'UDP' : 'TCP';
  const resolution = textOf(spec.resolution) ?? 'NONE';
  const addresses = textsOf(spec.addresses);
  // The sidecar passes the connection on to the address and the port that the client dials.
  if (resolution === 'NONE' && !isRecord(spec.workloadSelector)) {
    const peers = addresses.length > 0 ? addresses.flatMap(addressPeer) : [NAMES];
    return peers.map(peer => ({ peer, port: { protocol, port: number } }));
  }
  const target = portNumberOf(port.targetPort) || number;
  const endpointWays = (endpoint: JsonObject): NetworkWay[] => {
    const own = portNumberOf(recordOf(endpoint.ports)[String(port.name)]) || target;
    return endpointPeer(textOf(endpoint.address) ?? '').map(peer => ({ peer, port: { protocol, port: own } }));
  };
  if (isRecord(spec.workloadSelector)) {
    const labels = labelsOf(spec.workloadSelector.labels);
    const machines = workloadEntries.filter((object, index) => {
      const entry = workloadEntryOf(object, index);
      return entry.ref.namespace === namespace && selects(labels, entry.labels);
    });
    return [{ peer: { kind: 'pods', namespace, labels }, port: { protocol, port: target } }, ...machines.flatMap(({ spec: machine }) => endpointWays(recordOf(machine)))];
  }
  const endpoints = listOf(spec.endpoints).map(recordOf);
  if (endpoints.length > 0) { return endpoints.flatMap(endpointWays); }
  return resolution === 'STATIC' ? [] : [{ peer: NAMES, port: { protocol, port: target } }];
}

const NAMES: NetworkPeer = { kind: 'names' };

function addressPeer(text: string): NetworkPeer[] {
  if (isIpAddress(text)) { return [{ kind: 'addresses', cidr: cidrOfAddress(text) }]; }
  const cidr = canonicalCidr(text);
  return cidr === undefined ? [] : [{ kind: 'addresses', cidr }];
}

/** An endpoint at a socket of the pod itself needs no network. */
function endpointPeer(address: string): NetworkPeer[] {
  if (address === '' || address.startsWith('unix://')) { return []; }
  return isIpAddress(address) ? addressPeer(address) : [NAMES];
}
