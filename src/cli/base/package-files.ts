import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RULE_PAGES_FILE, rulePagesIn, unpackRulePages } from './rule-pages';
import { UsageError } from './usage-error';

/** The folder of this package. */
function root(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    // A copy of the program alone: without an end, it would search forever.
    if (above === folder) { throw new Error(`the files of the package cdk8s-istio-oneagent are not above ${__dirname}: install the package`); }
    folder = above;
  }
  return folder;
}

/** The version of this package. */
export function version(): string {
  return (JSON.parse(readFileSync(join(root(), 'package.json'), 'utf8')) as { version: string }).version;
}

/** The page of a rule, in Markdown. Undefined if it has none. */
export function rulePage(rule: string): string | undefined {
  return rulePages().get(rule);
}

/** The names of all rules with a page. */
export function rulePageNames(): string[] {
  return [...rulePages().keys()];
}

let pages: ReadonlyMap<string, string> | undefined;

/** The pages of all rules by their names. A clone has one file for each; the package has one for all. */
function rulePages(): ReadonlyMap<string, string> {
  if (pages === undefined) {
    const folder = join(root(), 'docs', 'rules');
    pages = existsSync(folder) ? rulePagesIn(folder) : unpackRulePages(readFileSync(join(root(), RULE_PAGES_FILE)));
  }
  return pages;
}

/** Where the page has the module that orders the boxes of pictures. The package has the module once, for the page and for the command line. */
export const DAGRE_PLACE = '/*dagre*/';

/**
 * The page that shows who reaches what, without data.
 *
 * @throws UsageError if the package is not compiled
 */
export function pageTemplate(): string {
  const path = join(root(), 'lib', 'page', 'report.html');
  if (!existsSync(path)) { throw new UsageError('the page is not among the files of this package: in a clone, run npx projen compile'); }
  return readFileSync(path, 'utf8').split(DAGRE_PLACE).join(readFileSync(join(root(), 'lib', 'chunks', 'dagre.js'), 'utf8'));
}

/** What a rule's page says about it in one sentence: the first of its first paragraph. */
export function summaryOf(page: string): string {
  const paragraph = page.split('\n').find(line => line !== '' && !/^(?:#|- )/.test(line)) ?? '';
  const [, sentence] = /^(.*?[.:])(?= |$)/.exec(paragraph) ?? [];
  return (sentence ?? paragraph).replace(/[*`]/g, '').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').replace(/:$/, '.');
}
