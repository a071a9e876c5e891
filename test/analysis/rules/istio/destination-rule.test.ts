import { check } from '../../../../src/analysis/check';
import { entry, istio } from '../../manifests';

test.each<[string, string, boolean]>([
  ['*.shop.svc.cluster.local', 'web.shop.svc.cluster.local', true],
  ['*.shop.svc.cluster.local', '*.web.shop.svc.cluster.local', true],
  // For proxies, a ServiceEntry's host without a dot is no Service of its namespace.
  ['*.shop.svc.cluster.local', 'web', false],
  ['web', 'web', true],
])('a rule for "%s" knows an entry for "%s": %s', (pattern, host, isKnown) => {
  const rules = check([entry(host, 80, 'HTTP', { resolution: 'NONE' }, { namespace: 'shop' }), istio('DestinationRule', 'd', { host: pattern }, { namespace: 'shop' })])
    .map(({ rule }) => rule);
  expect(rules.includes('destination-rule/unknown-host')).toBe(!isKnown);
});
