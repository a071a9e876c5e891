import { posix } from 'node:path';

const REPOSITORY = 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent';
/** Links of the README to this repository are complete, because it is also the page of the packages in their registries. */
const COMPLETE = /^https:\/\/(?:github\.com\/cdk8s-istio-oneagent\/cdk8s-istio-oneagent\/(?:blob|tree)|raw\.githubusercontent\.com\/cdk8s-istio-oneagent\/cdk8s-istio-oneagent)\/main\/([^#]+)(#.*)?$/;

/**
 * A page of the repository as a page of the site: without the comments that only tests read. Links lead to pages of the site, or to the repository if the site does not have
 * the file.
 *
 * @param path of the page from the root of the repository
 * @param isPart whether a path from the root is a page or a picture of the site
 * @param isFolder whether a path from the root is a folder
 */
export function pageOf(path: string, markdown: string, isPart: (path: string) => boolean, isFolder: (path: string) => boolean): string {
  return outsideOfCode(markdown, text => text
    .replace(/^<!-- [^\n]* -->\n+/gm, '')
    .replace(/\]\(([^)\s]+)\)/g, (link, target: string) => {
      const [, complete, part = ''] = COMPLETE.exec(target) ?? [];
      if (complete !== undefined && isPart(complete)) { return `](${posix.relative(posix.dirname(path), complete)}${part})`; }
      if (/^(?:[a-z]+:|#)/.test(target)) { return link; }
      const [file, anchor] = target.split('#');
      const to = posix.normalize(posix.join(posix.dirname(path), file));
      if (isPart(to)) { return link; }
      return `](${REPOSITORY}/${isFolder(to) ? 'tree' : 'blob'}/main/${to}${anchor === undefined ? '' : `#${anchor}`})`;
    }));
}

/** The anchor of a heading, as GitHub has it. The configuration of the site has the same. */
export function slugOf(text: string): string {
  return text.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}

/** Changes a text, except its blocks of code. */
function outsideOfCode(markdown: string, change: (text: string) => string): string {
  return markdown.split(/(^```[\s\S]*?^```$)/m).map((part, index) => index % 2 === 1 ? part : change(part)).join('');
}

/** A file of the built site, and what it has. */
export interface BuiltPage {
  /** From the root of the site, such as `docs/sidecar.html`. */
  readonly path: string;
  readonly html: string;
}

/**
 * Links of a built site that lead nowhere: to a file that it does not have, or to an anchor that the page does not have. Links to other sites are not followed.
 *
 * @param files all files of the site, by their path from its root
 * @param base the path of the site on its server, such as `/`
 */
export function deadLinks(pages: readonly BuiltPage[], files: ReadonlySet<string>, base: string): string[] {
  const anchors = new Map(pages.map(({ path, html }) => [path, new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => decode(id)))]));
  return pages.flatMap(({ path, html }) => {
    const targets = new Set([...html.matchAll(/\s(?:href|src)="([^"]+)"/g)].map(([, target]) => decode(target)));
    return [...targets].filter(target => !/^(?:[a-z]+:|\/\/)/i.test(target)).flatMap(target => {
      const [file, anchor] = target.split('#');
      const to = decodeURIComponent(file === '' ? path : fileOf(file, path, base));
      if (!files.has(to)) { return [`${path}: ${target} does not exist`]; }
      if (anchor && !(anchors.get(to)?.has(decodeURIComponent(anchor)) ?? true)) { return [`${path}: ${target} has no such anchor`]; }
      return [];
    });
  }).sort();
}

function fileOf(target: string, from: string, base: string): string {
  const path = target.startsWith('/') ? target.slice(target.startsWith(base) ? base.length : 1) : posix.join(posix.dirname(from), target);
  return path === '' || path.endsWith('/') ? posix.normalize(`${path}index.html`) : path;
}

function decode(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', '\'');
}
