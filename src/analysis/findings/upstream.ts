/**
 * What upstream calls a finding: `schema` (the API server: limits, CEL rules, unknown fields), `webhook` and `webhook-warning` (istiod), the code of an analyzer
 * of istioctl such as `IST0134`, `operator` and `operator-warning` (the Dynatrace operator), or `ours` (only this library reports it).
 */
export type Upstream = 'schema' | 'webhook' | 'webhook-warning' | 'operator' | 'operator-warning' | 'ours' | AnalyzerCode;

type AnalyzerCode = `IST${string}`;

/** Who reports what a finding is about. */
export enum FindingSource {
  /** The Kubernetes API server rejects the object: a limit or a CEL rule of its schema, or an unknown field. */
  API_SERVER = 'api-server',
  /** The admission webhook of istiod rejects the object, or warns about it. */
  ISTIOD = 'istiod',
  /** `istioctl analyze` reports it, with a code such as `IST0134`. */
  ISTIOCTL = 'istioctl',
  /** The admission webhook of the Dynatrace operator rejects the object, or warns about it, or the operator reports it in the status. */
  DYNATRACE_OPERATOR = 'dynatrace-operator',
  /** Only this library reports it. */
  CDK8S_ISTIO_ONEAGENT = 'cdk8s-istio-oneagent',
}

const SOURCES: { readonly [upstream in Exclude<Upstream, AnalyzerCode>]: FindingSource } = {
  'schema': FindingSource.API_SERVER,
  'webhook': FindingSource.ISTIOD,
  'webhook-warning': FindingSource.ISTIOD,
  'operator': FindingSource.DYNATRACE_OPERATOR,
  'operator-warning': FindingSource.DYNATRACE_OPERATOR,
  'ours': FindingSource.CDK8S_ISTIO_ONEAGENT,
};

/** Who reports a finding. */
export function sourceOf(upstream: Upstream): FindingSource {
  return isAnalyzerCode(upstream) ? FindingSource.ISTIOCTL : SOURCES[upstream];
}

/** The code under which the source reports a finding, if it has one. */
export function codeOf(upstream: Upstream): string | undefined {
  return isAnalyzerCode(upstream) ? upstream : undefined;
}

/** Whether an admission webhook reports it: that of istiod, or that of the Dynatrace operator. */
export function isOfWebhook(upstream: Upstream): boolean {
  return [FindingSource.ISTIOD, FindingSource.DYNATRACE_OPERATOR].includes(sourceOf(upstream));
}

function isAnalyzerCode(upstream: Upstream): upstream is AnalyzerCode {
  return !(upstream in SOURCES);
}
