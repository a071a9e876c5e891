import { createHash } from 'node:crypto';
import type { BundledPackage } from './bundled';

/** The package that a list of components is about. */
export interface Subject {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly repository: string;
  /** ISO 8601, of the commit: the same commit gives the same bytes. */
  readonly timestamp: string;
}

/** A list of components in the format CycloneDX 1.5: our package, and what is bundled in it. */
export function sbomOf({ name, version, license, repository, timestamp }: Subject, packages: readonly BundledPackage[]): object {
  const reference = purlOf(name, version);
  const components = packages.map(each => ({
    'type': 'library',
    'bom-ref': purlOf(each.name, each.version),
    ...nameOf(each.name),
    'version': each.version,
    'scope': 'required',
    'hashes': hashesOf(each.integrity),
    'licenses': licensesOf(each.license),
    'purl': purlOf(each.name, each.version),
  }));
  const component = {
    'type': 'library',
    'bom-ref': reference,
    name,
    version,
    'licenses': licensesOf(license),
    'purl': reference,
    'externalReferences': [{ type: 'vcs', url: repository }],
  };
  const digest = createHash('sha256').update(JSON.stringify([timestamp, component, components])).digest('hex');
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`,
    version: 1,
    metadata: { timestamp, component },
    components,
    dependencies: [
      { ref: reference, dependsOn: components.map(each => each['bom-ref']) },
      ...components.map(each => ({ ref: each['bom-ref'], dependsOn: [] })),
    ],
  };
}

/** The URL of an npm package. */
function purlOf(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function nameOf(name: string): { readonly group?: string; readonly name: string } {
  const [group, rest] = name.split('/');
  return rest === undefined ? { name } : { group, name: rest };
}

function hashesOf(integrity: string): object[] {
  return integrity.split(' ').map(each => {
    const [algorithm, base64] = each.split(/-(.*)/s);
    return { alg: algorithm.toUpperCase().replace('SHA', 'SHA-'), content: Buffer.from(base64, 'base64').toString('hex') };
  });
}

function licensesOf(license: string): object[] {
  return /^[A-Za-z0-9.+-]+$/.test(license) ? [{ license: { id: license } }] : [{ expression: license }];
}
