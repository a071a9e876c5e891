import { Chart, Duration, Lazy } from 'cdk8s';
import { dynakube } from './sample-constructs';
import { newChart, VALID_CALLS, ValidCall } from './valid-calls';
import {
  ActiveGateCustomProperties, ArgoCdDifference, ChartDelivery, CommunicationEndpoint, ConnectionInfo, DynaKubeMode, DynatraceProxy, EgressDestination,
  EgressHost, ExportScope, FeatureFlag, FluxSource, GatewayTls, IntOrString, OutboundTrafficPolicy, SecretStoreRef, ServiceEntry,
  ServiceEntryEndpoint, ServicePort, TokenSecret, SidecarTls, TraceExporter, TracingTag, DynaKubeService,
} from '../../src';
import { CALLS } from '../../src/core/signatures/calls';
import { MEMBERS } from '../../src/core/signatures/types';

class Policy {}

/** Values of each type that JavaScript has, and what users pass by mistake. */
const WRONG: readonly [what: string, value: unknown][] = [
  ['a text', 'x y'],
  ['the name of a member of every object', 'constructor'],
  ['a number', 7],
  ['NaN', NaN],
  ['true', true],
  ['null', null],
  ['nothing', undefined],
  ['an object', {}],
  ['an object with a number', { a: 7 }],
  ['an object with the key __proto__', JSON.parse('{"__proto__":{"a":1}}')],
  ['a list', []],
  ['a list of a number', [7]],
  ['a list of null', [null]],
  ['a class', Policy],
  ['a function', () => 1],
  ['an instance of another class', new Policy()],
  ['a date', new Date(0)],
  ['a Lazy', Lazy.any({ produce: () => 'x' })],
  ['a symbol', Symbol('x')],
  ['a bigint', 1n],
];

/** An instance of each class that is passed as a value. */
const INSTANCES: readonly object[] = [
  ActiveGateCustomProperties.text('a'), ArgoCdDifference.aksAdmissionsEnforcer(), ChartDelivery.flux(), CommunicationEndpoint.of({ host: 'a.test' }), ConnectionInfo.fromEndpoints('https://a.test/communication'),
  Duration.seconds(1), DynaKubeMode.hostMonitoring(), DynaKubeService.activeGate(dynakube(newChart())), DynatraceProxy.fromSecretName('s'), EgressDestination.https('a.test'), EgressHost.everywhere(),
  ExportScope.everywhere(), FeatureFlag.nodeImagePull(true), FluxSource.existingGitRepository('a'), GatewayTls.simple(), IntOrString.number(1), OutboundTrafficPolicy.registryOnly(), SecretStoreRef.secretStore('s'),
  ServiceEntryEndpoint.ip('203.0.113.7'), ServicePort.tls(), SidecarTls.simple(), TokenSecret.fromSecretName('s'),
  TraceExporter.collector({ namespace: 'a', serviceName: 'b' }), TracingTag.literal('a'),
];

/** Classes of constructs that are passed as a value. Places for any construct accept them too. */
const CONSTRUCTS = ['App', 'DynaKube', 'FluxKustomization', 'ForwardProxy', 'OneAgentEgress', 'OpenTelemetryProvider'];

type Path = readonly (string | number)[];

/** The paths of all values in plain lists and objects. */
function pathsIn(value: unknown, at: Path = []): Path[] {
  const isPlain = Array.isArray(value) || (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);
  const inner = isPlain ? Object.entries(value as object).flatMap(([key, member]) => pathsIn(member, [...at, key])) : [];
  return at.length === 0 ? inner : [at, ...inner];
}

function withValue(value: any, [key, ...rest]: Path, wrong: unknown): any {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = rest.length === 0 ? wrong : withValue(value[key], rest, wrong);
  return copy;
}

/** What an error has that is not one of ours; undefined if it is. */
function faultOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || error.constructor !== Error) { return String(error); }
    return /Cannot |is not a function|is not iterable|Failed serializing/.test(error.message) ? error.message : undefined;
  }
}

