import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { navigationOf, titleOf } from '../../site/navigation';
import { deadLinks, pageOf } from '../../site/pages';

const DOCS = resolve(__dirname, '..', '..', 'docs');
const REPOSITORY = 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent';

function page(markdown: string): string {
  return pageOf('docs/a.md', markdown, path => path === 'docs/b.md' || path === 'README.md', path => path === 'examples/shop');
}

test('links to pages of the site stay, and links to other files lead to the repository', () => {
  expect(page('[b](b.md#part), [top](../README.md), [shop](../examples/shop), [app](../src/app.ts#L1), [here](#part), [there](https://a.example)')).toBe(
    `[b](b.md#part), [top](../README.md), [shop](${REPOSITORY}/tree/main/examples/shop), [app](${REPOSITORY}/blob/main/src/app.ts#L1), [here](#part), [there](https://a.example)`,
  );
});

test('complete links to pages and pictures of the site become links within the site', () => {
  const raw = 'https://raw.githubusercontent.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/main';
  expect(page(`[b](${REPOSITORY}/blob/main/docs/b.md#part), [top](${REPOSITORY}/blob/main/README.md), [app](${REPOSITORY}/blob/main/src/app.ts), ![b](${raw}/docs/b.md)`)).toBe(
    `[b](b.md#part), [top](../README.md), [app](${REPOSITORY}/blob/main/src/app.ts), ![b](b.md)`,
  );
});

test('comments of tests are removed, and blocks of code are as before', () => {
  const code = '```md\n<!-- file: a -->\n[x](y.md)\n```';
  expect(page(`<!-- file: main.ts -->\n${code}\n\n<!-- synth -->\n\ntext`)).toBe(`${code}\n\ntext`);
});

const FILES = new Set(['index.html', 'docs/a.html', 'docs/rules/index.html', 'x.js']);

function deadIn(path: string, html: string, base = '/'): string[] {
  return deadLinks([{ path, html }, { path: 'docs/a.html', html: '<h2 id="part&amp;more">' }], FILES, base);
}

test('a link to a file or an anchor that exists is alive, relative or from the root', () => {
  expect(deadIn('docs/rules/index.html', '<a href="../a.html#part&amp;more"><a href="/"><a href="./"><script src="/x.js"></script><a href="https://b.example/#no"><a href="mailto:a@b.example">')).toEqual([]);
  expect(deadIn('index.html', '<a href="/site/docs/a.html">', '/site/')).toEqual([]);
  // The start page, from a folder.
  expect(deadIn('docs/b.html', '<a href="./../"><a href="../#">')).toEqual([]);
});

test('a link to a file or an anchor that does not exist is dead', () => {
  expect(deadIn('index.html', '<h1 id="here"><a href="#here"><a href="#gone"><a href="docs/b.html"><img src="/y.png"><a href="docs/a.html#part">')).toEqual([
    'index.html: #gone has no such anchor',
    'index.html: /y.png does not exist',
    'index.html: docs/a.html#part has no such anchor',
    'index.html: docs/b.html does not exist',
  ]);
});

test('the sidebar has every guide once, and each has a title', () => {
  const names = readdirSync(DOCS).filter(name => name.endsWith('.md')).map(name => name.slice(0, -'.md'.length));
  const titles = new Map(names.map(name => [name, titleOf(readFileSync(join(DOCS, `${name}.md`), 'utf8'))]));
  const links = navigationOf(titles).flatMap(({ items }) => items).filter(({ link }) => link.startsWith('/docs/') && !link.endsWith('/'));
  expect(links.map(({ link }) => link.slice('/docs/'.length)).sort()).toEqual(names.sort());
  expect(links.filter(({ text }) => text === '')).toEqual([]);
});

test('a guide that no group names is under More', () => {
  expect(navigationOf(new Map([['sidecar', 'Sidecar'], ['new', 'New']])).map(({ text, items }) => [text, items.map(({ link }) => link)])).toEqual([
    ['Start', ['/']],
    ['Istio', ['/docs/sidecar']],
    ['More', ['/docs/new']],
    ['Reference', ['/docs/rules/', '/SUPPORT', '/SECURITY', '/CHANGELOG']],
  ]);
});
