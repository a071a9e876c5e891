import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { lines } from '../../../conformance/protocol/lines';

async function collect(chunks: readonly Buffer[]): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines(Readable.from(chunks, { objectMode: false }))) { found.push(line); }
  return found;
}

test('lines don\'t depend on the chunks, and blank lines are skipped', async () => {
  const text = '{"a":1}\n\n  \r\n{"b":"\u2028\u2029ü"}\nlast';
  const bytes = Buffer.from(text);
  await fc.assert(fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 5 }), async cuts => {
    const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
    const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end)).filter(chunk => chunk.length > 0);
    expect(await collect(chunks)).toEqual(['{"a":1}', '{"b":"\u2028\u2029ü"}', 'last']);
  }));
});