/** What is accepted at a place, although it has no type that is accepted there. */
function acceptedIn({ name, args, call }: ValidCall): string[] {
  return pathsIn([...args(newChart())]).filter(path => !isOfAnyType(name, path)).flatMap(path => [Symbol('x'), ...INSTANCES].flatMap(wrong => {
    const chart = newChart();
    const right = args(chart);
    // Instances that have all properties of the struct that they are made from.
    if (typeof wrong === 'object' && ['CommunicationEndpoint.of', 'ServicePort.of'].includes(name) && name === `${wrong.constructor.name}.of`) { return []; }
    if (isAccepted(path.reduce<any>((value, step) => value[step], right), wrong)) { return []; }
    try {
      call(withValue([...right], path, wrong), chart);
    } catch (error) {
      return /^'[^']+' must /.test((error as Error).message) ? [] : [`${path.join('.')}, ${typeof wrong}: ${String(error)}`];
    }
    return [`${path.join('.')}: ${typeof wrong === 'symbol' ? 'a symbol' : wrong.constructor.name} is accepted`];
  }));
}

/** What is inside the values of a chart has no types, and neither has what cdk8s-cli passes. */
function isOfAnyType(call: string, [, prop, ...rest]: Path): boolean {
  return call === 'EgressValidation#validate' || call === 'new DynatraceOperator' && prop === 'values' && rest.length > 0;
}

/** Whether a place with a value that is right accepts another one. */
function isAccepted(right: unknown, other: object | symbol): boolean {
  if (typeof other === 'symbol' || typeof right !== 'object' || right === null) { return false; }
  return right.constructor === other.constructor || ('egressHosts' in right && 'egressHosts' in other);
}

/** What is wrong with a call: its errors that are not ours, at once or when the app is written. */
function faultsOf({ args, call }: ValidCall): string[] {
  return pathsIn([...args(newChart())]).flatMap(path => WRONG.flatMap(([what, wrong]) => {
    const chart = newChart();
    const given = withValue([...args(chart)], path, wrong) as unknown[];
    const fault = faultOf(() => call(given, chart)) ?? faultOf(() => (chart as Chart).toJson());
    return fault === undefined ? [] : [`${path.join('.')}, ${what}: ${fault}`];
  }));
}

test('every public constructor and method that takes arguments is tried', () => {
  expect(VALID_CALLS.map(({ name }) => name.replace(/^new /, '')).filter((name, index, all) => all.indexOf(name) === index).sort()).toEqual(Object.keys(CALLS).sort());
});

test.each(VALID_CALLS.map(each => [each.name, each] as const))('%s accepts its arguments', (_, { args, call }) => {
  const chart = newChart();
  expect(() => call(args(chart), chart)).not.toThrow();
});

test.each(VALID_CALLS.map(each => [each.name, each] as const))('%s answers a wrong value with a message of this library', (_, each) => {
  expect(faultsOf(each)).toEqual([]);
});

test.each(VALID_CALLS.map(each => [each.name, each] as const))('%s accepts no value of another type', (_, each) => {
  expect(acceptedIn(each)).toEqual([]);
});

test('there is an instance of each class, and a plain object with its members is no instance', () => {
  const classes = Object.keys(MEMBERS).filter(name => !/^I[A-Z]/.test(name) && !CONSTRUCTS.includes(name));
  // It is passed as an IEgressTarget only.
  expect(INSTANCES.map(instance => instance.constructor.name).sort()).toEqual([...classes, 'DynaKubeService'].sort());
  const port = { ...ServicePort.tls(), _toSpec: () => ({}) };
  expect(() => ServiceEntry.fromServiceEntryAttributes(newChart(), 'x', { namespace: 'a', name: 'b', hosts: ['a.test'], ports: [port as never] }))
    .toThrow(/^'ports\[0\]' must be a ServicePort, such as ServicePort.https\(\), got /);
});
