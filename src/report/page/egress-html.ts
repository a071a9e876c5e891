import type { PageData } from './page-data';

/** Where the data is in the template of the page. */
const PLACE = '{"data":"here"}';

/** Who reaches what as a page of one file, made from its template, which has the scripts and styles. */
export function egressHtml(template: string, data: PageData): string {
  const [before, after, ...more] = template.split(PLACE);
  if (after === undefined || more.length > 0) { throw new Error('the template of the page must have one place for the data'); }
  // Inside of a script element, only its end is special. No text of JSON needs the character.
  return `${before}${JSON.stringify(data).replace(/</g, '\\u003c')}${after}`;
}
