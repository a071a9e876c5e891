import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readObjects } from '../../../../conformance/lab/cluster/objects';
import { quickStartCommits } from '../../../../conformance/lab/gitops/quick-start-commits';

test('the commits are the quick start unchanged, with one more ActiveGate, and without the first', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  try {
    const commits = quickStartCommits(folder);
    const names = commits.map(commit => readObjects(join(commit.folder, 'dist')).map(({ kind, metadata }) => `${kind} ${metadata?.name}`));
    const [first, second, third] = names;
    expect(second.filter(name => !first.includes(name))).toEqual(['ServiceEntry oneagent-activegate-2.example.com']);
    expect(first.filter(name => !second.includes(name))).toEqual([]);
    expect(second.filter(name => !third.includes(name))).toEqual(['ServiceEntry oneagent-activegate.example.com']);
    expect(third.filter(name => !second.includes(name))).toEqual([]);
    // Each is a complete commit: the kustomization lists the files, and the endpoints are in both forms.
    for (const commit of commits) {
      expect(readFileSync(join(commit.folder, 'kustomization.yaml'), 'utf8')).toContain('dist/monitoring.k8s.yaml');
      const info = JSON.parse(readFileSync(join(commit.folder, 'connection-info.json'), 'utf8')) as Record<string, string & string[]>;
      expect(info.formattedCommunicationEndpoints).toBe(info.communicationEndpoints.join(';'));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
