import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { check } from '../../../src/analysis/check';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { reach, ReachQuestion } from '../../../src/analysis/reach/reachability';
import { trace } from '../../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';
import type { MeshSettings } from '../../../src/analysis/settings/mesh-settings';
import type { OperatorVersion } from '../../../src/analysis/settings/operator-version';

/** A small mesh in which something was answered wrongly once, with the right answer. */
export interface FaultCase {
  readonly id: string;
  readonly right: string;
  readonly kind: 'findings' | 'reach' | 'trace';
  readonly objects: readonly KubernetesObject[];
  readonly meshConfig?: object;
  readonly target?: { readonly istio?: string; readonly operator?: OperatorVersion; readonly clusterDomain?: string };
  readonly questions?: readonly ReachQuestion[];
  readonly expect: ExpectedFindings | readonly ExpectedAnswer[];
}

/** A finding as a case describes it: one, several or any object and severity, and what the message mentions. */
interface Described {
  readonly object: number | 'any' | readonly number[];
  readonly severity: string | readonly string[];
  readonly mentions: readonly string[];
}

interface ExpectedFindings {
  readonly present?: readonly Described[];
  readonly absent?: readonly Described[];
}

/** An answer as a case describes it. */
interface ExpectedAnswer {
  readonly verdict?: string | readonly string[];
  readonly outcome?: string | readonly string[];
  readonly mentions?: readonly string[];
  readonly never?: readonly string[];
}

/** What is wrong with the answers to a case; empty if all of them are right. */
export function wrongIn(each: FaultCase): string[] {
  const settings = settingsOf(each);
  if (each.kind === 'findings') { return wrongFindings(each, settings); }
  const model = MeshModel.of(each.objects, settings);
  return each.questions!.flatMap((question, index) => {
    const expected = (each.expect as readonly ExpectedAnswer[])[index];
    const { answer, explanation } = each.kind === 'reach' ? verdictOf(model, question) : outcomeOf(model, question);
    const allowed = [expected.verdict ?? expected.outcome ?? answer].flat();
    return [
      ...allowed.includes(answer) ? [] : [`${answer}, not ${allowed.join(' or ')}: ${explanation}`],
      ...(expected.mentions ?? []).filter(text => !new RegExp(text, 'i').test(explanation)).map(text => `does not mention ${text}: ${explanation}`),
      ...(expected.never ?? []).filter(text => new RegExp(text, 'i').test(explanation)).map(text => `mentions ${text}: ${explanation}`),
    ];
  });
}

function settingsOf({ meshConfig, target }: FaultCase): MeshSettings {
  return { ...meshSettingsOf(meshConfig, target?.istio), operatorVersion: target?.operator, clusterDomain: target?.clusterDomain };
}

function verdictOf(model: MeshModel, question: ReachQuestion) {
  const { verdict, explanation } = reach(model, question);
  return { answer: verdict as string, explanation };
}

function outcomeOf(model: MeshModel, question: ReachQuestion) {
  const { outcome, explanation } = trace(model, question);
  return { answer: outcome as string, explanation };
}

function wrongFindings({ objects, expect }: FaultCase, settings: MeshSettings): string[] {
  const findings = check(objects, settings);
  const { present = [], absent = [] } = expect as ExpectedFindings;
  const matching = ({ object, severity, mentions }: Described) => findings.filter(finding =>
    (object === 'any' || [object].flat().includes(finding.object))
    && (severity === 'any' || [severity].flat().includes(finding.severity))
    && mentions.every(text => new RegExp(text, 'i').test(finding.message)));
  const all = findings.map(({ object, severity, rule, message }) => `${object} ${severity} ${rule}: ${message}`).join('\n');
  return [
    ...present.filter(described => matching(described).length === 0).map(described => `nothing like ${JSON.stringify(described)} among:\n${all}`),
    ...absent.flatMap(matching).map(({ rule, message }) => `${rule}: ${message}`),
  ];
}
