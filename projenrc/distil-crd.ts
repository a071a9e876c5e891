/**
 * Distils the CRDs of a vendor: keeps the facts that this project models and drops all texts. `npx tsx projenrc/distil-crd.ts <file> ...` writes
 * `crds/<group>.yaml` for each API group in the files. See docs/decisions/0002-crds-distilled.md for what is kept, and why.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { CustomResourceDefinition, isRecord, readCrds } from './crd-document';
import { distilSchema } from './crd-schema';

/** The part of one API group that is modelled. */
export interface ModelledGroup {
  /** The vendor's releases that `crds/<group>.yaml` was made from. */
  readonly from: string;
  /** The versions of each kind. The first is the stored version, and its L1 class has no suffix. */
  readonly kinds: Readonly<Record<string, readonly string[]>>;
}

/** All API groups, kinds and versions that this project models. */
export const MODELLED: Readonly<Record<string, ModelledGroup>> = {
  'networking.istio.io': {
    from: 'Istio 1.31.0-rc.0',
    kinds: { DestinationRule: ['v1'], Gateway: ['v1'], ProxyConfig: ['v1beta1'], ServiceEntry: ['v1'], Sidecar: ['v1'], VirtualService: ['v1'] },
  },
  'security.istio.io': { from: 'Istio 1.31.0-rc.0', kinds: { PeerAuthentication: ['v1'] } },
  'telemetry.istio.io': { from: 'Istio 1.31.0-rc.0', kinds: { Telemetry: ['v1'] } },
  'dynatrace.com': {
    from: 'Dynatrace operator 1.10.2, OneAgent operator 0.10.2',
    kinds: { DynaKube: ['v1beta6', 'v1beta5'], EdgeConnect: ['v1alpha2'], OneAgent: ['v1alpha1'], OneAgentAPM: ['v1alpha1'] },
  },
  'argoproj.io': { from: 'Argo CD 3.5.1', kinds: { Application: ['v1alpha1'] } },
  'kustomize.toolkit.fluxcd.io': { from: 'Flux kustomize-controller 1.9.4', kinds: { Kustomization: ['v1'] } },
  'helm.toolkit.fluxcd.io': { from: 'Flux helm-controller 1.6.3', kinds: { HelmRelease: ['v2'] } },
  'source.toolkit.fluxcd.io': {
    from: 'Flux source-controller 1.9.1',
    kinds: { GitRepository: ['v1'], HelmRepository: ['v1'], OCIRepository: ['v1'] },
  },
  'external-secrets.io': { from: 'External Secrets Operator, API v1', kinds: { ExternalSecret: ['v1'] } },
};

/**
 * Distils every group with a modelled kind in one of the files.
 *
 * @param paths the vendor's files; other kinds and objects in them are ignored
 * @param modelled the groups, kinds and versions to keep
 * @returns the YAML text by group
 * @throws if a file can't be read, has no modelled kind, or has an unknown keyword; if two files have the same kind; or if a kind or version
 * of one of the groups is missing
 */
export function distil(paths: readonly string[], modelled: Readonly<Record<string, ModelledGroup>> = MODELLED): Map<string, string> {
  const found = new Map<string, CustomResourceDefinition>();
  for (const path of paths) {
    const crds = readCrds(path).filter(crd => modelled[crd.group]?.kinds[crd.kind] !== undefined);
    if (crds.length === 0) {
      throw new Error(`"${path}" has no CRD of a modelled kind; the modelled kinds are ${names(modelled).join(', ')}`);
    }
    for (const crd of crds) {
      const name = `${crd.kind}.${crd.group}`;
      const other = found.get(name);
      if (other) { throw new Error(`the kind "${name}" is in "${other.path}" and in "${path}": pass only one of them`); }
      found.set(name, crd);
    }
  }

  const groups = [...new Set([...found.values()].map(crd => crd.group))].sort();
  return new Map(groups.map(group => [group, distilGroup(group, modelled[group], found)]));
}

/**
 * Distils files into a folder. If anything fails, no file of the folder is replaced.
 *
 * @returns the paths written
 * @throws as `distil` does
 */
