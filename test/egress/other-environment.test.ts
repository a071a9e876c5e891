import { App, Chart } from 'cdk8s';
import { CommunicationEndpoint, ConnectionInfo, DynaKube, Mesh, OneAgentEgress, OperatorCompatibleEgress } from '../../src';

function answer(tenantUUID: unknown, ...communicationEndpoints: string[]): ConnectionInfo {
  return ConnectionInfo.fromJson(JSON.stringify({ tenantUUID, communicationEndpoints }));
}

function findingsOf(apiUrl: string, connectionInfo: ConnectionInfo): string[] {
  const app = new App();
  const chart = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = DynaKube.fromDynakubeAttributes(chart, 'DynaKube', { namespace: 'dynatrace', name: 'dynakube', apiUrl });
  new OneAgentEgress(chart, 'OneAgentEgress', { dynakube, connectionInfo });
  return Mesh.of(app).findings().filter(({ rule }) => rule === 'one-agent-egress/other-environment').map(({ message }) => message);
}

const API_URL = 'https://abc12345.live.dynatrace.com/api';
const MANAGED = 'https://managed.example.com/e/0c1d2e3f-aaaa-bbbb-cccc-0123456789ab/api';
const OTHER = 'https://xyz98765.live.dynatrace.com:443/communication';
const NODE = 'https://sg-us-east-1-1-2-3-4-prod01-virginia.live.dynatrace.com:443/communication';

const message = (theirs: string, source: string, own = 'abc12345') => [`the connection info is of the environment "${theirs}" by its ${source}, but the DynaKube "dynakube" belongs to "${own}" by its 'apiUrl': `
  + `code modules connect to the endpoints of that one, which are not allowed; save the response of the API of "${own}", or correct 'apiUrl'`];

test.each<[string, string, ConnectionInfo, string[]]>([
  ['the tenantUUID of another one', API_URL, answer('xyz98765', NODE), message('xyz98765', '\'tenantUUID\'')],
  ['the tenantUUID of another one, behind an ActiveGate', 'https://ag.example.com:9999/e/abc12345/api', answer('xyz98765', OTHER), message('xyz98765', '\'tenantUUID\'')],
  ['the tenantUUID of another one of Dynatrace Managed', MANAGED, answer('xyz98765', OTHER), message('xyz98765', '\'tenantUUID\'', '0c1d2e3f-aaaa-bbbb-cccc-0123456789ab')],
  ['the URL of the platform', 'https://abc12345.apps.dynatrace.com', ConnectionInfo.fromEndpoints(OTHER), message('xyz98765', 'hosts')],
  ['hosts of another one', API_URL, ConnectionInfo.fromEndpoints(`${NODE};${OTHER}`), message('xyz98765', 'hosts')],
  ['a tenantUUID that is empty, and hosts of another one', API_URL, answer('', OTHER), message('xyz98765', 'hosts')],
])('%s is a finding', (_, apiUrl, connectionInfo, messages) => {
  expect(findingsOf(apiUrl, connectionInfo)).toEqual(messages);
});

test.each<[string, string, ConnectionInfo]>([
  ['the same tenantUUID in other letter case', API_URL, answer('ABC12345', NODE)],
  ['the same tenantUUID, beside an endpoint of another one', API_URL, answer('abc12345', OTHER)],
  ['the same environment by its platform URL', 'https://abc12345.apps.dynatrace.com', answer('abc12345', NODE)],
  ['hosts of both', API_URL, ConnectionInfo.fromEndpoints(`${API_URL};${OTHER}`)],
  ['hosts of cluster nodes and ActiveGates only', API_URL, ConnectionInfo.fromEndpoints(`${NODE};https://ag.example.com:9999/communication;https://198.51.100.7:9999`)],
  ['an API URL without an id', 'https://dynatrace.example.com/api', answer('xyz98765', OTHER)],
  ['a tenantUUID that is not a text', API_URL, answer(7, NODE)],
  ['single endpoints', API_URL, ConnectionInfo.of(CommunicationEndpoint.of({ host: 'ag.example.com' }))],
])('%s is no finding', (_, apiUrl, connectionInfo) => {
  expect(findingsOf(apiUrl, connectionInfo)).toEqual([]);
});

test('both lists of OperatorCompatibleEgress are compared, and one cause is one finding', () => {
  const app = new App();
  const chart = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = DynaKube.fromDynakubeAttributes(chart, 'DynaKube', { namespace: 'dynatrace', name: 'dynakube', apiUrl: API_URL });
  new OperatorCompatibleEgress(chart, 'Egress', { dynakube, connectionInfo: answer('xyz98765', OTHER), activeGateConnectionInfo: answer('xyz98765', OTHER) });

  expect(Mesh.of(app).findings().filter(({ rule }) => rule === 'one-agent-egress/other-environment').map(each => each.message)).toEqual(message('xyz98765', '\'tenantUUID\''));
});

test('connection info that is added later is compared too', () => {
  const app = new App();
  const chart = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = DynaKube.fromDynakubeAttributes(chart, 'DynaKube', { namespace: 'dynatrace', name: 'dynakube', apiUrl: API_URL });
  new OneAgentEgress(chart, 'OneAgentEgress', { dynakube }).addConnectionInfo(answer('xyz98765', OTHER));

  expect(Mesh.of(app).findings().map(({ rule }) => rule)).toContain('one-agent-egress/other-environment');
});
