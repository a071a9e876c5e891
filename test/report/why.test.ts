import { whyText } from '../../src/report/why';

test('a connection that a route leads to a gateway is not called misrouted', () => {
  const hop = (at: string, verdict: 'MISROUTED' | 'REACHABLE') => ({ at, verdict, text: `At the ${at}.`, because: [] });
  const text = (...hops: ReturnType<typeof hop>[]) => whyText({
    from: 'Pod shop/web', to: 'https://a.example:443', outcome: 'ARRIVES', hops, explanation: hops.map(each => each.text).join(' '), notes: [],
  }, { color: false });
  expect(text(hop('sidecar', 'MISROUTED'), hop('gateway', 'REACHABLE'))).toBe(
    'Pod shop/web -> https://a.example:443: arrives\n\n1. sidecar TO THE GATEWAY\n   At the sidecar.\n\n2. gateway REACHABLE\n   At the gateway.\n',
  );
  expect(text(hop('sidecar', 'MISROUTED'))).toContain('1. sidecar MISROUTED\n');
});
