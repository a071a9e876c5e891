import type { IConstruct } from 'constructs';

const ACCEPTED_RULES = Symbol.for('cdk8s-istio-oneagent.AcceptedRules');

/** Accepts that objects violate a rule among themselves, because they must be equal to those of another tool: the violation is then a warning. */
export function acceptRule(construct: IConstruct, rule: string): void {
  Object.defineProperty(construct, ACCEPTED_RULES, { value: [...acceptedRules(construct), rule], configurable: true });
}

/** Whether both objects of a finding accept its rule. A finding about one object is never accepted. */
export function isAccepted(rule: string, construct: IConstruct, related: IConstruct | undefined): boolean {
  return related !== undefined && [construct, related].every(each => acceptedRules(each).includes(rule));
}

function acceptedRules(construct: IConstruct): readonly string[] {
  return (construct as IConstruct & { [ACCEPTED_RULES]?: readonly string[] })[ACCEPTED_RULES] ?? [];
}
