import * as fc from 'fast-check';
import { label } from './kubernetes-values';
import { CommunicationEndpoint, ConnectionInfo, EndpointScheme } from '../../../src';

const host = fc.oneof(
  label.map(name => `${name}.live.dynatrace.com`),
  label.map(name => `${name}.activegates.example`),
  fc.integer({ min: 1, max: 254 }).map(last => `203.0.113.${last}`),
  fc.integer({ min: 1, max: 65535 }).map(last => `2001:db8::${last.toString(16)}`),
);

const endpoint = fc.record({ host, port: fc.constantFrom(443, 9999, 8443), scheme: fc.constant(EndpointScheme.HTTPS) }).map(CommunicationEndpoint.of);

const endpoints = fc.uniqueArray(endpoint, { selector: String, minLength: 1, maxLength: 5 });

function urlsOf(list: readonly CommunicationEndpoint[]): string[] {
  return list.map(one => `${one.toString()}/communication`);
}

/** The Dynatrace API's answer about where OneAgent sends its data, in each form. */
export const connectionInfo: fc.Arbitrary<ConnectionInfo> = endpoints.chain(list => {
  const urls = urlsOf(list);
  return fc.constantFrom(
    () => ConnectionInfo.of(...list),
    () => ConnectionInfo.fromEndpoints(`{${urls.join(';')}}`),
    () => ConnectionInfo.fromEndpoints(urls.join(',')),
    () => ConnectionInfo.fromJson(JSON.stringify({ tenantUUID: 'abc12345', communicationEndpoints: urls })),
  ).map(make => make());
});

/** The same as the operator reads it, with one port for each host: for two ports, the operator makes objects that Istio refuses. */
export const operatorConnectionInfo: fc.Arbitrary<ConnectionInfo> = fc.uniqueArray(endpoint, {
  selector: one => one.host, minLength: 1, maxLength: 4,
}).map(list => ConnectionInfo.fromEndpoints(urlsOf(list).join(';')));
