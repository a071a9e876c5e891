import { check } from '../../../../src/analysis/check';

test.each([
  ['sidecar.istio.io/inject', 'use the label of the same name'],
  ['sidecar.istio.io/discoveryAddress', "set 'discoveryAddress' in the annotation 'proxy.istio.io/config'"],
  ['sidecar.istio.io/extraStatTags', "set 'extraStatTags' in the annotation 'proxy.istio.io/config'"],
  ['sidecar.istio.io/statsInclusionPrefixes', "set 'proxyStatsMatcher' in the annotation 'proxy.istio.io/config'"],
  ['traffic.sidecar.istio.io/kubevirtInterfaces', "use 'istio.io/reroute-virtual-interfaces', available since Istio 1.25"],
])('the message about the deprecated annotation %s names its replacement', (name, remedy) => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' }, annotations: { [name]: 'true' } } };
  expect(check([pod]).filter(({ rule }) => rule === 'annotations/deprecated').map(({ message }) => message)).toEqual([`'${name}' is deprecated; ${remedy}`]);
});

test('a deprecated annotation without a replacement must be removed', () => {
  const annotations = { 'alpha.istio.io/canonical-serviceaccounts': 'a' };
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop', annotations }, spec: { ports: [{ port: 80, name: 'http' }] } };
  expect(check([service]).filter(({ rule }) => rule === 'annotations/deprecated').map(({ message }) => message)).toEqual([
    "'alpha.istio.io/canonical-serviceaccounts' is deprecated; remove it",
  ]);
});

test.each([
  [{ includeOutboundPorts: '8443' }, true],
  [{ includeOutboundPorts: '8443', includeOutboundIPRanges: '*' }, true],
  [{ includeOutboundPorts: '8443', includeOutboundIPRanges: '' }, false],
  [{ includeOutboundPorts: '8443', includeOutboundIPRanges: '10.0.0.0/8' }, false],
  [{ includeOutboundPorts: '' }, false],
  [{ excludeOutboundPorts: '8443' }, false],
])('of the annotations %j, included ports without a restriction of ranges are reported: %s', (annotations, isReported) => {
  const prefixed = Object.fromEntries(Object.entries(annotations).map(([name, value]) => [`traffic.sidecar.istio.io/${name}`, value]));
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop', annotations: prefixed } };
  expect(check([pod]).filter(({ rule }) => rule === 'annotations/included-ports-alone').map(({ message }) => message)).toEqual(isReported ? [
    "'traffic.sidecar.istio.io/includeOutboundPorts' adds ports to 'traffic.sidecar.istio.io/includeOutboundIPRanges', which is \"*\" by default, so the sidecar still captures all ports, "
      + "got \"8443\"; to capture these ports only, set 'traffic.sidecar.istio.io/includeOutboundIPRanges' to \"\"",
  ] : []);
});

test.each<[string, string]>([
  ['*', 'remove it, all ports are captured without it'],
  ['80, 443', 'correct it'],
])('the ports to include must be a list of numbers, not "%s"', (value, remedy) => {
  const annotations = { 'traffic.sidecar.istio.io/includeOutboundPorts': value };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' }, annotations } };
  expect(check([pod]).filter(({ rule }) => rule === 'annotations/included-ports').map(({ message }) => message)).toEqual([
    `'traffic.sidecar.istio.io/includeOutboundPorts' must be ports joined by commas without spaces, got "${value}"; ${remedy}, otherwise the pods don't start`,
  ]);
});
