import { isIP } from 'node:net';
import type { KubernetesObject } from '../../src/analysis/base/kubernetes-object';
import type { ReachQuestion } from '../../src/analysis/reach/reachability';
import { OPERATOR_VERSIONS, OperatorVersion } from '../../src/analysis/settings/operator-version';
import { isKubernetesName } from '../../src/analysis/syntax/hosts';

/** The versions that a question is about; our defaults otherwise. */
export interface Target {
  readonly istio?: string;
  readonly operator?: OperatorVersion;
  /** DNS domain of the cluster. */
  readonly clusterDomain?: string;
}

/** A mesh, which every question is about. */
export interface Mesh {
  readonly objects: readonly KubernetesObject[];
  readonly meshConfig?: object;
  readonly target?: Target;
}

/** What is wrong with these objects? */
export interface FindingsRequest extends Mesh {
  readonly id: unknown;
  readonly kind: 'findings';
}

/** What happens to these connections? */
export interface ReachRequest extends Mesh {
  readonly id: unknown;
  readonly kind: 'reach';
  /** Not checked yet: each connection is checked on its own. */
  readonly questions: readonly object[];
}

/** Do these connections arrive? */
export interface TraceRequest extends Mesh {
  readonly id: unknown;
  readonly kind: 'trace';
  /** As for `reach`, without `gateway`. */
  readonly questions: readonly object[];
}

export type Request = FindingsRequest | ReachRequest | TraceRequest;

const KINDS = ['findings', 'reach', 'trace'];

const REQUEST_KEYS = ['id', 'kind', 'objects', 'meshConfig', 'target'];
const REACH_KEYS = [...REQUEST_KEYS, 'questions'];
const TARGET_KEYS = ['istio', 'operator', 'clusterDomain'];
const MINOR_VERSION = /^1\.(?:0|[1-9][0-9]{0,2})$/;

/** What a field of a connection must be. */
type Field = 'string' | 'boolean' | 'number' | 'texts';

const FIELDS: Readonly<Record<keyof ReachQuestion, Field>> = {
  namespace: 'string',
  labels: 'texts',
  annotations: 'texts',
  injected: 'boolean',
  gateway: 'boolean',
  host: 'string',
  address: 'string',
  port: 'number',
  protocol: 'string',
  path: 'string',
  dnsCapture: 'boolean',
};

const PROTOCOLS = ['http', 'https', 'tcp'];

/**
 * The request that a parsed line holds. Unknown keys are refused: a misspelt key would change the question unnoticed.
 *
 * @throws if it is invalid
 */
export function requestOf(value: unknown): Request {
  const request = record(value, 'a question');
  if (!KINDS.includes(request.kind as string)) { throw new Error(`'kind' must be one of ${KINDS.map(show).join(', ')}, got ${show(request.kind)}`); }
  onlyKeys(request, request.kind === 'findings' ? REQUEST_KEYS : REACH_KEYS);
  list(request.objects, 'objects').forEach((object, index) => record(object, `objects[${index}]`));
  if (!isAbsent(request.meshConfig)) { record(request.meshConfig, 'meshConfig'); }
  if (!isAbsent(request.target)) {
    const target = record(request.target, 'target');
    onlyKeys(target, TARGET_KEYS, 'target.');
    if (!isAbsent(target.istio) && !(typeof target.istio === 'string' && MINOR_VERSION.test(target.istio))) {
      throw new Error(`'target.istio' must be a minor version such as "1.31", got ${show(target.istio)}`);
    }
    if (!isAbsent(target.operator) && !(OPERATOR_VERSIONS as readonly unknown[]).includes(target.operator)) {
      throw new Error(`'target.operator' must be one of ${OPERATOR_VERSIONS.join(', ')}, got ${show(target.operator)}`);
    }
    if (!isAbsent(target.clusterDomain) && !(typeof target.clusterDomain === 'string' && isKubernetesName(target.clusterDomain))) {
      throw new Error(`'target.clusterDomain' must be a DNS name, got ${show(target.clusterDomain)}`);
    }
  }
  if (request.kind !== 'findings') {
    list(request.questions, 'questions').forEach((question, index) => record(question, `questions[${index}]`));
  }
  return { ...request, meshConfig: request.meshConfig ?? undefined, target: request.target ?? undefined } as unknown as Request;
}

/**
 * The connection that an item of `questions` describes.
 *
 * @throws if it is invalid
 */
export function connectionOf(value: object): ReachQuestion {
  const question = value as Readonly<Record<string, unknown>>;
  onlyKeys(question, Object.keys(FIELDS));
  const given = Object.fromEntries(Object.entries(question).filter(([, field]) => !isAbsent(field)));
  for (const [name, field] of Object.entries(given)) {
    if (!fits(FIELDS[name as keyof ReachQuestion], field)) { throw new Error(`'${name}' must be ${DESCRIPTIONS[FIELDS[name as keyof ReachQuestion]]}`); }
  }
  const { namespace, address, port, protocol } = given;
  if (typeof namespace !== 'string' || namespace === '') { throw new Error('\'namespace\' must be given: it is the client\'s'); }
  if (typeof address === 'string' && address !== '' && isIP(address) === 0) { throw new Error(`'address' must be an IP, got ${show(address)}`); }
  if (!Number.isInteger(port) || (port as number) < 1 || (port as number) > 65535) { throw new Error(`'port' must be 1 to 65535, got ${show(port)}`); }
  if (!PROTOCOLS.includes(protocol as string)) { throw new Error(`'protocol' must be "http", "https" or "tcp", got ${show(protocol)}`); }
  // An empty text means the same as a missing one.
  return Object.fromEntries(Object.entries(given).filter(([, field]) => field !== '')) as unknown as ReachQuestion;
}

const DESCRIPTIONS: Readonly<Record<Field, string>> = {
  string: 'a string',
  boolean: 'a boolean',
  number: 'a number',
  texts: 'an object of strings',
};

function fits(field: Field, value: unknown): boolean {
  return field === 'texts'
    ? isRecord(value) && Object.values(value).every(text => typeof text === 'string')
    : typeof value === field;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (!isRecord(value)) { throw new Error(`${what} must be a JSON object`); }
  return value;
}

function list(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) { throw new Error(`'${what}' must be a list`); }
  return value;
}

function onlyKeys(value: object, known: readonly string[], prefix = ''): void {
  const unknown = Object.keys(value).find(key => !known.includes(key));
  if (unknown !== undefined) { throw new Error(`unknown field ${show(prefix + unknown)}; known here: ${known.join(', ')}`); }
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : typeof value === 'string' ? JSON.stringify(value) : `"${JSON.stringify(value)}"`;
}