export function distilInto(folder: string, paths: readonly string[], modelled: Readonly<Record<string, ModelledGroup>> = MODELLED): string[] {
  const texts = distil(paths, modelled);
  mkdirSync(folder, { recursive: true });
  const files = [...texts].map(([group, text]) => ({ text, path: join(folder, `${group}.yaml`), draft: join(folder, `.${group}.yaml`) }));
  try {
    for (const file of files) { writeFileSync(file.draft, file.text); }
    for (const file of files) { renameSync(file.draft, file.path); }
  } finally {
    for (const file of files) { rmSync(file.draft, { force: true }); }
  }
  return files.map(file => file.path);
}

function names(modelled: Readonly<Record<string, ModelledGroup>>): string[] {
  return Object.entries(modelled).flatMap(([group, { kinds }]) => Object.keys(kinds).map(kind => `${kind}.${group}`)).sort();
}

function distilGroup(group: string, modelled: ModelledGroup, found: ReadonlyMap<string, CustomResourceDefinition>): string {
  const documents = Object.keys(modelled.kinds).sort().map(kind => {
    const crd = found.get(`${kind}.${group}`);
    if (!crd) {
      throw new Error(`the kind "${kind}.${group}" is missing in all files: add the file that has it, or remove the kind from MODELLED`);
    }
    return distilCrd(crd, modelled.kinds[kind]);
  });
  // Kubernetes reads YAML 1.1, which treats names such as `on` as booleans. They are therefore quoted.
  const texts = documents.map(document => stringify(document, { compat: 'yaml-1.1', lineWidth: 0, indentSeq: false, aliasDuplicateObjects: false }));
  return [
    `# ${group}: names, types, limits and rules of the kinds that this project models, without any text of the vendor.\n`,
    `# As of ${modelled.from}. Written by projenrc/distil-crd.ts, not by hand; README.md says how to update it.\n`,
    texts.join('---\n'),
  ].join('');
}

function distilCrd(crd: CustomResourceDefinition, versions: readonly string[]): object {
  const { kind, listKind, plural, singular, shortNames, categories } = crd.names;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${crd.group}` },
    spec: {
      group: crd.group,
      names: dropUndefined({ kind, listKind, plural, singular, shortNames, categories }),
      scope: crd.scope,
      versions: versions.map((version, index) => distilVersion(crd, version, index === 0)),
    },
  };
}

function distilVersion(crd: CustomResourceDefinition, name: string, storage: boolean): object {
  const where = `version "${name}" of the kind "${crd.kind}.${crd.group}" in "${crd.path}"`;
  const version = crd.versions.find(candidate => candidate.name === name);
  if (!version) {
    throw new Error(`${where} is missing: the kind has ${crd.versions.map(candidate => `"${candidate.name}"`).join(', ')}; change MODELLED`);
  }
  if (version.served !== true) { throw new Error(`${where} is no longer served: change MODELLED to a version that is`); }
  const root = isRecord(version.schema) ? version.schema.openAPIV3Schema : undefined;
  if (!isRecord(root)) { throw new Error(`${where} has no openAPIV3Schema`); }
  return dropUndefined({
    name,
    served: true,
    storage,
    deprecated: version.deprecated === true ? true : undefined,
    schema: { openAPIV3Schema: distilSchema(withoutStatus(root), where) },
  });
}

/** Drops the status of the root only: a property of the spec can also have the name `status`. */
function withoutStatus(root: Record<string, unknown>): Record<string, unknown> {
  const properties = isRecord(root.properties) ? { ...root.properties } : {};
  delete properties.status;
  const required = Array.isArray(root.required) ? root.required.filter(property => property !== 'status') : [];
  return dropUndefined({ ...root, properties, required: required.length > 0 ? required : undefined });
}

function dropUndefined(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function main(paths: readonly string[]): void {
  if (paths.length === 0) { throw new Error('no file: run npx tsx projenrc/distil-crd.ts <upstream-crd.yaml> ...'); }
  for (const path of distilInto(join(__dirname, '..', 'crds'), paths)) { process.stdout.write(`${path}\n`); }
}

if (require.main === module) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
