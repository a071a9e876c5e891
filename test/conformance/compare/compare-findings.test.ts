import { compareFindings } from '../../../conformance/compare/compare-findings';
import type { JudgeFinding, JudgeResponse } from '../../../conformance/protocol/judge';

const GOOD = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'ServiceEntry',
  metadata: { name: 'api', namespace: 'egress' },
  spec: { hosts: ['api.ext.test'], ports: [{ number: 443, name: 'tls', protocol: 'TLS' }], resolution: 'DNS' },
};
const UNRESOLVABLE = { ...GOOD, spec: { ...GOOD.spec, hosts: ['*.ext.test'] } };
const REFUSED = { ...GOOD, spec: { ...GOOD.spec, hosts: ['*.ext.test'], extra: 1 } };

async function compared(objects: (typeof GOOD)[], response: Partial<JudgeResponse>) {
  const { disagreements, counts } = await compareFindings({ ask: () => Promise.resolve({ id: 1, ...response }) }, { objects, questions: [] });
  return { signatures: disagreements.map(({ signature }) => signature), counts: Object.fromEntries(counts) };
}

function finding(object: number | null, upstream: JudgeFinding['upstream'], severity: string, message = 'x'): JudgeFinding {
  return { object, upstream, severity, message };
}

test('the sides agree if both report the same about the same objects, however often', async () => {
  const findings = [finding(1, 'webhook', 'error'), finding(1, 'webhook', 'error', 'y')];
  expect(await compared([GOOD, UNRESOLVABLE], { findings })).toEqual({
    signatures: [],
    counts: {
      'objects': 2, 'objects checked among others': 2, 'objects that the webhook refuses': 1, 'findings of webhook': 1, 'rule service-entry/dns-wildcard': 1, 'ours kubernetes/duplicate-object': 1,
    },
  });
});

test('a finding of one side only is a disagreement, and so are another object and another severity', async () => {
  expect((await compared([GOOD, UNRESOLVABLE], { findings: [] })).signatures).toEqual(['only ours: ServiceEntry webhook error by service-entry/dns-wildcard']);
  expect((await compared([GOOD], { findings: [finding(0, 'IST0134', 'warning', 'ports of "x" are not 1.2.3.4')] })).signatures)
    .toEqual(['only theirs: ServiceEntry IST0134 warning: ports of _']);
  expect((await compared([GOOD, UNRESOLVABLE], { findings: [finding(0, 'webhook', 'error')] })).signatures).toHaveLength(2);
  expect((await compared([UNRESOLVABLE], { findings: [finding(0, 'webhook', 'warning')] })).signatures).toHaveLength(2);
  expect((await compared([GOOD], { findings: [finding(null, 'IST0001', 'error', 'broken')] })).signatures).toEqual(['only theirs: mesh IST0001 error: broken']);
});

test('if the schema refuses an object, only that is compared', async () => {
  const findings = [finding(0, 'schema', 'error'), finding(0, 'webhook', 'error'), finding(0, 'IST0134', 'warning')];
  expect((await compared([REFUSED], { findings })).signatures).toEqual([]);
  expect((await compared([REFUSED], { findings: [finding(0, 'webhook', 'error')] })).signatures).toEqual([
    'only ours: ServiceEntry schema error by kubernetes/unknown-field',
  ]);
});

test('findings that the judge leaves out as wrong, and findings that only we report, are counted', async () => {
  const response = { findings: [], overlooking: [finding(0, 'IST0174', 'warning')] };
  expect((await compared([{ ...GOOD, spec: { ...GOOD.spec, ports: [{ number: 443, name: 'http', protocol: 'HTTP' }] } }], response))).toEqual({
    signatures: [], counts: { 'objects': 1, 'left out as wrong: IST0174': 1, 'ours service-entry/plaintext-on-tls-port': 1 },
  });
});

test('a judge without an answer is a disagreement', async () => {
  expect((await compared([GOOD], { error: 'panic: "x" at 1.2' })).signatures).toEqual(['error: panic: _ at _']);
});

test('a finding that an analyzer reports only sometimes is set aside and counted', async () => {
  let asked = 0;
  const ask = (): Promise<JudgeResponse> => {
    asked += 1;
    return Promise.resolve({ id: asked, findings: asked === 3 ? [] : [finding(0, 'IST0101', 'error')] });
  };
  const { disagreements, counts } = await compareFindings({ ask }, { objects: [GOOD], questions: [] });
  expect({ asked, disagreements, counts: Object.fromEntries(counts) }).toEqual({
    asked: 3, disagreements: [], counts: { 'objects': 1, 'findings of IST0101': 1, 'findings set aside, because Istio reports them only sometimes': 1 },
  });
});
