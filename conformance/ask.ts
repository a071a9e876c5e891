/**
 * Answers questions from our own analysis: JSON lines on standard input, one answer a line on standard output, in the order of the questions.
 *
 *     npm run -s ask < questions.jsonl
 */
import { once } from 'node:events';
import { answerLine } from './protocol/answer';
import { lines } from './protocol/lines';

async function ask(): Promise<void> {
  for await (const line of lines(process.stdin)) {
    if (!process.stdout.write(`${answerLine(line)}\n`)) { await once(process.stdout, 'drain'); }
  }
}

// The reader of the answers may close the pipe early.
process.stdout.on('error', (error: NodeJS.ErrnoException) => { process.exit(error.code === 'EPIPE' ? 0 : 1); });

void ask();
