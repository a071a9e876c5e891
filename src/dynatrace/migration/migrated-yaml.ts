import { readFileSync, statSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { KUBECTL_YAML, MergeFault } from './kubectl-yaml';
import { groupKindOf, versionOf } from '../../analysis/base/group-kind';
import { isRecord, JsonObject, recordOf } from '../../analysis/base/json';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { quote } from '../../analysis/base/quote';
import { canMigrate, MIGRATED_VERSIONS } from '../../analysis/migration/migrate';
import { DynaKubeSpecPassThrough } from '../dynakube/dynakube-spec-pass-through';

/** Much more than a thousand custom resources need: a larger file is not the right one. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

const KINDS = new Set(['dynatrace.com/DynaKube', 'dynatrace.com/OneAgent', 'dynatrace.com/OneAgentAPM']);

/**
 * Reads the custom resources of a file that can be migrated.
 *
 * @throws if the file can't be read, or a document is not such a custom resource. The message quotes only kinds, versions and names.
 */
export function readCustomResources(path: string): KubernetesObject[] {
  const source = `file ${quote(path)}`;
  checkFile(path, source);
  const documents = parse(readFileSync(path, 'utf8'), source);
  const objects = documents.flatMap((document, index) => document === null ? [] : itemsOf(document, `${source}, document ${index + 1}`));
  if (objects.length === 0) { throw new Error(`${source} must have a DynaKube, OneAgent or OneAgentAPM, got none`); }
  return objects;
}

/** The documents of a text; null for an empty one. What a lenient parser would drop, such as a duplicate key, is an error. */
function parse(text: string, source: string): unknown[] {
  return parseAllDocuments(text, KUBECTL_YAML).map((document, index) => {
    const [error] = document.errors;
    if (error) {
      const line = error.linePos === undefined ? '' : `, line ${error.linePos[0].line}`;
      throw new Error(`${source}${line}, must be YAML, got the error ${quote(error.code)}; correct it`);
    }
    try {
      return document.toJS() as unknown;
    } catch (fault) {
      if (fault instanceof MergeFault) { throw new Error(`${source}, document ${index + 1}, must have maps behind merge keys "<<"; write out their members`); }
      throw new Error(`${source}, document ${index + 1}, must not have that many aliases; write out their values`);
    }
  });
}

function checkFile(path: string, source: string): void {
  if (path.trim() === '' || /:\/\/|[\0-\x1f\x7f]/.test(path)) {
    throw new Error('\'path\' must be the path of a file; save the YAML there');
  }
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) { throw new Error(`${source} must exist (a relative path begins at the working directory); save the YAML there`); }
  if (!stats.isFile()) { throw new Error(`${source} must be a regular file`); }
  if (stats.size > MAX_FILE_BYTES) { throw new Error(`${source} must have at most ${MAX_FILE_BYTES} bytes, got ${stats.size}; split it`); }
}

/** The document, or its items if it is the list that `kubectl get -o yaml` writes. */
function itemsOf(document: unknown, source: string): KubernetesObject[] {
  if (isRecord(document) && document.apiVersion === 'v1' && document.kind === 'List' && Array.isArray(document.items)) {
    return document.items.map((item, index) => customResource(item, `${source}, item ${index + 1}`));
  }
  return [customResource(document, source)];
}

function customResource(document: unknown, source: string): KubernetesObject {
  if (!isRecord(document) || typeof document.apiVersion !== 'string' || typeof document.kind !== 'string') {
    throw new Error(`${source} must be an object with 'apiVersion' and 'kind'; correct or remove it`);
  }
  const object = document as KubernetesObject;
  if (!KINDS.has(groupKindOf(object))) {
    throw new Error(`${source} must be a DynaKube, OneAgent or OneAgentAPM of dynatrace.com, got ${quote(`${document.apiVersion} ${document.kind}`)}; move it to another file`);
  }
  if (!canMigrate(object)) {
    const known = object.kind === 'DynaKube' ? MIGRATED_VERSIONS : ['v1alpha1'];
    throw new Error(`${source} must have the version ${known.join(', ')}, got ${quote(versionOf(object))}; convert it to the first of them`);
  }
  if (!isRecord(object.metadata) || typeof object.metadata.name !== 'string' || object.metadata.name === '') {
    throw new Error(`${source} must have 'metadata.name'; add it`);
  }
  if (typeof recordOf(object.spec).apiUrl !== 'string') { throw new Error(`${source} must have 'spec.apiUrl'; add it`); }
  return object;
}

/** Maps of quantities, and fields with a number or a text: the L1 has objects for their values. */
const QUANTITIES = new Set(['limits', 'requests']);

const SCALARS = new Set(['divisor', 'maxSurge', 'maxUnavailable', 'sizeLimit']);

/** Maps with keys of the user. */
const MAPS = new Set(['additionalResourceAttributes', 'annotations', 'labels', 'matchLabels', 'nodeSelector', 'resourceAttributes']);

/** Converts fields of a manifest to the struct that `DynaKube` passes through. */
export function toPassThrough(fields: JsonObject): DynaKubeSpecPassThrough {
  return wrapped(fields) as DynaKubeSpecPassThrough;
}

function wrapped(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(wrapped); }
  if (!isRecord(value)) { return value; }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => {
    if (MAPS.has(name)) { return [name, member]; }
    if (SCALARS.has(name)) { return [name, { value: member }]; }
    if (QUANTITIES.has(name) && isRecord(member)) {
      return [name, Object.fromEntries(Object.entries(member).map(([resource, quantity]) => [resource, { value: quantity }]))];
    }
    return [name, wrapped(member)];
  }));
}
