import { svgElement } from './dom';
import type { ReportedVerdict } from '../../src/report/egress-report';
import { lineSvg, markSvg, OUTCOME_MARKS } from '../../src/report/picture/outcome-marks';

/** The mark of a result, as the picture has it. */
export function mark(verdict: ReportedVerdict): SVGSVGElement {
  const outcome = OUTCOME_MARKS[verdict];
  return svgElement(`<svg xmlns="http://www.w3.org/2000/svg" class="picture mark-only" width="30" height="14" viewBox="0 0 30 14" aria-hidden="true"><g class="${outcome.style}">`
    + `${lineSvg(outcome, 'M0 7H20')}${markSvg(outcome, { x: 29, y: 7 })}</g></svg>`);
}

/** A result in words. */
export function resultText(verdict: ReportedVerdict): string {
  return OUTCOME_MARKS[verdict].text;
}
