import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readObjects } from '../../../../conformance/lab/cluster/objects';
import { commitsOf } from '../../../../conformance/lab/gitops/commits';

test.each(['quick-start', 'argo-cd'] as const)('the commits are examples/%s unchanged, with one more ActiveGate, and without the first', async name => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  try {
    const commits = await commitsOf(name, folder);
    const names = commits.map(commit => readObjects(join(commit.folder, commit.manifests)).map(({ kind, metadata }) => `${kind} ${metadata?.name}`));
    const [first, second, third] = names;
    expect(second.filter(each => !first.includes(each))).toEqual(['ServiceEntry oneagent-activegate-2.example.com']);
    expect(first.filter(each => !second.includes(each))).toEqual([]);
    expect(second.filter(each => !third.includes(each))).toEqual(['ServiceEntry oneagent-activegate.example.com']);
    expect(third.filter(each => !second.includes(each))).toEqual([]);
    // Each is a complete commit: a kustomization lists the files, and the endpoints are in both forms.
    for (const commit of commits) {
      if (name === 'quick-start') { expect(readFileSync(join(commit.folder, 'kustomization.yaml'), 'utf8')).toContain('dist/monitoring.k8s.yaml'); }
      const info = JSON.parse(readFileSync(join(commit.folder, 'connection-info.json'), 'utf8')) as Record<string, string & string[]>;
      expect(info.formattedCommunicationEndpoints).toBe(info.communicationEndpoints.join(';'));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
