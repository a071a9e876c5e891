import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { OURS, ratioOf, type Row } from './row';
import { programs } from '../../conformance/lab/programs/programs';
import { app, builtPackage } from '../apps/apps';
import { listOf, namespaceYaml } from '../inputs/mesh-yaml';

const ONCE = 'once for all';

/** `mesh.egressOf()`, for each namespace. */
export const egressRow: Row = {
  name: 'egress-of',
  title: '`mesh.egressOf()` for each namespace',
  unit: 'calls and namespaces',
  sizes: [50, 150, 600],
  quick: [50, 150],
  rounds: 5,
  contenders: [
    { name: OURS, prepare: (folder, size) => Promise.resolve([app(folder, 'egress-of', 'each', size)]) },
    { name: ONCE, prepare: (folder, size) => Promise.resolve([app(folder, 'egress-of', 'once', size)]) },
  ],
  goals: [{ name: '`mesh.egressOf()` 150 times', unit: 's', most: 0.8, now: at => at(OURS, 150)?.processor }],
};

const PEERS = ['cdk8s', 'cdk8s-plus-28'];
const PEERS_ALONE = 'its peers alone';

/** `require()` of the package. */
export const loadRow: Row = {
  name: 'load',
  title: '`require()` of the package, after cdk8s and cdk8s-plus-28',
  unit: 'process',
  sizes: [1],
  quick: [1],
  rounds: 15,
  contenders: [
    { name: OURS, prepare: folder => Promise.resolve([app(folder, 'load', ...PEERS, builtPackage)]) },
    { name: PEERS_ALONE, prepare: folder => Promise.resolve([app(folder, 'load', ...PEERS)]) },
  ],
  goals: [{
    name: '`require()` of the package, after its peers',
    unit: 'ms',
    most: 25,
    now: at => {
      const [ours, peers] = [at(OURS, 1), at(PEERS_ALONE, 1)];
      return ours && peers && (ours.processor - peers.processor) * 1000;
    },
  }],
};

function checkRow(form: 'files' | 'list', title: string): Row {
  // Istio's analysis ignores files with other endings.
  const input = form === 'list' ? 'all.yaml' : 'teams';
  const write = (folder: string, namespaces: number) => {
    if (form === 'list') { return writeFileSync(join(folder, input), listOf(namespaces)); }
    mkdirSync(join(folder, input));
    for (let number = 0; number < namespaces; number++) { writeFileSync(join(folder, input, `team-${number}.yaml`), namespaceYaml(number)); }
  };
  return {
    name: `check-${form}`,
    title,
    unit: 'namespaces with 22 objects',
    sizes: [100, 1000, 3000],
    quick: [100],
    rounds: 5,
    contenders: [
      {
        name: OURS,
        prepare: (folder, size) => {
          write(folder, size);
          return Promise.resolve([{ program: process.execPath, args: [resolve(builtPackage, '..', '..', 'cli.js'), 'check', input], folder }]);
        },
      },
      {
        name: 'istioctl analyze',
        prepare: async (folder, size) => {
          const { istioctl } = await programs('istioctl');
          write(folder, size);
          return [{ program: istioctl, args: ['analyze', '--use-kube=false', input], folder }];
        },
      },
    ],
    goals: [
      { name: `\`check\` of 66,000 objects (${form}), relative to istioctl analyze`, unit: 'times', most: 1, now: at => ratioOf(at, OURS, 'istioctl analyze', 3000) },
      { name: `the memory of \`check\` for 66,000 objects (${form})`, unit: 'MB', most: 1000, now: at => at(OURS, 3000)?.memory },
    ],
  };
}

/** The command `check`. */
export const checkRows: readonly Row[] = [checkRow('files', '`check` of a folder with a file for each namespace'), checkRow('list', '`check` of one list, as `kubectl get` writes it')];
