import type { ApiUrlEndpoint } from './api-url';
import { OPERATOR_HOST_OF_ADDRESSES } from '../syntax/address-hosts';
import { isIpAddress } from '../syntax/addresses';

const API_VERSION = 'networking.istio.io/v1beta1';

/** The components that the operator creates Istio objects for: itself, code modules, and ActiveGate. */
export type OperatorComponent = 'operator' | 'oneagent' | 'activegate';

/** The DynaKube that the objects are named after. */
export interface ObjectsOwner {
  readonly name: string;
  readonly namespace: string;
}

/** An Istio object as the operator's client sends it. */
export interface OperatorIstioObject {
  readonly apiVersion: string;
  readonly kind: 'ServiceEntry' | 'VirtualService';
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels: { readonly [key: string]: string } };
  readonly spec: { readonly hosts: readonly string[]; readonly [field: string]: unknown };
}

/**
 * The objects that operator 1.10 creates for the endpoints of one component with `enableIstio`: a ServiceEntry for the IP addresses, and a ServiceEntry
 * and a VirtualService for the host names.
 *
 * They equal the operator's objects, including what Istio rejects or misreads. Like its client, they leave out fields with the zero value of their type:
 * `location: MESH_EXTERNAL`, `resolution: NONE`, port 0, and an empty destination.
 *
 * @param endpoints each once, in the operator's order
 */
export function operatorIstioObjects(
  owner: ObjectsOwner, component: OperatorComponent, endpoints: readonly ApiUrlEndpoint[],
): OperatorIstioObject[] {
  const addresses = endpoints.filter(({ host }) => isIpAddress(host));
  const names = endpoints.filter(({ host }) => !isIpAddress(host));
  const object = (kind: OperatorIstioObject['kind'], form: string, spec: OperatorIstioObject['spec']): OperatorIstioObject => ({
    apiVersion: API_VERSION,
    kind,
    metadata: { name: `${owner.name}-${form}-${component}`, namespace: owner.namespace, labels: operatorLabels(owner, component) },
    spec,
  });
  return [
    ...addresses.length === 0 ? [] : [object('ServiceEntry', 'ip', addressesSpec(addresses))],
    ...names.length === 0 ? [] : [object('ServiceEntry', 'fqdn', namesSpec(names)), object('VirtualService', 'fqdn', routesSpec(names))],
  ];
}

/** The labels that the operator sets on its objects, except the one with its version. */
export function operatorLabels({ name }: ObjectsOwner, component: OperatorComponent): { readonly [key: string]: string } {
  return {
    'app.kubernetes.io/name': 'dynatrace-operator',
    'app.kubernetes.io/created-by': name,
    'app.kubernetes.io/component': component,
  };
}

function addressesSpec(endpoints: readonly ApiUrlEndpoint[]): OperatorIstioObject['spec'] {
  return {
    hosts: [OPERATOR_HOST_OF_ADDRESSES],
    addresses: endpoints.map(({ host }) => `${host}/32`),
    ports: onePerNumber(endpoints).map(({ port }) => ({ name: `TCP-${port}`, ...numberOf(port), protocol: 'TCP' })),
  };
}

function namesSpec(endpoints: readonly ApiUrlEndpoint[]): OperatorIstioObject['spec'] {
  return {
    hosts: endpoints.map(({ host }) => host),
    ports: onePerNumber(endpoints).map(({ scheme, port }) => ({ name: `${scheme}-${port}`, ...numberOf(port), protocol: scheme.toUpperCase() })),
    resolution: 'DNS',
  };
}

function routesSpec(endpoints: readonly ApiUrlEndpoint[]): OperatorIstioObject['spec'] {
  const http = endpoints.filter(({ scheme }) => scheme === 'http').map(endpoint => ({
    match: [portMatch(endpoint.port)],
    route: routeTo(endpoint),
  }));
  const tls = endpoints.filter(({ scheme }) => scheme === 'https').map(endpoint => ({
    match: [{ ...portMatch(endpoint.port), sniHosts: [endpoint.host] }],
    route: routeTo(endpoint),
  }));
  return {
    hosts: endpoints.map(({ host }) => host),
    ...http.length > 0 ? { http } : {},
    ...tls.length > 0 ? { tls } : {},
  };
}

function routeTo({ host, port }: ApiUrlEndpoint): unknown {
  return [{ destination: { ...host === '' ? {} : { host }, port: numberOf(port) } }];
}

/** One endpoint for each port number: the first one. It decides the name and protocol of the port. */
function onePerNumber(endpoints: readonly ApiUrlEndpoint[]): ApiUrlEndpoint[] {
  return endpoints.filter(({ port }, index) => endpoints.findIndex(other => other.port === port) === index);
}

function numberOf(port: number): { readonly number?: number } {
  return port === 0 ? {} : { number: port };
}

function portMatch(port: number): { readonly port?: number } {
  return port === 0 ? {} : { port };
}
