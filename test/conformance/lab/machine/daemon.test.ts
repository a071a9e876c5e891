import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Daemon } from '../../../../conformance/lab/machine/daemon';

let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'lab-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

function start(script: string): Daemon {
  return new Daemon({ name: 'server', folder, command: process.execPath, args: ['-e', script] });
}

const RUN = 'console.log("up"); setInterval(() => undefined, 1000)';

test('a program can be waited for, and stopped', async () => {
  const daemon = start(RUN);
  await daemon.until('up', 20, async () => daemon.logged() === 'up\n');
  await daemon.stop();
  await expect(daemon.until('up again', 20, async () => true)).rejects.toThrow('server is not up again: it ended with SIGKILL\n  server: up');
});

test('the wait ends when the program ends, with the end of its log', async () => {
  const daemon = start('for (let line = 1; line <= 20; line++) { console.log("line", line); } process.exitCode = 3;');
  const lines = Array.from({ length: 15 }, (_, index) => `  server: line ${index + 6}`).join('\n');
  await expect(daemon.until('ready', 20, async () => false)).rejects.toThrow(new Error(`server is not ready: it ended with 3\n${lines}`));
});

test('the wait is bounded, and reports the last error', async () => {
  const daemon = start(RUN);
  await daemon.until('up', 20, async () => daemon.logged() === 'up\n');
  await expect(daemon.until('ready', 0.1, async () => { throw new Error('refused'); })).rejects.toThrow(
    new Error('server is not ready after 0.1 s (refused)\n  server: up'),
  );
  await daemon.stop();
});

test('a program that does not exist is not ready', async () => {
  const daemon = new Daemon({ name: 'server', folder, command: '/nowhere/server', args: [] });
  await expect(daemon.until('ready', 20, async () => false)).rejects.toThrow('server is not ready: spawn /nowhere/server ENOENT');
});
