/**
 * The index of the rules' pages: `npx tsx test/analysis/rules/rule-index.ts` writes `docs/rules/README.md`, and a test compares it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES } from './rule-page';
import type { RuleBase } from '../../../src/analysis/findings/rule';
import { ALL_RULES } from '../../../src/analysis/rules';

/** Path of the index. */
export const INDEX = join(PAGES, 'README.md');

const HEAD = `# Rules

Each rule has a page with its reason, an example that breaks it, one that does not, and the remedy. The examples are tests.

- **Severity** \`error\`: refused upstream, or certainly broken. \`warning\`: accepted, but probably not what is meant. \`info\`: worth knowing.
- **Upstream** says who else says so: \`schema\` the API server (limits and CEL rules of the CRDs, unknown fields), \`webhook\` and \`webhook-warning\` istiod's admission
  webhook, a code such as \`IST0134\` \`istioctl analyze\`, \`operator\` and \`operator-warning\` the Dynatrace operator, \`ours\` nobody but this library.
- **Istio** names the versions of the mesh that have the rule.

| Rule | Severity | Upstream | Istio |
| --- | --- | --- | --- |
`;

/** The text of the index. */
export function renderIndex(): string {
  const rules = new Map(ALL_RULES.map(rule => [rule.name, rule]));
  const rows = [...rules.keys()].sort().map(name => {
    const rule = rules.get(name)!;
    return `| [${name}](${name}.md) | ${rule.severity} | ${rule.upstream} | ${versions(rule)} |\n`;
  });
  return HEAD + rows.join('');
}

function versions({ since, until }: RuleBase): string {
  if (since === undefined && until === undefined) { return 'all'; }
  return [since === undefined ? '' : `from ${since}`, until === undefined ? '' : `before ${until}`].filter(part => part !== '').join(', ');
}

if (require.main === module) { writeFileSync(INDEX, renderIndex()); }
