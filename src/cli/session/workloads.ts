import { didYouMean } from './similar-names';
import { quote } from '../../analysis/base/quote';
import { selectWorkloads } from '../../analysis/egress/requirement';
import type { MeshModel } from '../../analysis/model/mesh-model';
import { isGatewayWorkload } from '../../analysis/model/pods/sidecar-injection';
import type { MeshWorkload } from '../../analysis/model/workload';
import type { ReportedEgress } from '../../report/egress-report';
import { UsageError } from '../base/usage-error';

/**
 * The workloads that a text names: `shop/web`, `web` of any namespace, or `Deployment/shop/web`.
 *
 * @throws UsageError if there is none
 */
export function workloadsNamed(model: MeshModel, text: string): MeshWorkload[] {
  const parts = text.split('/');
  if (parts.length > 3 || parts.includes('')) { throw new UsageError(`--from must be like "shop/web" or "Deployment/shop/web", got ${quote(text)}`); }
  const [name, namespace, kind] = parts.reverse();
  const found = selectWorkloads(model, { name, namespace }).filter(({ ref }) => kind === undefined || ref.kind.toLowerCase() === kind.toLowerCase());
  if (found.length === 0) {
    const names = model.workloads.map(({ ref }) => namespace === undefined ? ref.name : `${ref.namespace}/${ref.name}`);
    const hint = didYouMean(namespace === undefined ? name : `${namespace}/${name}`, new Set(names));
    throw new UsageError(`there is no workload ${quote(text)} among the objects${hint === '' ? existing(model, namespace) : hint}`);
  }
  return found;
}

/** The most workloads that a message lists. */
const MOST_NAMED = 10;

/** The workloads that there are: those of the namespace, if it has any. */
function existing(model: MeshModel, namespace: string | undefined): string {
  if (model.workloads.length === 0) { return '; there is none at all: pass the Deployments and other workloads too'; }
  const inNamespace = namespace === undefined ? [] : model.workloadsIn(namespace);
  const names = (inNamespace.length > 0 ? inNamespace : model.workloads).map(({ ref }) => `${ref.namespace}/${ref.name}`);
  const listed = [...new Set(names)].sort();
  const more = listed.length > MOST_NAMED ? ` and ${listed.length - MOST_NAMED} more` : '';
  return `; there ${listed.length === 1 ? 'is' : 'are'} ${listed.slice(0, MOST_NAMED).join(', ')}${more}`;
}

/**
 * The only workload that a text names.
 *
 * @throws UsageError if there is none, or several
 */
export function workloadNamed(model: MeshModel, text: string): MeshWorkload {
  const found = workloadsNamed(model, text);
  if (found.length > 1) {
    const names = found.map(({ ref }) => `${ref.kind}/${ref.namespace}/${ref.name}`);
    throw new UsageError(`${quote(text)} names several workloads; choose one: ${names.slice(0, 5).join(', ')}`);
  }
  return found[0];
}

/** A workload as reports have it. */
export function reportWorkload(workload: MeshWorkload): Pick<ReportedEgress, 'kind' | 'namespace' | 'name' | 'role'> {
  const { kind, namespace, name } = workload.ref;
  return { kind, namespace, name, ...isGatewayWorkload(workload) ? { role: 'gateway' } : {} };
}
