import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitServer } from '../../../../conformance/lab/gitops/git-server';
import { Repository } from '../../../../conformance/lab/gitops/repository';

let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'lab-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

test('a commit holds the files of a folder and no others, and is served by smart HTTP', async () => {
  const served = join(folder, 'served');
  const [first, second] = ['1', '2'].map(name => join(folder, name));
  [served, first, second].forEach(path => { mkdirSync(path); });
  writeFileSync(join(first, 'old.yaml'), 'old');
  writeFileSync(join(second, 'new.yaml'), 'new');
  const repository = Repository.create(served, join(folder, 'copy'), 'app.git');
  repository.commit(first, 'first');
  const commit = repository.commit(second, 'second');
  expect(commit).toMatch(/^[0-9a-f]{40}$/);
  expect(readdirSync(repository.workingCopy).sort()).toEqual(['.git', 'new.yaml']);
  expect(readFileSync(join(repository.workingCopy, 'new.yaml'), 'utf8')).toBe('new');

  const server = await GitServer.start(served, 0);
  try {
    const refs = await fetch(`${server.urlOf('app.git')}/info/refs?service=git-upload-pack`);
    expect(refs.headers.get('content-type')).toBe('application/x-git-upload-pack-advertisement');
    expect(await refs.text()).toContain(`${commit} refs/heads/main`);
    expect((await fetch(`${server.urlOf('none.git')}/info/refs?service=git-upload-pack`)).status).toBe(404);
  } finally {
    server.stop();
  }
});
