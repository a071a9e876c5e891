import type { Readable } from 'node:stream';

/**
 * The lines of a stream that hold more than blanks, without the line ends.
 *
 * This does not use `readline`, which also breaks lines at U+2028 and U+2029. These may be part of a JSON text.
 */
export async function* lines(stream: Readable): AsyncGenerator<string> {
  stream.setEncoding('utf8');
  let parts: string[] = [];
  for await (const chunk of stream as AsyncIterable<string>) {
    const [first, ...rest] = chunk.split('\n');
    parts.push(first);
    for (const next of rest) {
      yield* filled(parts.join(''));
      parts = [next];
    }
  }
  yield* filled(parts.join(''));
}

function filled(line: string): string[] {
  return line.trim() === '' ? [] : [line];
}
