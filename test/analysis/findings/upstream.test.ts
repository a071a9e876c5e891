import { Severity } from '../../../src/analysis/findings/finding';
import { rulePageUrl } from '../../../src/analysis/findings/rule';
import { codeOf, FindingSource, isOfWebhook, sourceOf, Upstream } from '../../../src/analysis/findings/upstream';
import { ALL_RULES } from '../../../src/analysis/rules';

test.each<[upstream: Upstream, source: FindingSource, code: string | undefined, ofWebhook: boolean]>([
  ['schema', FindingSource.API_SERVER, undefined, false],
  ['webhook', FindingSource.ISTIOD, undefined, true],
  ['webhook-warning', FindingSource.ISTIOD, undefined, true],
  ['IST0134', FindingSource.ISTIOCTL, 'IST0134', false],
  ['operator', FindingSource.DYNATRACE_OPERATOR, undefined, true],
  ['operator-warning', FindingSource.DYNATRACE_OPERATOR, undefined, true],
  ['ours', FindingSource.CDK8S_ISTIO_ONEAGENT, undefined, false],
])('the upstream %s is reported by %s, with the code %s', (upstream, source, code, ofWebhook) => {
  expect([sourceOf(upstream), codeOf(upstream), isOfWebhook(upstream)]).toEqual([source, code, ofWebhook]);
});

test('every rule has an upstream that is one of these', () => {
  expect(ALL_RULES.filter(({ upstream }) => sourceOf(upstream) === FindingSource.ISTIOCTL && !/^IST\d{4}$/.test(upstream))).toEqual([]);
});

test('what a webhook or the operator only warns about is never an error', () => {
  expect(ALL_RULES.filter(({ upstream, severity }) => upstream.endsWith('-warning') && severity === Severity.ERROR)).toEqual([]);
});

test('the page of a rule is in the repository, on the main branch', () => {
  expect(rulePageUrl('sidecar/exact-hosts-only'))
    .toBe('https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/sidecar/exact-hosts-only.md');
});
