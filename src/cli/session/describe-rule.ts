import { KNOWN_RULES } from './known-rules';
import { rulePageUrl } from '../../analysis/findings/rule';
import type { ReportedRule } from '../../report/check-report';
import { rulePage, summaryOf } from '../base/package-files';
import { INPUT_RULES } from '../input/input-problem';

/** What a rule is about. */
export function describeRule(name: string): ReportedRule {
  const own = INPUT_RULES.find(rule => rule.name === name);
  if (own) { return { name, url: own.url, severity: own.severity, summary: own.summary }; }
  const page = rulePage(name);
  const rule = { name, url: rulePageUrl(name), severity: KNOWN_RULES.get(name)! };
  return page === undefined ? { ...rule, summary: name } : { ...rule, summary: summaryOf(page), page };
}
