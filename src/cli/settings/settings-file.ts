import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { isRecord, JsonObject } from '../../analysis/base/json';
import type { LabelSelectorSpec } from '../../analysis/base/label-selector';
import { quote } from '../../analysis/base/quote';
import { parseDestination } from '../../analysis/egress/destination';
import type { DeclaredRequirement, WorkloadSelector } from '../../analysis/egress/requirement';
import { reasonOf } from '../base/file-error';
import { UsageError } from '../base/usage-error';
import { SETTINGS_FILE, STDIN } from '../input/find-files';

/** What fails `check`. */
export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;

/** The content of `cdk8s-istio-oneagent.yaml`. */
export interface SettingsFile {
  readonly path?: string;
  /** Path of a file, relative to the settings file, with the settings of the mesh. */
  readonly meshConfig?: string;
  readonly istio?: string;
  readonly operator?: string;
  readonly clusterDomain?: string;
  readonly failOn?: typeof FAIL_ON[number];
  readonly disabledRules: readonly { readonly rule: string; readonly reason: string }[];
  readonly requirements: readonly DeclaredRequirement[];
}

const KEYS = ['meshConfig', 'istio', 'operator', 'clusterDomain', 'failOn', 'disabledRules', 'requirements'];

const NONE: SettingsFile = { disabledRules: [], requirements: [] };

/**
 * Reads the settings file in the folder of a path or above it.
 *
 * @throws UsageError if the file is wrong
 */
export function findSettingsFile(firstPath: string): SettingsFile {
  let folder = firstPath === STDIN ? process.cwd() : resolve(firstPath);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) { folder = dirname(folder); }
  for (;;) {
    const path = join(folder, SETTINGS_FILE);
    if (existsSync(path)) { return readSettingsFile(path); }
    const parent = dirname(folder);
    if (parent === folder) { return NONE; }
    folder = parent;
  }
}

/**
 * Reads a settings file.
 *
 * @throws UsageError if it can't be read, or something in it is wrong
 */
export function readSettingsFile(given: string): SettingsFile {
  const path = relative(process.cwd(), given) || given;
  const lines = new LineCounter();
  const text = textOf(path);
  let content: unknown;
  try {
    const document = parseDocument(text, { prettyErrors: false, lineCounter: lines });
    const [error] = document.errors;
    if (error) { throw new UsageError(`line ${lines.linePos(error.pos[0]).line} is not YAML (${error.message})`); }
    content = document.toJS() ?? {};
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
  try {
    return { path, ...settingsOf(content) };
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`the settings file ${quote(path)} can't be read (${reasonOf(error)}): pass the path of another, relative to the folder ${quote(process.cwd())}`);
  }
}

function settingsOf(content: unknown): SettingsFile {
  const file = record(content, 'the file', KEYS.concat('$schema'));
  const text = (key: string) => optionalText(file[key], `'${key}'`);
  const failOn = text('failOn');
  if (failOn !== undefined && !FAIL_ON.some(known => known === failOn)) { throw new Error(`'failOn' must be one of ${FAIL_ON.join(', ')}, got ${quote(failOn)}`); }
  return {
    meshConfig: text('meshConfig'),
    istio: text('istio'),
    operator: text('operator'),
    clusterDomain: text('clusterDomain'),
    failOn: failOn as SettingsFile['failOn'],
    disabledRules: list(file.disabledRules, '\'disabledRules\'').map((each, index) => {
      const path = `'disabledRules[${index}]'`;
      const { rule, reason } = record(each, path, ['rule', 'reason']);
      return { rule: requiredText(rule, `the 'rule' of ${path}`), reason: requiredText(reason, `the 'reason' of ${path}`) };
    }),
    requirements: list(file.requirements, '\'requirements\'').map(requirementOf),
  };
}

function requirementOf(value: unknown, index: number): DeclaredRequirement {
  const path = `'requirements[${index}]'`;
  const { name, from, to } = record(value, path, ['name', 'from', 'to']);
  const label = optionalText(name, `the 'name' of ${path}`);
  const destinations = (typeof to === 'string' ? [to] : list(to, `'to' of ${path}`)).map(each => parseDestination(requiredText(each, `a destination in 'to' of ${path}`)));
  if (destinations.length === 0) { throw new Error(`'to' of ${path} must have a destination, such as "https://api.example.com:443"`); }
  return { label: label === undefined ? `requirement ${index + 1}` : `requirement ${quote(label)}`, from: selectorOf(from, `'from' of ${path}`), to: destinations };
}

function selectorOf(value: unknown, path: string): WorkloadSelector {
  const { namespace, kind, name, labels } = record(value, path, ['namespace', 'kind', 'name', 'labels']);
  const selector = {
    namespace: optionalText(namespace, `'namespace' in ${path}`),
    kind: optionalText(kind, `'kind' in ${path}`),
    name: optionalText(name, `'name' in ${path}`),
    labels: labels === undefined ? undefined : labelSelectorOf(labels, `'labels' in ${path}`),
  };
  if (Object.values(selector).every(each => each === undefined)) { throw new Error(`${path} must have 'namespace', 'kind', 'name' or 'labels', got none of them`); }
  return selector;
}

function labelSelectorOf(value: unknown, path: string): LabelSelectorSpec {
  const labels = record(value, path);
  return { matchLabels: Object.fromEntries(Object.entries(labels).map(([key, label]) => [key, requiredText(label, `${quote(key)} in ${path}`)])) };
}

function record(value: unknown, what: string, keys?: readonly string[]): JsonObject {
  if (!isRecord(value)) { throw new Error(`${what} must be a map, got ${quote(value)}`); }
  const unknown = keys && Object.keys(value).find(key => !keys.includes(key));
  if (unknown !== undefined) { throw new Error(`${what} must not have ${quote(unknown)}; it can have ${keys!.map(key => `'${key}'`).join(', ')}`); }
  return value;
}

function list(value: unknown, what: string): readonly unknown[] {
  if (value === undefined || value === null) { return []; }
  if (!Array.isArray(value)) { throw new Error(`${what} must be a list, got ${quote(value)}`); }
  return value;
}

function optionalText(value: unknown, what: string): string | undefined {
  return value === undefined || value === null ? undefined : requiredText(value, what);
}

function requiredText(value: unknown, what: string): string {
  if (typeof value === 'number') { throw new Error(`${what} must be a text, got the number ${value}; put it in quotes, because 1.10 is the number 1.1`); }
  if (typeof value !== 'string' || value.trim() === '') { throw new Error(`${what} must be a text, got ${quote(value ?? '')}`); }
  return value;
}
