import { KNOWN_RULES } from './known-rules';
import { rulePageUrl } from '../../analysis/findings/rule';
import type { ReportedRule } from '../../report/check-report';
import { rulePage, rulePageNames, summaryOf } from '../base/package-files';
import { INPUT_RULES } from '../input/input-problem';

/** The names of all rules, with those that only constructs check. */
export function allRuleNames(): readonly string[] {
  return [...new Set([...KNOWN_RULES.keys(), ...rulePageNames()])].sort();
}

/** What a rule is about. */
export function describeRule(name: string): ReportedRule {
  const own = INPUT_RULES.find(rule => rule.name === name);
  if (own) { return { name, url: own.url, severity: own.severity, summary: own.summary }; }
  const page = rulePage(name);
  const rule = { name, url: rulePageUrl(name), severity: KNOWN_RULES.get(name) ?? severityOn(page) };
  return page === undefined ? { ...rule, summary: name } : { ...rule, summary: summaryOf(page), page };
}

function severityOn(page: string | undefined): ReportedRule['severity'] {
  return (/^- Severity: (error|warning|info)$/m.exec(page ?? '')?.[1] ?? 'warning') as ReportedRule['severity'];
}
