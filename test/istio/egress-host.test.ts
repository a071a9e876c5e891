import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { EgressHost } from '../../src';

const app = new App();
const shop = new Chart(app, 'shop', { namespace: 'shop' });

test.each<[call: string, host: EgressHost, value: string]>([
  ['namespace()', EgressHost.namespace('istio-system'), 'istio-system/*'],
  ['namespaceOf() of a chart', EgressHost.namespaceOf(shop), 'shop/*'],
  ['namespaceOf() of a namespace', EgressHost.namespaceOf(new kplus.Namespace(shop, 'Bank', { metadata: { name: 'bank' } })), 'bank/*'],
  ['sameNamespace()', EgressHost.sameNamespace(), './*'],
  ['everywhere()', EgressHost.everywhere(), '*/*'],
  ['of() with a name', EgressHost.of('bank/api.example.com'), 'bank/api.example.com'],
  ['of() with a wildcard', EgressHost.of('*/*.example.com'), '*/*.example.com'],
  ['of() with an exclusion', EgressHost.of('~bank/*'), '~bank/*'],
  ['of() with nothing', EgressHost.of('~/*'), '~/*'],
])('%s', (_, host, value) => {
  expect(host.value).toBe(value);
  expect(host.egressHosts).toEqual([host]);
});

test.each(['', '*', '.', 'a/b', 'Bank'])('"%s" is not the name of a namespace', name => {
  expect(() => EgressHost.namespace(name))
    .toThrow(new Error(`'namespace' must be lower-case letters, digits and '-', 63 characters at most, got "${name}"; use EgressHost.of() for the other forms`));
});

test.each<[host: string, message: string]>([
  ['api.example.com', '\'host\' of an egress listener must have the form "<namespace>/<dnsName>", got "api.example.com"'],
  ['prod-*/*', '\'host\' of an egress listener must begin with the name of a namespace, "*", "." or "~", got "prod-*/*"'],
  ['bank/*foo.com', '\'host\' of an egress listener must use a wildcard for whole labels only, such as "*.example.com", got "bank/*foo.com"'],
  ['bank/web', '\'host\' of an egress listener must end in "*" or in a DNS name with at least one dot, got "bank/web"'],
])('"%s" is not an egress host', (host, message) => {
  expect(() => EgressHost.of(host)).toThrow(new Error(message));
});

test.each<[host: string, value: string]>([
  ['api.example.com', 'bank/api.example.com'],
  ['*.example.com', 'bank/*.example.com'],
  ['db', 'bank/*'],
  ['*-eu.example.com', 'bank/*'],
])('a service %s is imported by %s', (host, value) => {
  expect(EgressHost._ofService('bank', host).value).toBe(value);
});

test('a construct that is not a namespace is refused', () => {
  const configMap = new ApiObject(shop, 'Config', { apiVersion: 'v1', kind: 'ConfigMap' });
  expect(() => EgressHost.namespaceOf(configMap))
    .toThrow(new Error('a construct for a namespace must be a Chart or a Namespace, got "shop/Config"'));
});
