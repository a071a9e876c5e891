import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../../../src/analysis/settings/mesh-settings';

/** Folder of the rules' pages. */
export const PAGES = join(__dirname, '..', '..', '..', 'docs', 'rules');

/**
 * What the page of a rule says that can be checked. A page looks like this; `Since`, `Until`, `Settings` (JSON, over Istio's defaults) and `Also` (once for each other
 * rule with severity error that the violating example breaks too) are optional:
 *
 *     # <name>
 *
 *     - Severity: error
 *     - Upstream: webhook
 *     - Since: Istio 1.31
 *     - Settings: {"istioVersion":"1.31"}
 *     - Also: <other rule>
 *
 *     Why there is such a rule.
 *
 *     ## Violates
 *
 *     A fenced block of YAML, with one document for each object.
 *
 *     ## Passes
 *
 *     The same.
 *
 *     ## Remedy
 *
 *     What to do.
 */
export interface RulePage {
  readonly title: string;
  /** The lines `- Name: value` below the title. */
  readonly facts: Readonly<Record<string, string>>;
  /** Names of the rules that the violating example breaks too. */
  readonly also: readonly string[];
  readonly settings: MeshSettings;
  /** Titles of the sections. */
  readonly sections: readonly string[];
  readonly violates: readonly KubernetesObject[];
  readonly passes: readonly KubernetesObject[];
}

/** Names of all rules that have a page, by the paths of the pages; what lies beside their folders is no page of a rule. */
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
    return [section.slice(0, end).trim(), section.slice(end)] as const;
  }));
  const [title, ...lines] = head.split('\n');
  const facts: Record<string, string> = {};
  const also: string[] = [];
  for (const line of lines) {
    const match = /^(?:- )?(Severity|Upstream|Since|Until|Settings|Also): (.*)$/.exec(line);
    if (match?.[1] === 'Also') { also.push(match[2]); } else if (match) { facts[match[1]] = match[2]; }
  }
  return {
    title: title.replace(/^# /, ''),
    facts,
    also,
    settings: { ...DEFAULT_MESH_SETTINGS, ...JSON.parse(facts.Settings ?? '{}') },
    sections: [...sections.keys()],
    violates: example(sections.get('Violates') ?? ''),
    passes: example(sections.get('Passes') ?? ''),
  };
}

/** The objects of a section's first fenced YAML block. */
function example(section: string): KubernetesObject[] {
  const block = /^```yaml\n([\s\S]*?)^```/m.exec(section);
  return block ? parseAllDocuments(block[1]).map(document => document.toJS() as KubernetesObject) : [];
}
