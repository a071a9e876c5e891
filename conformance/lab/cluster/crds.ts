import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { LabMissing } from '../machine/missing';
import { run } from '../machine/run';

/** The location of a vendor's CustomResourceDefinitions: a Go module, because a machine that builds the lab can download it. */
interface CrdSource {
  readonly module: string;
  readonly version: string;
  /** A file, or a folder of files. */
  readonly path: string;
}

/** The controllers of Flux that the lab can run. */
export const FLUX_CONTROLLERS = ['source-controller', 'kustomize-controller'] as const;

const SOURCES: readonly CrdSource[] = [
  { module: 'istio.io/istio', version: versionIn('istio', 'istio.io/istio'), path: 'manifests/charts/base/files/crd-all.gen.yaml' },
  { module: 'github.com/Dynatrace/dynatrace-operator', version: 'v1.10.2', path: 'config/crd/bases' },
  { module: 'github.com/Dynatrace/dynatrace-oneagent-operator', version: 'v0.10.2', path: 'config/crd/default/bases' },
];

const GATEWAY_API: CrdSource = { module: 'sigs.k8s.io/gateway-api', version: 'v1.6.0', path: 'config/crd/standard' };

/** CustomResourceDefinitions that only some programs need. */
const DELIVERY_SOURCES: readonly CrdSource[] = [
  { module: 'github.com/argoproj/argo-cd/v3', version: 'v3.5.1', path: 'manifests/crds/application-crd.yaml' },
  { module: 'github.com/argoproj/argo-cd/v3', version: 'v3.5.1', path: 'manifests/crds/applicationset-crd.yaml' },
  { module: 'github.com/external-secrets/external-secrets', version: 'v1.3.2', path: 'config/crds/bases/external-secrets.io_externalsecrets.yaml' },
  { module: 'github.com/fluxcd/helm-controller', version: 'v1.6.3', path: 'config/crd/bases' },
  { ...GATEWAY_API, path: `${GATEWAY_API.path}/gateway.networking.k8s.io_gateways.yaml` },
  {
    module: 'github.com/openshift/api',
    version: 'v0.0.0-20260501191448-a49973eaef53',
    path: 'security/v1/zz_generated.crd-manifests/0000_03_config-operator_01_securitycontextconstraints.crd.yaml',
  },
];

const FLUX_SOURCES: readonly CrdSource[] = FLUX_CONTROLLERS.map(name =>
  ({ module: `github.com/fluxcd/${name}`, version: versionIn(name, `github.com/fluxcd/${name}`), path: 'config/crd/bases' }));

/** This project's own descriptions of kinds, without text of the vendors. They are used for kinds whose vendors have no module. */
const OWN = join(__dirname, '..', '..', '..', 'crds');

/**
 * The files with the CustomResourceDefinitions of all kinds that the constructs write. Those of Istio and Dynatrace are the vendors' own.
 *
 * @throws LabMissing if a module cannot be downloaded
 */
export function crdFiles(): string[] {
  return [...SOURCES.flatMap(filesOf), ...yamlFilesIn(OWN)];
}

/**
 * The files with the CustomResourceDefinitions of the Kubernetes Gateway API, for waypoints.
 *
 * @throws LabMissing if the module cannot be downloaded
 */
export function gatewayApiCrdFiles(): string[] {
  return filesOf(GATEWAY_API);
}

/**
 * The files with the vendors' own CustomResourceDefinitions of Flux, Argo CD, External Secrets, OpenShift and the Gateway API.
 *
 * @throws LabMissing if a module cannot be downloaded
 */
export function deliveryCrdFiles(): string[] {
  return [...DELIVERY_SOURCES.flatMap(filesOf), ...fluxCrdFiles()];
}

/**
 * The files with all CustomResourceDefinitions of Flux's controllers. A controller doesn't start unless all of them are there.
 *
 * @throws LabMissing if a module cannot be downloaded
 */
export function fluxCrdFiles(): string[] {
  return FLUX_SOURCES.flatMap(filesOf);
}

/** The CustomResourceDefinitions in files. If several have one name, the first counts. */
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
    throw new LabMissing(`the Go module ${module} ${version}, which holds CustomResourceDefinitions, cannot be downloaded: ${(error as Error).message}`);
  }
  const place = join(folder, path);
  if (!existsSync(place)) { throw new LabMissing(`the Go module ${module} ${version} has no ${path}`); }
  return path.endsWith('.yaml') ? [place] : yamlFilesIn(place);
}

function yamlFilesIn(folder: string): string[] {
  return readdirSync(folder).filter(file => file.endsWith('.yaml')).sort().map(file => join(folder, file));
}

/** Removes a status and empty times, which generators write and strict validation refuses. */
function withoutLeftovers({ status: _status, ...crd }: KubernetesObject): KubernetesObject {
  const { creationTimestamp: _creationTimestamp, ...metadata } = crd.metadata ?? {};
  return { ...crd, metadata };
}

/** The version of a module that a program of the lab is built from. */
function versionIn(folder: string, module: string): string {
  return new RegExp(`^(?:require |\\t)${module} (\\S+)`, 'm').exec(readFileSync(join(__dirname, '..', 'programs', folder, 'go.mod'), 'utf8'))?.[1] ?? '';
}
