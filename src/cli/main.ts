#!/usr/bin/env node
import { processConsole } from './base/console';
import { run } from './program';

// The reader of a pipe may leave early, as `head` does.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') { throw error; }
    process.exit();
  });
}

// An interrupt has no handler: it would only run after the check. Without one, it ends the process at once and quietly.
// Not process.exit(): a pipe may not have taken everything yet.
void run(process.argv.slice(2), processConsole()).then(code => { process.exitCode = code; });
