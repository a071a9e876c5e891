import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { LabMissing } from './missing';
import { run } from './run';
import type { KubernetesObject } from '../../src/analysis/kubernetes-object';

/** Where a vendor's CustomResourceDefinitions are: in a Go module, because a machine that builds the lab gets those. */
interface CrdSource {
  readonly module: string;
  readonly version: string;
  /** A file, or a folder of files. */
  readonly path: string;
}

const SOURCES: readonly CrdSource[] = [
  { module: 'istio.io/istio', version: istioVersion(), path: 'manifests/charts/base/files/crd-all.gen.yaml' },
  { module: 'github.com/Dynatrace/dynatrace-operator', version: 'v1.10.2', path: 'config/crd/bases' },
  { module: 'github.com/Dynatrace/dynatrace-oneagent-operator', version: 'v0.10.2', path: 'config/crd/default/bases' },
];

/** What this project itself knows of kinds, without any text of the vendors: good for those whose vendors have no module. */
const OWN = join(__dirname, '..', '..', 'crds');

/**
 * The files that hold the CustomResourceDefinitions of all kinds that the constructs write. Those of Istio and Dynatrace are the vendors' own.
 *
 * @throws LabMissing if a module cannot be had
 */
export function crdFiles(): string[] {
  return [...SOURCES.flatMap(filesOf), ...yamlFilesIn(OWN)];
}

/** The CustomResourceDefinitions in files. Of several with one name, the first counts. */
export function crdsIn(files: readonly string[]): KubernetesObject[] {
  const crds = files.flatMap(file => parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS() as KubernetesObject | null))
    .filter(object => object?.kind === 'CustomResourceDefinition').map(crd => withoutLeftovers(crd as KubernetesObject));
  return [...new Map(crds.reverse().map(crd => [crd.metadata?.name, crd])).values()].reverse();
}

function filesOf({ module, version, path }: CrdSource): string[] {
  let folder: string;
  try {
    ({ Dir: folder } = JSON.parse(run('go', ['mod', 'download', '-json', `${module}@${version}`])) as { Dir: string });
  } catch (error) {
    throw new LabMissing(`the Go module ${module} ${version}, which holds CustomResourceDefinitions, cannot be had: ${(error as Error).message}`);
  }
  const place = join(folder, path);
  if (!existsSync(place)) { throw new LabMissing(`the Go module ${module} ${version} has no ${path}`); }
  return path.endsWith('.yaml') ? [place] : yamlFilesIn(place);
}

function yamlFilesIn(folder: string): string[] {
  return readdirSync(folder).filter(file => file.endsWith('.yaml')).sort().map(file => join(folder, file));
}

/** Generators write a status and empty times that strict validation refuses. */
function withoutLeftovers({ status: _status, ...crd }: KubernetesObject): KubernetesObject {
  const { creationTimestamp: _creationTimestamp, ...metadata } = crd.metadata ?? {};
  return { ...crd, metadata };
}

/** The version that istiod is built from. */
function istioVersion(): string {
  return /istio\.io\/istio (\S+)/.exec(readFileSync(join(__dirname, 'istio', 'go.mod'), 'utf8'))?.[1] ?? '';
}
