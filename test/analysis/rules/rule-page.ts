import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../../../src/analysis/settings/mesh-settings';

/** Folder of the rules' pages. */
export const PAGES = join(__dirname, '..', '..', '..', 'docs', 'rules');

/**
 * The parts of a rule's page that tests check. Every page has this form. On the page of a rule of constructs, both examples are one fenced block of TypeScript and no YAML.
 * `Since`, `Until`, `Settings` (JSON, merged over Istio's defaults) and `Also` (one line for each
 * other rule of severity error that the incorrect example violates) are optional:
 *
 *     # <name>
 *
 *     - Severity: error
 *     - Upstream: webhook
 *     - Since: Istio 1.31
 *     - Settings: {"istioVersion":"1.31"}
 *     - Also: <other rule>
 *     - Seen as: <keys of SYMPTOMS, separated by commas>
 *
 *     What happens in production.
 *
 *     ## Symptom
 *
 *     Where it shows: the response flag, the log line, the message of kubectl.
 *
 *     ## Incorrect
 *
 *     A fenced block of YAML with one document for each object.
 *
 *     ## Correct
 *
 *     The same, and optionally a fenced block of TypeScript that writes the correct objects. The block sees `app`, `chart` (its namespace is that of the first correct
 *     object), `kplus`, and everything that this library exports.
 *
 *     ## Remedy
 *
 *     What to change.
 *
 *     ## When to turn it off
 *
 *     When the rule does not apply. The last line is the call that turns it off.
 *
 *     ## See also
 *
 *     Links to the vendors' pages.
 */
export interface RulePage {
  readonly title: string;
  /** The lines `- Name: value` below the title. */
  readonly facts: Readonly<Record<string, string>>;
  /** Names of the other rules that the incorrect example violates. */
  readonly also: readonly string[];
  /** Keys of the symptoms. */
  readonly seenAs: readonly string[];
  /** The first paragraph: what happens in production. */
  readonly summary: string;
  readonly settings: MeshSettings;
  /** The sections by title, in the order of the page. */
  readonly sections: ReadonlyMap<string, string>;
  readonly incorrect: readonly KubernetesObject[];
  readonly correct: readonly KubernetesObject[];
  /** The TypeScript that writes the correct objects. */
  readonly typeScript: string | undefined;
  /** The TypeScript that violates the rule, on the page of a rule of constructs. */
  readonly incorrectTypeScript: string | undefined;
}

/** Names of all rules that have a page. Files beside the folders of kinds are other pages. */
export function pageNames(): string[] {
  return readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.md') && path.includes(sep))
    .map(path => relative('.', path).split(sep).join('/').replace(/\.md$/, ''))
    .sort();
}

/** Reads the page of a rule. */
export function readPage(name: string): RulePage {
  const text = readFileSync(join(PAGES, `${name}.md`), 'utf8');
  const [head, ...rest] = text.split(/^## /m);
  const sections = new Map(rest.map(section => {
    const end = section.indexOf('\n');
    return [section.slice(0, end).trim(), section.slice(end).trim()] as const;
  }));
  const [title, ...lines] = head.split('\n');
  const facts: Record<string, string> = {};
  const also: string[] = [];
  for (const line of lines) {
    const match = /^- (Severity|Upstream|Since|Until|Settings|Also|Seen as): (.*)$/.exec(line);
    if (match?.[1] === 'Also') { also.push(match[2]); } else if (match) { facts[match[1]] = match[2]; }
  }
  const incorrect = sections.get('Incorrect') ?? '';
  const correct = sections.get('Correct') ?? '';
  return {
    title: title.replace(/^# /, ''),
    facts,
    also,
    seenAs: (facts['Seen as'] ?? '').split(', ').filter(key => key !== ''),
    summary: lines.filter(line => !line.startsWith('- ')).join('\n').trim().split('\n\n')[0],
    settings: { ...DEFAULT_MESH_SETTINGS, ...JSON.parse(facts.Settings ?? '{}') },
    sections,
    incorrect: objectsIn(incorrect),
    correct: objectsIn(correct),
    typeScript: typeScriptIn(correct),
    incorrectTypeScript: typeScriptIn(incorrect),
  };
}

/** The first fenced block of TypeScript of a section. */
function typeScriptIn(section: string): string | undefined {
  return /^```ts\n([\s\S]*?)^```/m.exec(section)?.[1];
}

/** The objects of a section's first fenced YAML block. */
function objectsIn(section: string): KubernetesObject[] {
  const block = /^```yaml\n([\s\S]*?)^```/m.exec(section);
  return block ? parseAllDocuments(block[1]).map(document => document.toJS() as KubernetesObject) : [];
}
