import type { Client, Plan, Target } from './probes';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { dnsCaptureOf } from '../../../src/analysis/model/pods/dns-capture';
import { Answer, reach, Verdict } from '../../../src/analysis/reach/reachability';
import { trace, TraceOutcome, TraceQuestion } from '../../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';

/** What our own analysis predicts of a connection: what the sidecar does with it, and whether it arrives. */
export interface Prediction extends Answer {
  /** What a gateway on the way does with the connection; undefined without a gateway, or if the outcome is open. */
  readonly gateway?: Verdict;
  /** Whether the connection arrives. */
  readonly outcome: TraceOutcome;
}

/** Whether the clients ask DNS for the address of a target. They dial the others. */
export function isByName({ host, address }: Target, { hosts }: Pick<Plan, 'hosts'>): boolean {
  return host !== undefined && hosts.get(host) === address;
}

/** Our own analysis's prediction of what happens to a client's connection to a target, in a mesh of these objects. */
export function predictions(
  objects: readonly KubernetesObject[], meshConfig: object, plan: Pick<Plan, 'hosts'>,
): (client: Client, target: Target) => Prediction {
  const model = MeshModel.of(objects, meshSettingsOf(meshConfig));
  return ({ template }, target) => {
    const { label: _label, ...dialled } = target;
    const captures = template.injected ? dnsCaptureOf(model, template).possible : [false];
    return oneOf(captures.map(dnsCapture => {
      const atAddress = { ...template, ...dialled, dnsCapture };
      return predict(model, dnsCapture && isByName(target, plan) ? { ...atAddress, address: undefined } : atAddress, atAddress);
    }));
  };
}

/** The prediction for a client that may ask DNS. The objects do not hold the answers of public DNS, so the analysis is told them. */
function predict(model: MeshModel, byName: TraceQuestion, atAddress: TraceQuestion): Prediction {
  const knowsName = byName.address === undefined && trace(model, byName).hops.some(({ at }) => at === 'dns');
  const question = knowsName ? byName : atAddress;
  const { outcome, hops } = trace(model, question);
  const gateway = outcome === 'UNKNOWN' ? undefined : hops.find(({ at }) => at === 'gateway')?.verdict;
  return { ...reach(model, question), ...gateway === undefined ? {} : { gateway }, outcome };
}

/** One prediction from those for pods with and without DNS capture, where the ages of ProxyConfigs decide. */
function oneOf([first, ...others]: readonly Prediction[]): Prediction {
  const ends = new Set([first, ...others].map(({ verdict, outcome, gateway }) => `${verdict} ${outcome} ${gateway}`));
  if (ends.size === 1) { return first; }
  const alternatives = [first, ...others].flatMap(({ verdict, alternatives: open = [] }) => verdict === 'UNKNOWN' ? open : [verdict]);
  return { verdict: 'UNKNOWN', alternatives: [...new Set(alternatives)].sort(), because: first.because, explanation: first.explanation, outcome: 'UNKNOWN' };
}
