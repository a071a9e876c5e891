#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { processConsole } from './base/console';
import { run } from './program';

// The reader of a pipe may leave early, as `head` does.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') { throw error; }
    process.exit();
  });
}

// V8 11, of Node.js 20, optimizes code so early that most commands end before it pays off. Later versions don't.
if (process.versions.v8.startsWith('11.')) { setFlagsFromString('--interrupt-budget=500000'); }

// An interrupt has no handler: it would only run after the check. Without one, it ends the process at once and quietly.
// Not process.exit(): a pipe may not have taken everything yet.
const console = processConsole();
void run(process.argv.slice(2), console).then(code => {
  console.progress?.end();
  process.exitCode = code;
});
