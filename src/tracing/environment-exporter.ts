import type { BindExporter } from './bound-exporter';
import { quote } from '../analysis/base/quote';
import { apiUrlEndpoint } from '../analysis/dynatrace/api-url';
import { environmentOfApiUrl } from '../analysis/dynatrace/environment-id';
import { isFqdn, isKubernetesName } from '../analysis/syntax/hosts';
import { checkObjectName } from '../core/check-name';
import { dynaKubeApiUrl } from '../dynatrace/connection/api-url';
import { PortProtocol } from '../istio/port-protocol';
import { Resolution } from '../istio/resolution';
import { ServiceEntry } from '../istio/service-entry';
import { ServicePort } from '../istio/service-port';

interface Environment {
  readonly apiUrl: string;
  readonly authorizationSecretName: string;
  readonly authorizationSecretKey?: string;
  readonly port?: number;
}

/** An environment, or an ActiveGate, as a destination of the proxies' own requests. */
export function environmentExporter({ apiUrl, authorizationSecretName, authorizationSecretKey = 'authorization', port = 4318 }: Environment): BindExporter {
  dynaKubeApiUrl(apiUrl);
  checkObjectName('\'authorizationSecretName\'', authorizationSecretName);
  if (!/^[-._a-zA-Z0-9]{1,253}$/.test(authorizationSecretKey)) {
    throw new Error(`'authorizationSecretKey' must be a key of a Secret, letters, digits, '-', '_' and '.', got ${quote(authorizationSecretKey)}`);
  }
  const endpoint = apiUrlEndpoint(apiUrl);
  if (!endpoint || endpoint.scheme !== 'https' || !isFqdn(endpoint.host)) {
    throw new Error(`'apiUrl' must be an https URL with a host name, to which proxies can start TLS, got ${quote(apiUrl)}; use TraceExporter.collector() for anything else`);
  }
  if (port === endpoint.port) {
    throw new Error(`'port' must differ from the port of the environment, on which OneAgent starts TLS itself, got ${quote(port)}; leave it out for 4318`);
  }
  const servicePort = ServicePort.of({ number: port, protocol: PortProtocol.HTTP, targetPort: endpoint.port });
  const { host } = endpoint;
  return provider => {
    // Each provider has a variable of its own in istiod.
    const variable = `${provider.name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_TRACES_AUTHORIZATION`;
    const entry = new ServiceEntry(provider, 'Environment', {
      hosts: [host], ports: [servicePort], resolution: Resolution.DNS, metadata: { name: objectNameOf(provider.name) },
    });
    entry.originateTls();
    return {
      service: `${entry.namespace}/${host}`,
      port,
      transport: { http: { path: `${pathOf(apiUrl)}/v2/otlp/v1/traces`, headers: [{ name: 'Authorization', envName: variable }] } },
      environment: environmentOfApiUrl(apiUrl),
      variables: [{ name: variable, valueFrom: { secretKeyRef: { name: authorizationSecretName, key: authorizationSecretKey } } }],
      get egressHosts() { return entry.egressHosts; },
      get destinations() { return entry._destinations(); },
      assumed: [],
      faults: [],
    };
  };
}

/** @throws if the objects can't have the name of the provider in their names */
function objectNameOf(providerName: string): string {
  const name = `${providerName.toLowerCase().replace(/_/g, '-')}-traces`;
  if (!isKubernetesName(name)) {
    throw new Error(`'name' must be at most 246 characters, without '.', '-' or '_' beside a '.', because the objects for the environment have it in their names, got ${quote(providerName)}`);
  }
  return name;
}

/** The path of the API: `/api`, or `/e/<id>/api` of an ActiveGate. */
function pathOf(apiUrl: string): string {
  return /^[^/]*\/\/[^/?#]*(\/e\/[^/?#]+)\/api/.exec(apiUrl)?.[1]?.concat('/api') ?? '/api';
}
