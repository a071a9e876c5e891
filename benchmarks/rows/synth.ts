import { writtenByApp, analyze, helm, helmAndAnalyze, jsonnet, kustomize } from './peers';
import { type Contender, growthOf, OURS, ratioOf, type Row } from './row';
import { app } from '../apps/apps';
import { ENTRIES, NAMESPACE } from '../inputs/writers';

const RAW = 'raw objects, all rules';
const STOCK = 'stock cdk8s, no rules';
const HELM_AND_ANALYZE = 'helm template, istioctl analyze';

function objects(name: string, kind: string): Contender {
  return { name, prepare: (folder, size) => Promise.resolve([app(folder, 'objects', kind, size)]), written: writtenByApp };
}

/** Objects alone: what the constructs and the rules cost, and how that grows. */
export const objectsRow: Row = {
  name: 'objects',
  title: 'ServiceEntries, and all rules',
  unit: 'charts with 5 objects',
  sizes: [100, 400, 1000, 2000, 4000, 40_000],
  quick: [100, 400],
  rounds: 3,
  contenders: [objects(OURS, 'ours'), objects(RAW, 'checked'), objects(STOCK, 'stock'), helm(ENTRIES), kustomize(ENTRIES), jsonnet(ENTRIES), analyze(ENTRIES)],
  goals: [
    { name: '4,000 charts with 5 ServiceEntries, all rules', unit: 's', most: 3.5, now: at => at(OURS, 4000)?.processor },
    { name: 'the time for an object among 200,000, relative to one among 20,000', unit: 'times', most: 1.1, now: at => growthOf(at, OURS, 4000, 40_000) },
    { name: 'the memory for 200,000 objects', unit: 'MB', most: 3000, now: at => at(OURS, 40_000)?.memory },
  ],
};

/** A mesh with proofs. */
export const meshRow: Row = {
  name: 'mesh',
  title: 'ServiceEntries, Sidecars and Deployments, all rules and proofs',
  unit: 'namespaces with 5 objects',
  sizes: [100, 400, 1000, 2000, 4000],
  quick: [100, 400],
  rounds: 3,
  contenders: [
    { name: OURS, prepare: (folder, size) => Promise.resolve([app(folder, 'mesh', size)]), written: writtenByApp },
    helmAndAnalyze(NAMESPACE), helm(NAMESPACE),
  ],
  goals: [
    { name: '4,000 namespaces with 5 objects, all rules and proofs', unit: 's', most: 4.5, now: at => at(OURS, 4000)?.processor },
    { name: 'the same, relative to helm template with istioctl analyze', unit: 'times', most: 1, now: at => ratioOf(at, OURS, HELM_AND_ANALYZE, 4000) },
  ],
};

/** Many workloads with many requirements. */
export const proofsRow: Row = {
  name: 'proofs',
  title: 'Namespaces with 8 workloads, which must all reach 4 APIs and 3 endpoints',
  unit: 'namespaces with 13 objects',
  sizes: [60, 120, 240, 480],
  quick: [60, 120],
  rounds: 3,
  contenders: [{ name: OURS, prepare: (folder, size) => Promise.resolve([app(folder, 'proofs', size)]) }],
  goals: [{ name: 'the time for one of 480 namespaces with proofs, relative to one of 240', unit: 'times', most: 1.1, now: at => growthOf(at, OURS, 240, 480) }],
};
