import { egressSvg } from '../../../src/report/picture/egress-svg';
import type { PicturedEgress } from '../../../src/report/picture/pictured-egress';
import { fitText, textWidth, wrapText } from '../../../src/report/picture/text-width';

const HOSTILE = '</text><script>alert(1)</script>"\u0000&';

const EGRESS: PicturedEgress = {
  workloads: [{
    kind: 'Pod',
    namespace: HOSTILE,
    name: HOSTILE,
    sidecar: HOSTILE,
    destinations: [{ host: HOSTILE, port: 443, protocol: 'https', via: `ServiceEntry ${HOSTILE}`, verdict: 'BLOCKED', gateway: HOSTILE }],
    unknownHosts: [{ protocol: 'https', verdict: 'PASSTHROUGH' }],
  }],
  notes: [HOSTILE],
};

test('names cannot leave their texts', () => {
  const svg = egressSvg(EGRESS);
  expect(svg).not.toContain('<script');
  expect(svg).not.toContain('\u0000');
  expect(svg).toContain('&lt;script&gt;');
  expect(svg).not.toMatch(/\b(?:href|src|url)\b|@import|\bon[a-z]+=/);
});

test('a picture without workloads has its title and says that there are none', () => {
  const svg = egressSvg({ workloads: [], notes: [] });
  expect(svg).toContain('>0 workloads in 0 namespaces, 0 external hosts</text>');
  expect(svg).toContain('viewBox="0 0 520 ');
});

test('the legend has the results that the picture has, each with its mark', () => {
  const legend = egressSvg(EGRESS).split('\n').filter(line => line.startsWith('<g class=') && line.includes('class="small"')).map(line => /class="small"[^>]*>([^<]+)</.exec(line)?.[1]);
  expect(legend).toEqual(['reached', 'passed on, declared by no object', 'declared, but fails']);
});

test('for a page, the parts have IDs, and the page has the style sheet', () => {
  const svg = egressSvg(EGRESS, { interactive: true });
  expect(svg).not.toContain('<style');
  expect([...svg.matchAll(/data-id="(\w+)"/g)].map(([, id]) => id).sort()).toEqual(['e0', 'e1', 'g0', 's0', 'w0']);
});

test('a long text is cut in the middle', () => {
  const text = `https://${'long.'.repeat(40)}example:443`;
  const short = fitText(text, 13, 200);
  expect(short).toMatch(/^https:\/\/long\..*…\.?.*example:443$/);
  expect(textWidth(short, 13)).toBeLessThanOrEqual(200);
  expect(fitText('web', 13, 200)).toBe('web');
});

test('notes are wrapped at words', () => {
  expect(wrapText('one two three', 10, textWidth('one two', 10))).toEqual(['one two', 'three']);
});
