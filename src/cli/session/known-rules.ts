import { REQUIREMENT_RULES } from '../../analysis/findings/requirement-rules';
import { ALL_RULES } from '../../analysis/rules';
import type { ReportedRule } from '../../report/check-report';
import { INPUT_RULES } from '../input/input-problem';

/** Severities of all rules that `check` has, by name. */
export const KNOWN_RULES: ReadonlyMap<string, ReportedRule['severity']> = new Map(
  [...ALL_RULES, ...REQUIREMENT_RULES, ...INPUT_RULES].map(({ name, severity }) => [name, severity]),
);
