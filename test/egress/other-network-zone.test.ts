import { App, Chart } from 'cdk8s';
import {
  CommunicationEndpoint, ConnectionInfo, DynaKube, DynaKubeMode, IDynaKube, Mesh, OneAgentEgress, OperatorCompatibleEgress,
} from '../../src';

const API_URL = 'https://abc12345.live.dynatrace.com/api';
const RULE = 'one-agent-egress/other-network-zone';

function answer(networkZone: string | undefined, tenantUUID = 'abc12345'): ConnectionInfo {
  return ConnectionInfo.fromJson(JSON.stringify({ tenantUUID, networkZone, communicationEndpoints: [`https://activegate.${networkZone || 'any'}.example.com:9999`] }));
}

function chartOf(): { app: App; chart: Chart } {
  const app = new App();
  return { app, chart: new Chart(app, 'monitoring', { namespace: 'dynatrace' }) };
}

function own(chart: Chart, networkZone?: string): IDynaKube {
  return new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, networkZone, mode: DynaKubeMode.cloudNativeFullStack() });
}

function imported(chart: Chart, networkZone?: string): IDynaKube {
  return DynaKube.fromDynakubeAttributes(chart, 'DynaKube', { namespace: 'dynatrace', name: 'dynakube', apiUrl: API_URL, networkZone });
}

function messagesOf(app: App): [string, string, string][] {
  return Mesh.of(app).findings().filter(({ rule }) => /^one-agent-egress\/other-(?:network-zone|environment)$/.test(rule))
    .map(({ rule, severity, message }) => [rule, severity, message]);
}

const toNorth = (zones: string, noun = 'zone') => `the connection info is of the network ${noun} ${zones} by its 'networkZone', but the DynaKube "dynakube" belongs to "north" by its 'networkZone': `
  + 'code modules connect to the ActiveGates of that one, which may not be allowed; save the response of the API for the network zone "north", or correct \'networkZone\' of the DynaKube';
const TO_DEFAULT = 'the connection info is of the network zone "south" by its \'networkZone\', but the DynaKube "dynakube" belongs to the default zone, because it has no \'networkZone\': '
  + 'code modules connect to the ActiveGates of that one, which may not be allowed; save the response of the API without a network zone, or correct \'networkZone\' of the DynaKube';

test.each<[string, (chart: Chart) => IDynaKube, ConnectionInfo[], string]>([
  ['another zone', chart => own(chart, 'north'), [answer('south')], toNorth('"south"')],
  ['the default zone for a DynaKube with a zone', chart => own(chart, 'north'), [answer('default')], toNorth('"default"')],
  ['a zone for a DynaKube without one', chart => own(chart), [answer('south')], TO_DEFAULT],
  ['a zone for a DynaKube with an empty one', chart => own(chart, ''), [answer('south')], TO_DEFAULT],
  ['another zone than that of a DynaKube that is not in the app', chart => imported(chart, 'North'), [answer('south')], toNorth('"south"')],
  ['two other zones', chart => own(chart, 'north'), [answer('west'), answer('south')], toNorth('"south", "west"', 'zones')],
])('connection info of %s is one warning', (_, dynakubeOf, connectionInfos, message) => {
  const { app, chart } = chartOf();
  const egress = new OneAgentEgress(chart, 'OneAgentEgress', { dynakube: dynakubeOf(chart) });
  connectionInfos.forEach(connectionInfo => egress.addConnectionInfo(connectionInfo));

  expect(messagesOf(app)).toEqual([[RULE, 'warning', message]]);
});

test('the zone of a DynaKube can be in its spec', () => {
  const { app, chart } = chartOf();
  const dynakube = new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, spec: { networkZone: 'north' } });
  new OneAgentEgress(chart, 'OneAgentEgress', { dynakube, connectionInfo: answer('south') });

  expect(dynakube.networkZone).toBe('north');
  expect(messagesOf(app)).toEqual([[RULE, 'warning', toNorth('"south"')]]);
});

test.each<[string, (chart: Chart) => IDynaKube | undefined, ConnectionInfo]>([
  ['the same zone in other letter case', chart => own(chart, 'NORTH'), answer('north')],
  ['the default zone for a DynaKube without a zone', chart => own(chart), answer('default')],
  ['the default zone for a DynaKube that names it', chart => own(chart, 'default'), answer('')],
  ['a zone that the file does not tell', chart => own(chart, 'north'), answer(undefined)],
  ['single endpoints', chart => own(chart, 'north'), ConnectionInfo.of(CommunicationEndpoint.of({ host: 'ag.example.com' }))],
  ['a zone for a DynaKube whose zone is not known', chart => imported(chart), answer('south')],
])('connection info of %s is no finding', (_, dynakubeOf, connectionInfo) => {
  const { app, chart } = chartOf();
  new OneAgentEgress(chart, 'OneAgentEgress', { dynakube: dynakubeOf(chart), connectionInfo });

  expect(messagesOf(app)).toEqual([]);
});

test('without a DynaKube, there is nothing to compare', () => {
  const { app, chart } = chartOf();
  new OneAgentEgress(chart, 'OneAgentEgress', { connectionInfo: answer('south') });

  expect(messagesOf(app)).toEqual([]);
});

test('the own zone with another one is no finding, because OneAgent falls back to alternative zones', () => {
  const { app, chart } = chartOf();
  new OneAgentEgress(chart, 'OneAgentEgress', { dynakube: own(chart, 'north'), connectionInfo: answer('north') }).addConnectionInfo(answer('south'));

  expect(messagesOf(app)).toEqual([]);
});

test('a file of another environment is one finding, whatever its zone is', () => {
  const { app, chart } = chartOf();
  new OneAgentEgress(chart, 'OneAgentEgress', { dynakube: own(chart, 'north'), connectionInfo: answer('south', 'xyz98765') });

  expect(messagesOf(app).map(([rule]) => rule)).toEqual(['one-agent-egress/other-environment']);
});

test('OperatorCompatibleEgress compares the list of code modules, not that of ActiveGate, which the operator gets without a zone', () => {
  const { app, chart } = chartOf();
  new OperatorCompatibleEgress(chart, 'Egress', { dynakube: own(chart, 'north'), connectionInfo: answer('north'), activeGateConnectionInfo: answer('default') });
  expect(messagesOf(app)).toEqual([]);

  const other = chartOf();
  new OperatorCompatibleEgress(other.chart, 'Egress', { dynakube: own(other.chart, 'north'), connectionInfo: answer('south'), activeGateConnectionInfo: answer('north') });
  expect(messagesOf(other.app)).toEqual([[RULE, 'warning', toNorth('"south"')]]);
});

test('the zone of a DynaKube that is not in the app must not have control characters', () => {
  const { chart } = chartOf();
  expect(() => imported(chart, 'north\n')).toThrow(new Error('\'networkZone\' must not have control characters, got "north\\n"'));
});
