import { ATTEMPTS, Comparison, Disagreement, Tally } from './comparison';
import { append } from '../../src/analysis/base/group-by';
import type { KubernetesObject } from '../../src/analysis/base/kubernetes-object';
import { Finding } from '../../src/analysis/findings/finding';
import { FindingSource, sourceOf } from '../../src/analysis/findings/upstream';
import type { Case } from '../generators/base/case';
import { findings } from '../protocol/answer';
import type { Answering, JudgeFinding, JudgeRequest } from '../protocol/judge';

/** Sources that the judge of Istio does not ask. */
const OTHERS = [FindingSource.CDK8S_ISTIO_ONEAGENT, FindingSource.DYNATRACE_OPERATOR];

/** Codes of findings about things that this library doesn't model, and what they are about. */
export const NOT_MODELLED: Readonly<Record<string, string>> = {
  IST0103: 'a pod without a sidecar is one of a running cluster',
  IST0116: 'Services of one Deployment that differ in the protocol of a port',
  IST0118: 'names of the ports of Kubernetes Services',
  IST0127: 'AuthorizationPolicies without a pod with a sidecar: the pods of manifests have none yet, so correct policies are reported too',
  IST0137: 'Services of one Deployment that differ in the port of a target port',
  IST0150: 'names of the ports of Services of type ExternalName',
};

/** The start of the webhook's answer about an object that it cannot decode. */
const UNDECODABLE = 'error decoding configuration';

export const UNSTABLE_FINDINGS = 'findings set aside, because Istio reports them only sometimes';

export const OBJECTS = 'objects';

/** The objects that are not alone in their case. */
export const OBJECTS_AMONG_OTHERS = 'objects checked among others';

/** Prefix of the name of a rule: how often both sides agreed, and no other rule would have given the same finding. */
export const RULE = 'rule ';

/** Prefix of the name of a rule with upstream `ours`: how often we report something that Istio does not. */
export const OURS = 'ours ';

/**
 * Asks both sides what is wrong with the objects of a case. They agree if the set of (object, upstream, severity) is the same.
 *
 * If the schema refuses an object, nothing else about it is compared: no webhook and no analyzer ever sees it. An analyzer doesn't see an object that cannot be decoded either.
 */
export async function compareFindings(judge: Answering, { objects, meshConfig }: Case, attempts = ATTEMPTS): Promise<Comparison> {
  const tally = new Tally();
  const ours = findings({ objects, meshConfig });
  const request = { kind: 'findings', objects, meshConfig } as const;
  const answer = await judge.ask(request);
  if (!answer.findings) {
    return {
      disagreements: [{ signature: `error: ${withoutNames(answer.error ?? '')}`, text: `the judge has no answer: ${answer.error}` }],
      counts: tally.counts,
    };
  }
  const theirs = answer.findings;
  const refused = new Set(theirs.filter(isSchema).map(({ object }) => object));
  const undecodable = new Set(theirs.filter(({ upstream, message }) => upstream === 'webhook' && message.startsWith(UNDECODABLE)).map(({ object }) => object));
  const isCompared = ({ object, upstream }: Finding | JudgeFinding): boolean => {
    const source = sourceOf(upstream);
    if (OTHERS.includes(source) || Object.hasOwn(NOT_MODELLED, upstream)) { return false; }
    if (source === FindingSource.ISTIOD) { return !refused.has(object); }
    return source === FindingSource.API_SERVER || !(refused.has(object) || undecodable.has(object));
  };
  const ourSet = bySubject(ours.filter(isCompared));
  const theirSet = bySubject(theirs.filter(isCompared));

  tally.add(OBJECTS, objects.length);
  if (objects.length > 1) { tally.add(OBJECTS_AMONG_OTHERS, objects.length); }
  tally.add('objects that the schema refuses', refused.size);
  tally.add('objects that the webhook refuses', new Set(theirs.filter(({ upstream }) => upstream === 'webhook').map(({ object }) => object)).size);
  for (const { upstream } of theirs.filter(found => Object.hasOwn(NOT_MODELLED, found.upstream))) { tally.add(`not modelled: ${upstream}`); }
  for (const { upstream } of answer.overlooking ?? []) { tally.add(`left out as wrong: ${upstream}`); }
  for (const key of theirSet.keys()) { tally.add(`findings of ${family(key)}`); }
  for (const { rule } of ours.filter(({ upstream }) => upstream === 'ours')) { tally.add(`${OURS}${rule}`); }
  for (const [key, own] of ourSet) {
    const rules = new Set(own.map(({ rule }) => rule));
    if (rules.size === 1 && theirSet.has(key)) { tally.add(`${RULE}${own[0].rule}`); }
  }

  const differing = [...ourSet.keys(), ...theirSet.keys()].filter(key => !ourSet.has(key) || !theirSet.has(key));
  const unstable = await unstableAmong(differing, judge, request, theirSet, attempts);
  tally.add(UNSTABLE_FINDINGS, unstable.size);
  const disagreements = differing.filter(key => !unstable.has(key)).map(key => {
    const own = ourSet.get(key);
    return own ? onlyOurs(objects, own) : onlyTheirs(objects, theirSet.get(key) ?? []);
  });
  return { disagreements, counts: tally.counts };
}

