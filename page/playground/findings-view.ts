import { countsOf, describeObject, messageOf, plural, type ReportedFinding, type ReportedPlace } from '../../src/report/check-report';
import { button, element } from '../view/dom';

/** The findings. A click on one shows its line. */
export class FindingsView {
  public constructor(private readonly pane: HTMLElement, private readonly goTo: (place: ReportedPlace) => void) {}

  public show(findings: readonly ReportedFinding[]): void {
    this.pane.replaceChildren(findings.length === 0 ? element('p', { class: 'soft' }, 'No findings.')
      : element('ul', { class: 'findings' }, ...findings.map(finding => this.finding(finding))));
  }

  private finding(finding: ReportedFinding): HTMLElement {
    const { severity, rule, ruleUrl, place, related } = finding;
    const at = place?.line === undefined ? undefined : button({ class: 'link' }, () => this.goTo(place), `${place.file}:${place.line}`);
    return element('li', {},
      element('p', {}, element('span', { class: `severity ${severity}` }, severity), ' ', ...at ? [at] : [], ' ', messageOf(finding)),
      ...place?.text === undefined || place.text.trim() === '' ? [] : [element('p', {}, element('code', {}, place.text.trim()))],
      ...related ? [element('p', { class: 'soft' }, `Other object: ${describeObject(related.object)}`)] : [],
      element('p', { class: 'soft' }, element('a', { href: ruleUrl, rel: 'noreferrer', target: '_blank' }, rule)));
  }
}

/** The number of findings in words. */
export function findingCounts(findings: readonly ReportedFinding[], objects: number): string {
  const { error, warning, info } = countsOf(findings);
  const counts = [[error, 'error', 'errors'], [warning, 'warning', 'warnings'], [info, 'info', 'infos']] as const;
  const found = counts.filter(([count]) => count > 0).map(([count, one, many]) => plural(count, one, many)).join(', ');
  return `${found === '' ? 'No findings' : found} in ${plural(objects, 'object')}`;
}
