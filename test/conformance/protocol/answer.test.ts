import { answerLine, respond } from '../../../conformance/protocol/answer';

const ENTRY = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'ServiceEntry',
  metadata: { name: 'api', namespace: 'egress' },
  spec: { hosts: ['api.ext.test'], ports: [{ number: 443, name: 'tls', protocol: 'TLS' }], resolution: 'DNS' },
};

test('findings are those of the analysis', () => {
  const wildcard = { ...ENTRY, metadata: { name: 'wildcard', namespace: 'egress' }, spec: { ...ENTRY.spec, hosts: ['*.ext.test'] } };
  const response = respond(JSON.stringify({ id: 'a', kind: 'findings', objects: [ENTRY, wildcard] }));
  expect(response).toMatchObject({ id: 'a', findings: [{ rule: 'service-entry/dns-wildcard', severity: 'error', upstream: 'webhook', object: 1 }] });
});

test('findings depend on the settings of the mesh and on the version of Istio', () => {
  const tcp = { ...ENTRY, spec: { ...ENTRY.spec, ports: [{ number: 9000, name: 'tcp', protocol: 'TCP' }] } };
  const rules = (more: object) => {
    const response = respond(JSON.stringify({ id: 1, kind: 'findings', objects: [tcp], ...more }));
    return 'findings' in response ? response.findings.map(({ upstream, object }) => `${upstream} ${object}`) : response;
  };
  expect(rules({})).toEqual(expect.arrayContaining(['IST0134 0']));
  const capture = { ISTIO_META_DNS_CAPTURE: 'true', ISTIO_META_DNS_AUTO_ALLOCATE: 'true' };
  expect(rules({ meshConfig: { defaultConfig: { proxyMetadata: capture } } })).not.toContain('IST0134 0');
  expect(rules({ target: { istio: '1.21' } })).toContain('schema 0');
});

test('findings depend on the version of the Dynatrace operator', () => {
  const dynakube = {
    apiVersion: 'dynatrace.com/v1beta6',
    kind: 'DynaKube',
    metadata: { name: 'dynakube', namespace: 'dynatrace' },
    spec: { apiUrl: 'https://abc12345.live.dynatrace.com/api', oneAgent: { hostMonitoring: {} }, resourceAttributes: { team: 'a' } },
  };
  const rules = (operator?: string) => {
    const response = respond(JSON.stringify({ id: 1, kind: 'findings', objects: [dynakube], target: { operator } }));
    return 'findings' in response ? response.findings.map(({ rule }) => rule) : response;
  };
  expect([rules(), rules('1.10'), rules('1.9')]).toEqual([[], [], ['dynakube/field-since']]);
});

test('each connection has its own answer, and an invalid connection has its own error', () => {
  const response = respond(JSON.stringify({
    id: 7,
    kind: 'reach',
    objects: [ENTRY],
    meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
    questions: [
      { namespace: 'shop', host: 'api.ext.test', address: '203.0.113.7', port: 443, protocol: 'https' },
      { namespace: 'shop', host: 'other.test', address: '', port: 443, protocol: 'https', labels: null },
      { namespace: 'shop', injected: false, port: 443, protocol: 'tcp' },
      { namespace: '', port: 443, protocol: 'tcp' },
      { namespace: 'shop', port: 443, protocol: 'udp' },
      { namespace: 'shop', port: 0, protocol: 'tcp' },
      { namespace: 'shop', port: '443', protocol: 'tcp' },
      { namespace: 'shop', port: 443, protocol: 'tcp', address: 'api.ext.test' },
      { namespace: 'shop', port: 443, protocol: 'tcp', labels: { app: 1 } },
      { namespace: 'shop', port: 443, protocol: 'tcp', hots: 'x' },
    ],
  }));
  expect(response).toMatchObject({
    id: 7,
    answers: [
      { verdict: 'REACHABLE', service: 'api.ext.test', port: 443, because: ['ServiceEntry egress/api'] },
      { verdict: 'BLOCKED' },
      { verdict: 'BYPASSED' },
      { error: '\'namespace\' must be given: it is the client\'s' },
      { error: '\'protocol\' must be "http", "https" or "tcp", got "udp"' },
      { error: '\'port\' must be 1 to 65535, got "0"' },
      { error: '\'port\' must be a number' },
      { error: '\'address\' must be an IP, got "api.ext.test"' },
      { error: '\'labels\' must be an object of strings' },
      { error: 'unknown field "hots"; known here: namespace, labels, annotations, injected, gateway, host, address, port, protocol, path, dnsCapture' },
    ],
  });
});

