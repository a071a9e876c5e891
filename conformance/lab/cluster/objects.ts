import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isRecord, listOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

const EXTENSIONS = ['.yaml', '.yml', '.json'];

/**
 * The Kubernetes objects in a folder and its subfolders, in the order of the files' names, as `kubectl apply --recursive` finds them.
 *
 * @throws if there is no such folder, if a file cannot be parsed, or if there is no object
 */
export function readObjects(folder: string): KubernetesObject[] {
  const objects = filesIn(folder).flatMap(objectsIn);
  if (objects.length === 0) { throw new Error(`there is no Kubernetes object in ${folder}; synthesize the app first`); }
  return objects;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).sort().map(name => join(folder, name)).flatMap(path => {
    if (statSync(path).isDirectory()) { return filesIn(path); }
    return EXTENSIONS.includes(extname(path)) ? [path] : [];
  });
}

function objectsIn(file: string): KubernetesObject[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).flatMap(document => {
    // The parser's own message quotes the file, which may hold a Secret.
    const [error] = document.errors;
    if (error) { throw new Error(`${file} is not YAML: ${error.code} in line ${error.linePos?.[0].line}`); }
    const value: unknown = document.toJS();
    if (!isRecord(value) || typeof value.apiVersion !== 'string' || typeof value.kind !== 'string') { return []; }
    const objects = value.kind === 'List' ? listOf(value.items) as KubernetesObject[] : [value as unknown as KubernetesObject];
    // These are for kustomize, not for the API server.
    return objects.filter(({ apiVersion }) => !apiVersion.startsWith('kustomize.config.k8s.io/'));
  });
}
