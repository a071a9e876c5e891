import { ALL_RULES } from '.';
import { Severity } from '../findings/finding';

const ABOUT_WHOLE_CLUSTER = new Set(ALL_RULES.filter(({ assumesWholeCluster }) => assumesWholeCluster).map(({ name }) => name));

/** The severity of a finding where the objects may be only a part of a cluster: what looks like a missing object is then no error, because the cluster may have it. */
export function severityInPartOfCluster(rule: string, severity: Severity): Severity {
  return severity === Severity.ERROR && ABOUT_WHOLE_CLUSTER.has(rule) ? Severity.WARNING : severity;
}
