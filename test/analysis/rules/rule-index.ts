/**
 * The index of the rules' pages: `npx tsx --tsconfig tsconfig.dev.json test/analysis/rules/rule-index.ts` writes `docs/rules/README.md`, and a test compares it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES, readPage } from './rule-page';
import { SYMPTOMS } from './symptoms';
import type { RuleBase } from '../../../src/analysis/findings/rule';
import { ALL_RULES } from '../../../src/analysis/rules';
import { CONSTRUCT_RULES } from '../../../src/core/construct-rule';

/** Path of the index. */
export const INDEX = join(PAGES, 'README.md');

/** The rules whose violations cost the most, worst first. */
const WORST: readonly string[] = [
  'mesh/dead-tcp-entry',
  'service-entry/port-capture',
  'mesh/conflicting-protocols',
  'mesh/listener-hides-hosts',
  'sidecar/exact-hosts-only',
  'mesh/sidecar-imports-nothing',
  'mesh/host-in-several-namespaces',
  'destination-rule/double-tls',
  'destination-rule/hides-tls',
  'destination-rule/sidecar-credential',
  'destination-rule/off-lookup-path',
  'service-entry/plaintext-on-tls-port',
  'service-entry/virtual-address-without-dns-capture',
  'service-entry/none-for-concrete-host',
  'virtual-service/hidden-from-gateway',
  'mesh/shared-address',
  'mesh/several-default-sidecars',
  'dynakube/istio-conflict',
  'one-agent-injection/first-connection',
  'dynakube/operator-namespace-in-mesh',
];

/** Symptoms that most rules share: the table of all rules shows these by severity and upstream. */
const TOO_COMMON = new Set(['rejected', 'apply-warning']);

const HEAD = `# Rules

Each rule has a page: what happens in production, the symptom, an example that violates the rule and one that does not, the remedy, when to turn the rule off, and the
vendor's page. The examples are tests.

- **Severity** \`error\`: upstream rejects the object, or a workload certainly breaks. \`warning\`: upstream accepts it, but it is probably a mistake. \`info\`: good to know.
- **Upstream** names who else reports it: \`schema\` is the API server (limits and CEL rules of the CRDs, unknown fields), \`webhook\` and \`webhook-warning\` are istiod's
  admission webhook, a code such as \`IST0134\` is \`istioctl analyze\`, \`operator\` and \`operator-warning\` are the Dynatrace operator. \`ours\` is this library alone.
- **Istio** lists the versions of Istio that the rule applies to.

[What the Dynatrace rules cannot know](dynatrace.md) lists the checks of the operator that depend on more than the manifests.
`;

/** The text of the index. */
export function renderIndex(): string {
  const rules = new Map([...ALL_RULES, ...CONSTRUCT_RULES].sort((a, b) => a.name < b.name ? -1 : 1).map(rule => [rule.name, rule]));
  return [HEAD, worst(), bySymptom([...rules.keys()]), all([...rules.values()]), ofApps()].join('\n');
}

function worst(): string {
  const rows = WORST.map(name => `| [${name}](${name}.md) | ${firstSentence(readPage(name).summary)} |\n`);
  return `## The twenty that hurt most\n\n| Rule | What happens |\n| --- | --- |\n${rows.join('')}`;
}

function bySymptom(names: readonly string[]): string {
  const pages = names.map(name => ({ name, seenAs: readPage(name).seenAs }));
  const rows = Object.entries(SYMPTOMS).filter(([key]) => !TOO_COMMON.has(key)).map(([key, symptom]) => {
    const links = pages.filter(({ seenAs }) => seenAs.includes(key)).map(({ name }) => `[${name}](${name}.md)`);
    return links.length === 0 ? '' : `| ${symptom} | ${links.join(', ')} |\n`;
  });
  return `## By symptom\n\nWhat the API server or a webhook rejects names the field itself; look such a rule up in the table of all rules.\n\n| Symptom | Rules |\n| --- | --- |\n${rows.join('')}`;
}

function all(rules: readonly RuleBase[]): string {
  const rows = rules.map(rule => `| [${rule.name}](${rule.name}.md) | ${rule.severity} | ${rule.upstream} | ${versions(rule)} |\n`);
  return `## All rules\n\n| Rule | Severity | Upstream | Istio |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

function ofApps(): string {
  const rows = CONSTRUCT_RULES.map(({ name }) => `- [${name}](${name}.md)\n`);
  return `## Rules that need the app\n\nThese rules need the app, because the manifests do not show what they check. Their examples are TypeScript.\n\n${rows.join('')}`;
}

function firstSentence(text: string): string {
  return /^.*?[.](?=\s|$)/s.exec(text)?.[0].replace(/\s+/g, ' ') ?? text;
}

function versions({ since, until }: RuleBase): string {
  if (since === undefined && until === undefined) { return 'all'; }
  return [since === undefined ? '' : `from ${since}`, until === undefined ? '' : `before ${until}`].filter(part => part !== '').join(', ');
}

if (require.main === module) { writeFileSync(INDEX, renderIndex()); }
