import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { readCrdFile, Schema } from './crd-facts';
import { differences, sampleOf } from './l1-sample';
import * as l1 from '../../imports';

const CRDS = join(__dirname, '..', '..', 'crds');

/** By L1 class, as `apiVersion/kind`. */
const MODELLED = {
  Application: 'argoproj.io/v1alpha1/Application',
  DynaKube: 'dynatrace.com/v1beta6/DynaKube',
  DynaKubeV1Beta5: 'dynatrace.com/v1beta5/DynaKube',
  EdgeConnect: 'dynatrace.com/v1alpha2/EdgeConnect',
  OneAgent: 'dynatrace.com/v1alpha1/OneAgent',
  OneAgentApm: 'dynatrace.com/v1alpha1/OneAgentAPM',
  ExternalSecret: 'external-secrets.io/v1/ExternalSecret',
  HelmRelease: 'helm.toolkit.fluxcd.io/v2/HelmRelease',
  Kustomization: 'kustomize.toolkit.fluxcd.io/v1/Kustomization',
  DestinationRule: 'networking.istio.io/v1/DestinationRule',
  Gateway: 'networking.istio.io/v1/Gateway',
  ProxyConfig: 'networking.istio.io/v1beta1/ProxyConfig',
  ServiceEntry: 'networking.istio.io/v1/ServiceEntry',
  Sidecar: 'networking.istio.io/v1/Sidecar',
  VirtualService: 'networking.istio.io/v1/VirtualService',
  PeerAuthentication: 'security.istio.io/v1/PeerAuthentication',
  GitRepository: 'source.toolkit.fluxcd.io/v1/GitRepository',
  HelmRepository: 'source.toolkit.fluxcd.io/v1/HelmRepository',
  OciRepository: 'source.toolkit.fluxcd.io/v1/OCIRepository',
  Telemetry: 'telemetry.istio.io/v1/Telemetry',
};

/** A field that the L1 lacks: Istio also reads `mirrorPercent` under this older name. */
const NOT_IN_L1 = ['VirtualService.spec.http.0.mirror_percent'];

interface L1Class {
  readonly GVK: { readonly apiVersion: string; readonly kind: string };
  manifest(props: unknown): unknown;
}

const files = readdirSync(CRDS).filter(name => name.endsWith('.yaml')).sort();
const crds = files.flatMap(name => readCrdFile(join(CRDS, name)));
const versions = crds.flatMap(crd => crd.spec.versions.map(version => ({
  gvk: `${crd.spec.group}/${version.name}/${crd.spec.names.kind}`,
  kind: crd.spec.names.kind,
  schema: version.schema.openAPIV3Schema,
})));

describe('crds/', () => {
  test('holds the modelled kinds and versions and no other, one file a group, the kinds sorted', () => {
    expect(versions.map(({ gvk }) => gvk)).toEqual(Object.values(MODELLED));
    expect(files).toEqual([...new Set(crds.map(({ spec }) => `${spec.group}.yaml`))]);
  });

  test.each(files)('%s holds nothing but CRDs under a header of our own', name => {
    const text = readFileSync(join(CRDS, name), 'utf8');

    expect(text.split('\n').filter(line => line.trimStart().startsWith('#'))).toEqual([
      expect.stringMatching(`^# ${name.slice(0, -'.yaml'.length)}: names, types, limits and rules `),
      expect.stringMatching(/^# As of .+\. Written by projenrc\/distil-crd\.ts, not by hand; README\.md says how to update it\.$/),
    ]);
    for (const object of parseAllDocuments(text).map(document => document.toJS())) {
      expect(`${object.spec.group}.yaml`).toBe(name);
      expect(Object.keys(object)).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
      expect(object.apiVersion).toBe('apiextensions.k8s.io/v1');
      expect(Object.keys(object.metadata)).toEqual(['name']);
      expect(Object.keys(object.spec)).toEqual(['group', 'names', 'scope', 'versions']);
    }
  });

  test.each(crds)('$metadata.name is named, scoped and stored as the API server wants it', ({ metadata, spec }) => {
    expect(metadata.name).toBe(`${spec.names.plural}.${spec.group}`);
    expect(spec.names).toEqual(expect.objectContaining({ singular: spec.names.kind.toLowerCase(), listKind: `${spec.names.kind}List` }));
    expect(spec.scope).toBe('Namespaced');
    expect(spec.versions.map(({ served }) => served)).toEqual(spec.versions.map(() => true));
    expect(spec.versions.map(({ storage }) => storage)).toEqual(spec.versions.map((_, index) => index === 0));
    expect(spec.versions.flatMap(version => Object.keys(version)).filter(key => !VERSION.includes(key))).toEqual([]);
  });

  test.each(versions)('$gvk is structural, without text and without status', ({ schema }) => {
    expect(schema.type).toBe('object');
    expect(Object.keys(schema.properties!)).toContain('spec');
    expect(Object.keys(schema.properties!)).not.toContain('status');
    expect(flaws(schema, '')).toEqual([]);
  });
});

describe('imports/', () => {
  test('has one class for each kind and version, the first one of a kind without a suffix', () => {
    const classes = Object.entries(l1 as object).filter((entry): entry is [string, L1Class] => entry[1].GVK !== undefined);

    expect(Object.fromEntries(classes.map(([name, { GVK }]) => [name, `${GVK.apiVersion}/${GVK.kind}`]))).toEqual(MODELLED);
  });

  test('renders every property of every kind under its own name', () => {
    const lost = Object.entries(MODELLED).flatMap(([name, gvk]) => {
      const { schema, kind } = versions.find(version => version.gvk === gvk)!;
      const { apiVersion: _, kind: __, ...properties } = schema.properties!;
      const sample = sampleOf({ properties: { metadata: {}, ...properties } }, kind);
      const expected = { apiVersion: gvk.slice(0, gvk.lastIndexOf('/')), kind, ...sample.json as object };
      return differences((l1 as unknown as Record<string, L1Class>)[name].manifest(sample.props), expected, name);
    });

    expect(lost).toEqual(NOT_IN_L1);
  });
});

const VERSION = ['name', 'served', 'storage', 'deprecated', 'schema'];
const TEXT = ['description', 'title', 'example', 'externalDocs'];

/** What keeps a schema from being structural, and the texts in it. */
function flaws(schema: Schema, path: string): string[] {
  const typed = schema.type !== undefined || schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const mapKeys = schema['x-kubernetes-list-map-keys'] as string[] | undefined;
  const rules = (schema['x-kubernetes-validations'] ?? []) as Record<string, unknown>[];
  return [
    ...typed ? [] : [`${path} has no type`],
    ...schema.type === 'array' && !schema.items ? [`${path} has no items`] : [],
    ...(schema['x-kubernetes-list-type'] === 'map') === (mapKeys !== undefined) ? [] : [`${path} is a list map without keys, or the reverse`],
    ...(mapKeys ?? []).filter(key => !schema.items?.properties?.[key]).map(key => `${path} has no map key ${key}`),
    ...TEXT.filter(keyword => schema[keyword] !== undefined).map(keyword => `${path} has a ${keyword}`),
    ...rules.flatMap(rule => Object.keys(rule)).filter(key => key !== 'rule').map(key => `${path} has a rule's ${key}`),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => flaws(property, `${path}.${name}`)),
    ...schema.items ? flaws(schema.items, `${path}[]`) : [],
    ...typeof schema.additionalProperties === 'object' ? flaws(schema.additionalProperties, `${path}{}`) : [],
  ];
}
