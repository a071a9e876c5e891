import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Duration, Lazy } from 'cdk8s';
import { generateSignatures, SIGNATURES } from '../../../projenrc/generate-signatures';
import {
  DynaKube, DynaKubeMode, EgressHost, ExportScope, Mesh, OneAgentEgress, ServiceEntry, ServicePort, Sidecar, TokenSecret,
} from '../../../src';
import { checkCall } from '../../../src/core/signatures/check-call';

const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
const API_URL = 'https://abc12345.live.dynatrace.com/api';

test('the signatures are those of the public API; generate-signatures.ts writes them', () => {
  const generated = generateSignatures();
  expect(Object.fromEntries(Object.keys(generated).map(file => [file, readFileSync(join(SIGNATURES, file), 'utf8')]))).toEqual(generated);
}, 60_000);

test.each<[what: string, make: () => unknown, message: string]>([
  ['a text where a scope is meant', () => Mesh.of('x' as never), '\'scope\' must be a construct of the app, got "x"'],
  ['no properties', () => new OneAgentEgress(chart, 'x', undefined as never), '\'props\' must be an object with the properties of OneAgentEgressProps, got "undefined"'],
  ['null in place of properties', () => new Sidecar(chart, 'x', null as never), '\'props\' must be an object with the properties of SidecarProps, got "null"'],
  ['an id that is not a text', () => new Sidecar(chart, 7 as never), '\'id\' must be a string, got "7"'],
  ['a factory that is not called', () => new DynaKube(chart, 'x', { apiUrl: API_URL, mode: DynaKubeMode.cloudNativeFullStack as never }),
    '\'mode\' must be a DynaKubeMode, such as DynaKubeMode.cloudNativeFullStack(), got "function cloudNativeFullStack"; call the function, or create an instance of the class'],
  ['a class where an instance is meant', () => new DynaKube(chart, 'x', { apiUrl: API_URL, tokens: TokenSecret as never }),
    '\'tokens\' must be a TokenSecret, such as TokenSecret.fromSecretName(), got "class TokenSecret"; call the function, or create an instance of the class'],
  ['a plain object where an instance is meant', () => new ServiceEntry(chart, 'x', { hosts: ['a.test'], ports: [{ number: 443 } as never] }),
    '\'ports[0]\' must be a ServicePort, such as ServicePort.https(), got "{\\"number\\":443}"'],
  ['an instance of another class', () => new ServiceEntry(chart, 'x', { hosts: ['a.test'], ports: [ExportScope.everywhere() as never] }),
    '\'ports[0]\' must be a ServicePort, such as ServicePort.https(), got "an ExportScope"'],
  ['a construct where an instance is meant', () => new Sidecar(chart, 'x', { outboundTrafficPolicy: chart as never }),
    '\'outboundTrafficPolicy\' must be an OutboundTrafficPolicy, such as OutboundTrafficPolicy.registryOnly(), got "the construct shop"'],
  ['a text in place of a list', () => new ServiceEntry(chart, 'x', { hosts: 'a.test' as never }), '\'hosts\' must be a list, got "a.test"'],
  ['a Lazy', () => new ServiceEntry(chart, 'x', { hosts: Lazy.any({ produce: () => ['a.test'] }) as never }),
    '\'hosts\' must be a list, got "a Lazy"; it is checked at once, so pass the value itself'],
  ['a Lazy in a list', () => new ServiceEntry(chart, 'x', { hosts: [Lazy.any({ produce: () => 'a.test' }) as never] }),
    '\'hosts[0]\' must be a string, got "a Lazy"; it is checked at once, so pass the value itself'],
  ['a number in a map', () => new Sidecar(chart, 'x', { workloadSelector: { app: 7 as never } }), '\'workloadSelector["app"]\' must be a string, got "7"'],
  ['a list in place of a map', () => new Sidecar(chart, 'x', { workloadSelector: [] as never }), '\'workloadSelector\' must be a map, got "[]"'],
  ['a key that JavaScript loses', () => new Sidecar(chart, 'x', { workloadSelector: JSON.parse('{"__proto__":"a"}') as never }),
    '\'workloadSelector\' must not have the key "__proto__", which cdk8s loses; rename it'],
  ['a value that an enum does not have', () => new Sidecar(chart, 'x', { captureMode: 'none' as never }), '\'captureMode\' must be one of "DEFAULT", "IPTABLES", "NONE", got "none"'],
  ['a text in place of a duration', () => new Sidecar(chart, 'x', { inboundConnectionPool: { tcp: { idleTimeout: '1s' as never } } }),
    '\'inboundConnectionPool.tcp.idleTimeout\' must be a Duration, such as Duration.millis(), got "1s"'],
  ['a text in place of a struct', () => new Sidecar(chart, 'x', { inboundConnectionPool: 'x' as never }),
    '\'inboundConnectionPool\' must be an object with the properties of ConnectionPoolSettings, got "x"'],
  ['a duration in place of a struct', () => new Sidecar(chart, 'x', { inboundConnectionPool: Duration.seconds(1) as never }),
    '\'inboundConnectionPool\' must be an object with the properties of ConnectionPoolSettings, got "a Duration"'],
  ['a text for a boolean', () => new DynaKube(chart, 'x', { apiUrl: API_URL, enableIstio: 'yes' as never }), '\'enableIstio\' must be true or false, got "yes"'],
  ['a value among others', () => new Sidecar(chart, 'Sidecar').allowEgressTo(EgressHost.everywhere(), 'a.test' as never),
    '\'targets[1]\' must be a DynaKubeService, a ForwardProxy, a OneAgentEgress, an OperatorCompatibleEgress, an EgressHost, a ServiceEntry or an OpenTelemetryProvider, got "a.test"'],
  ['a construct as a target', () => new Sidecar(chart, 'Other').allowEgressTo(chart as never),
    '\'targets[0]\' must be a DynaKubeService, a ForwardProxy, a OneAgentEgress, an OperatorCompatibleEgress, an EgressHost, a ServiceEntry or an OpenTelemetryProvider, got "the construct shop"'],
  ['a value of another kind with some members in common', () => new ServiceEntry(chart, 'x', { hosts: ['a.test'], exportTo: [EgressHost.everywhere() as never] }),
    '\'exportTo[0]\' must be an ExportScope, such as ExportScope.everywhere(), got "an EgressHost"'],
  ['an object whose constructor is no class', () => new Sidecar(chart, 'x', Object.create({ constructor: 7 }) as never),
    '\'props\' must be an object with the properties of SidecarProps, got "{}"'],
])('%s is refused at once', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test('the properties may be an object of a class, with getters', () => {
  class Props {
    public get hosts(): string[] { return ['a.test']; }
    public readonly ports = [ServicePort.tls()];
  }
  expect(() => checkCall('ServiceEntry', [chart, 'x', new Props()])).not.toThrow();
});

test('a map may be without a prototype, and come from another realm', () => {
  const labels = Object.assign(Object.create(null), { app: 'web' }) as Record<string, string>;
  expect(() => checkCall('Sidecar', [chart, 'x', { workloadSelector: labels }])).not.toThrow();
});
