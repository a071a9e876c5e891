import { captureFlags } from '../../../../conformance/lab/mesh/capture-flags';

const traffic = (annotations: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(annotations).map(([name, value]) => [`traffic.sidecar.istio.io/${name}`, value]));

test('without annotations, everything is captured except the ports of the proxy itself', () => {
  expect(captureFlags({}, false)).toEqual([
    '-p', '15001', '-z', '15006', '-u', '1337', '-g', '1337', '-m', 'REDIRECT', '-i', '*', '-x', '', '-b', '*', '-d', '15090,15021,15020',
  ]);
});

test('each annotation becomes a flag', () => {
  expect(captureFlags({
    ...traffic({
      includeOutboundIPRanges: '10.0.0.0/8',
      excludeOutboundIPRanges: '203.0.113.10/32,2001:db8::10/128',
      includeInboundPorts: '8080',
      excludeInboundPorts: '9090',
      includeOutboundPorts: '443',
      excludeOutboundPorts: '9999',
      excludeInterfaces: 'eth1',
    }),
    'istio.io/reroute-virtual-interfaces': 'net1',
    'sidecar.istio.io/interceptionMode': 'TPROXY',
  }, true)).toEqual([
    '-p', '15001', '-z', '15006', '-u', '1337', '-g', '1337', '-m', 'TPROXY',
    '-i', '10.0.0.0/8', '-x', '203.0.113.10/32,2001:db8::10/128', '-b', '8080', '-d', '15090,15021,15020,9090',
    '-q', '443', '-o', '9999', '-k', 'net1', '-c', 'eth1', '--dual-stack',
  ]);
});

test('an empty annotation is not the same as no annotation', () => {
  const flags = captureFlags(traffic({ includeOutboundIPRanges: '', includeOutboundPorts: '' }), false)!;
  expect(flags[flags.indexOf('-i') + 1]).toBe('');
  expect(flags[flags.indexOf('-q') + 1]).toBe('');
});

test('without interception there are no rules', () => {
  expect(captureFlags({ 'sidecar.istio.io/interceptionMode': 'NONE' }, false)).toBeUndefined();
});

test('DNS queries are captured only if the proxy is told so', () => {
  expect(captureFlags({}, false, true)).toEqual([...captureFlags({}, false)!, '--redirect-dns']);
});
