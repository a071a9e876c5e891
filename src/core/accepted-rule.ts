import type { IConstruct } from 'constructs';

const ACCEPTED_RULES = Symbol.for('cdk8s-istio-oneagent.AcceptedRules');

/** Says that objects may break a rule among themselves, because they are written as another tool writes them: it warns there and fails no synth. */
export function acceptRule(construct: IConstruct, rule: string): void {
  Object.defineProperty(construct, ACCEPTED_RULES, { value: [...acceptedRules(construct), rule], configurable: true });
}

/** Whether both objects that a finding is about accept its rule. Alone, no object does. */
export function isAccepted(rule: string, construct: IConstruct, related: IConstruct | undefined): boolean {
  return related !== undefined && [construct, related].every(each => acceptedRules(each).includes(rule));
}

function acceptedRules(construct: IConstruct): readonly string[] {
  return (construct as IConstruct & { [ACCEPTED_RULES]?: readonly string[] })[ACCEPTED_RULES] ?? [];
}