test.each<[string, string, unknown, string]>([
  ['text that is not JSON, without showing it', '{"id":1,"password":"hidden"', null, 'the line is not JSON'],
  ['something that is not an object', '[1]', null, 'a question must be a JSON object'],
  ['an unknown kind', '{"id":1,"kind":"guess"}', 1, '\'kind\' must be one of "findings", "reach", "trace", got "guess"'],
  ['no kind', '{"id":1}', 1, '\'kind\' must be one of "findings", "reach", "trace", got nothing'],
  ['an unknown key', '{"id":1,"kind":"findings","object":[]}', 1, 'unknown field "object"; known here: id, kind, objects, meshConfig, target'],
  ['no objects', '{"id":1,"kind":"findings"}', 1, '\'objects\' must be a list'],
  ['an item that is not an object', '{"id":"x","kind":"findings","objects":[{},1]}', 'x', 'objects[1] must be a JSON object'],
  ['no questions', '{"id":1,"kind":"reach","objects":[]}', 1, '\'questions\' must be a list'],
  ['a meshConfig that is not an object', '{"id":1,"kind":"findings","objects":[],"meshConfig":1}', 1, 'meshConfig must be a JSON object'],
  ['an unknown target', '{"id":1,"kind":"findings","objects":[],"target":{"isto":"1.31"}}', 1, 'unknown field "target.isto"; known here: istio, operator, clusterDomain'],
  ['an invalid version', '{"id":1,"kind":"findings","objects":[],"target":{"istio":"1.31.0"}}', 1, '\'target.istio\' must be a minor version such as "1.31", got "1.31.0"'],
  [
    'an unknown version of the operator', '{"id":1,"kind":"findings","objects":[],"target":{"operator":"1.10.2"}}', 1,
    '\'target.operator\' must be one of 1.8, 1.9, 1.10, 1.11, got "1.10.2"',
  ],
])('%s is an error with the id, if there is one', (_, line, id, error) => {
  expect(respond(line)).toEqual({ id, error });
});

test('an object of any form is checked, and is not an error', () => {
  expect(respond('{"id":1,"kind":"findings","objects":[{"kind":1,"spec":[]},{"apiVersion":null}],"meshConfig":null,"target":null}')).toEqual({ id: 1, findings: [] });
});

function nested(levels: number): string {
  return `${'['.repeat(levels)}${']'.repeat(levels)}`;
}

test.each([200, 10_000, 200_000])('an id that is nested %d deep is an error of its line', levels => {
  expect(JSON.parse(answerLine(`{"id":${nested(levels)},"kind":"findings","objects":[]}`))).toEqual({
    id: null,
    error: '\'id\' must not have more than 100 levels of objects and lists',
  });
});

test('an id is repeated as it is, whatever it is', () => {
  const id = [{ a: [1, null] }, 'constructor'];
  expect(JSON.parse(answerLine(JSON.stringify({ id, kind: 'findings', objects: [] })))).toEqual({ id, findings: [] });
});

test.each(['kind', 'target', 'meshConfig', 'questions', 'unknown'])('a field %s that is nested deeply is an error of its line', field => {
  const rest = field === 'kind' ? '"objects":[]' : '"kind":"reach","objects":[]';
  expect(JSON.parse(answerLine(`{"id":1,${rest},"${field}":${nested(50_000)}}`))).toEqual({ id: 1, error: expect.any(String) as string });
});

test('an object that is nested deeply is a finding, and the others are checked', () => {
  const response = JSON.parse(answerLine(`{"id":1,"kind":"findings","objects":[{"apiVersion":"v1","kind":"Widget","spec":${nested(50_000)}}]}`)) as object;
  expect(response).toMatchObject({ id: 1, findings: [{ rule: 'kubernetes/nesting', object: 0 }] });
});

test('without a MeshConfig, that of an object counts', () => {
  const configMap = (mesh: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio', namespace: 'istio-system' }, data: { mesh } });
  const ask = (...objects: object[]) => respond(JSON.stringify({
    id: 1, kind: 'reach', objects, questions: [{ namespace: 'shop', host: 'a.test', port: 443, protocol: 'https' }],
  })) as unknown as { answers: { verdict: string }[] };
  const locked = configMap('outboundTrafficPolicy: {mode: REGISTRY_ONLY}');
  expect([ask(), ask(locked), ask({ apiVersion: 'v1', kind: 'List', items: [locked] }), ask(configMap('{'))].map(({ answers: [{ verdict }] }) => verdict))
    .toEqual(['PASSTHROUGH', 'BLOCKED', 'BLOCKED', 'PASSTHROUGH']);
});