/** The findings that the judge reports in one attempt and not in another. */
async function unstableAmong(
  keys: readonly string[],
  judge: Answering,
  request: JudgeRequest,
  first: ReadonlyMap<string, unknown>,
  attempts: number,
): Promise<Set<string>> {
  // The API server's code and the webhook are deterministic.
  const open = keys.filter(key => family(key).startsWith('IST'));
  const unstable = new Set<string>();
  for (let attempt = 1; attempt < attempts && open.length > unstable.size; attempt++) {
    const { findings: found } = await judge.ask(request);
    // A missing answer is not a different answer.
    const again = found ? bySubject(found) : first;
    for (const key of open) {
      if (again.has(key) !== first.has(key)) { unstable.add(key); }
    }
  }
  return unstable;
}

export function onlyOurs(objects: readonly KubernetesObject[], found: readonly Finding[]): Disagreement {
  const [{ object, upstream, severity }] = found;
  const rules = [...new Set(found.map(({ rule }) => rule))].sort().join(', ');
  return {
    signature: `only ours: ${kindOf(objects, object)} ${upstream} ${severity} by ${rules}`,
    text: `only ours: ${describe(objects, found[0])}\n${found.map(({ rule, message }) => `  ${rule}: ${message}`).join('\n')}`,
  };
}

export function onlyTheirs(objects: readonly KubernetesObject[], found: readonly JudgeFinding[]): Disagreement {
  const [{ object, upstream, severity }] = found;
  return {
    signature: `only theirs: ${kindOf(objects, object)} ${upstream} ${severity}: ${generic(found[0])}`,
    text: `only theirs: ${describe(objects, found[0])}\n${found.map(({ message }) => `  ${message}`).join('\n')}`,
  };
}

export function isSchema({ upstream }: JudgeFinding): boolean {
  return sourceOf(upstream) === FindingSource.API_SERVER;
}

export function bySubject<T extends Finding | JudgeFinding>(found: readonly T[]): Map<string, T[]> {
  const subjects = new Map<string, T[]>();
  for (const finding of found) {
    const key = `${finding.object} ${finding.upstream} ${finding.severity}`;
    append(subjects, key, finding);
  }
  return subjects;
}

function family(key: string): string {
  return key.split(' ')[1];
}

function kindOf(objects: readonly KubernetesObject[], index: number | null): string {
  return index === null ? 'mesh' : String(objects[index].kind);
}

function describe(objects: readonly KubernetesObject[], { object, upstream, severity }: Finding | JudgeFinding): string {
  return `${upstream} ${severity} about ${object === null ? 'the mesh' : `objects[${object}], ${kindOf(objects, object)} ${objects[object].metadata?.name}`}`;
}

/** The part of a message that is the same for all objects. An analyzer has one message; its first words tell it from other messages of the same code. */
function generic({ upstream, message }: JudgeFinding): string {
  const text = withoutNames(message);
  return sourceOf(upstream) === FindingSource.ISTIOCTL ? text.split(' ').slice(0, 3).join(' ') : text;
}

export function withoutNames(message: string): string {
  return message.replace(/"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[\w.*~/-]*[\d.*/~][\w.*~/-]*/g, '_').slice(0, 100);
}
