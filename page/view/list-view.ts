import { button, element } from './dom';
import { mark, resultText } from './marks';
import type { Selection } from './selection';
import { groupBy } from '../../src/analysis/base/group-by';
import { plural } from '../../src/report/check-report';
import { describeDestination, unknownHostsText } from '../../src/report/egress-report';
import type { PicturedEgress, PicturedWorkload } from '../../src/report/picture/pictured-egress';

/** The most workloads that are open at first. */
const MOST_OPEN = 12;

/** The same as the picture in words: each workload with its destinations. */
export class ListView {
  public constructor(private readonly place: HTMLElement, private readonly select: (selection: Selection) => void) {}

  public show({ workloads }: PicturedEgress): void {
    const isOpen = workloads.length <= MOST_OPEN;
    this.place.replaceChildren(...[...groupBy(workloads, ({ namespace }) => namespace)].map(([namespace, inNamespace]) => element('section', { class: 'namespace' },
      element('h3', {}, namespace),
      ...inNamespace.map(workload => this.workload(workload, isOpen)))));
  }

  private workload(workload: PicturedWorkload, isOpen: boolean): HTMLElement {
    const failing = workload.destinations.filter(({ verdict }) => verdict === 'BLOCKED').length;
    const counts = `${plural(workload.destinations.length, 'destination')}${failing === 0 ? '' : `, ${failing} of them ${failing === 1 ? 'fails' : 'fail'}`}`;
    return element('details', { open: isOpen },
      element('summary', {}, element('strong', {}, workload.name), ` ${workload.kind} · ${counts}`),
      element('p', { class: 'soft' }, `${workload.sidecar} · other hosts: ${unknownHostsText(workload)}`),
      destinationList(workload, this.select));
  }
}

/** The destinations of a workload, each a button. */
export function destinationList(workload: PicturedWorkload, select: (selection: Selection) => void): HTMLElement {
  if (workload.destinations.length === 0) { return element('p', { class: 'soft' }, 'No destinations.'); }
  return element('ul', { class: 'rows' }, ...workload.destinations.map(destination => element('li', {},
    button({ class: 'row' }, () => select({ kind: 'connection', workload, destination }),
      mark(destination.verdict),
      element('span', { class: 'name' }, describeDestination(destination)),
      element('span', { class: 'soft' }, `${resultText(destination.verdict)} · ${destination.via}`)))));
}
