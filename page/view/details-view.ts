import { button, element } from './dom';
import { destinationList } from './list-view';
import { mark, resultText } from './marks';
import { isDestination, Selection } from './selection';
import type { Source } from './source';
import { yamlView } from './yaml-view';
import { describeWorkload, unknownHostsText } from '../../src/report/egress-report';
import type { PicturedWorkload } from '../../src/report/picture/pictured-egress';
import { ReportedCause, ReportedHop, verdictAt, WhyReport } from '../../src/report/why';

const OUTCOMES = { ARRIVES: 'arrives', FAILS: 'fails', UNKNOWN: 'unknown whether it arrives' } as const;

const STAGES: { readonly [at: string]: string } = { dns: 'DNS', capture: 'Capture', sidecar: 'Sidecar', tls: 'TLS', gateway: 'Gateway', endpoint: 'Endpoint' };

/** What is known about the selection. */
export class DetailsView {
  public constructor(private readonly pane: HTMLElement, private readonly select: (selection: Selection | undefined) => void) {}

  public show(source: Source, selection: Selection | undefined): void {
    this.pane.replaceChildren(...selection ? this.content(source, selection) : []);
    this.pane.scrollTop = 0;
  }

  /** Shows an answer that was asked for. */
  public showAnswer(source: Source, answer: WhyReport): void {
    this.pane.replaceChildren(...this.answer(source, answer));
    this.pane.scrollTop = 0;
  }

  private content(source: Source, selection: Selection): Node[] {
    switch (selection.kind) {
      case 'workload': return this.workload(source, selection.workload);
      case 'destination': return this.destination(source, selection);
      case 'hub': return this.hub(source, selection);
      case 'connection': {
        const { workload, destination } = selection;
        const answer = source.answer(workload, destination);
        return answer ? this.answer(source, answer, workload) : [];
      }
    }
  }

  private workload(source: Source, workload: PicturedWorkload): Node[] {
    const sidecar = source.object(workload.sidecar);
    return [
      this.heading(describeWorkload(workload)),
      facts([['Sidecar', workload.sidecar], ['Other hosts', unknownHostsText(workload)]]),
      element('h3', {}, 'Destinations'),
      destinationList(workload, this.select),
      ...sidecar ? [element('h3', {}, workload.sidecar), place(sidecar), yamlView(sidecar, undefined)] : [],
    ];
  }

  private destination(source: Source, { text, via }: Selection & { readonly kind: 'destination' }): Node[] {
    const reaching = source.egress.workloads.flatMap(workload => workload.destinations
      .filter(destination => isDestination(destination, text, via))
      .map(destination => ({ workload, destination })));
    const object = via === undefined ? undefined : source.object(via);
    const rows = reaching.map(({ workload, destination }) => element('li', {},
      button({ class: 'row' }, () => this.select({ kind: 'connection', workload, destination }), mark(destination.verdict),
        element('span', { class: 'name' }, describeWorkload(workload)), element('span', { class: 'soft' }, resultText(destination.verdict)))));
    return [
      this.heading(text),
      ...via === undefined ? [] : [facts([['Declared by', via]])],
      ...rows.length === 0 ? [element('p', {}, 'Hosts that no object declares: what the outboundTrafficPolicy of the Sidecar or of the mesh lets out.')]
        : [element('h3', {}, 'Workloads'), element('ul', { class: 'rows' }, ...rows)],
      ...object ? [element('h3', {}, via), place(object), yamlView(object, undefined)] : [],
    ];
  }

  private hub(source: Source, { workloads, destination }: Selection & { readonly kind: 'hub' }): Node[] {
    const [first] = workloads;
    if (!destination) {
      const sidecar = source.object(first.sidecar);
      return [
        this.heading(first.sidecar),
        facts([['Other hosts', unknownHostsText(first)]]),
        element('h3', {}, 'Workloads'),
        this.workloadList(workloads),
        ...sidecar ? [element('h3', {}, 'YAML'), place(sidecar), yamlView(sidecar, undefined)] : [],
      ];
    }
    const answer = source.answer(first, destination);
    return [
      ...answer ? this.answer(source, answer, first) : [],
      ...workloads.length > 1 ? [element('h3', {}, 'The same for'), this.workloadList(workloads.slice(1))] : [],
    ];
  }

  private workloadList(workloads: readonly PicturedWorkload[]): HTMLElement {
    return element('ul', { class: 'rows' }, ...workloads.map(workload => element('li', {},
      button({ class: 'row' }, () => this.select({ kind: 'workload', workload }), element('span', { class: 'name' }, describeWorkload(workload))))));
  }

  private answer(source: Source, { from, to, outcome, hops, explanation, notes }: WhyReport, workload?: PicturedWorkload): Node[] {
    const isMore = explanation !== hops.map(({ text }) => text).join(' ');
    return [
      this.heading(`${from} → ${to}`),
      element('p', {}, element('span', { class: `outcome ${outcome.toLowerCase()}` }, OUTCOMES[outcome])),
      element('ol', { class: 'hops' }, ...hopViews(source, hops)),
      ...isMore ? [element('p', {}, explanation)] : [],
      ...notes.map(note => element('p', { class: 'soft' }, `Note: ${note}`)),
      ...workload ? [button({ class: 'link' }, () => this.select({ kind: 'workload', workload }), `All destinations of ${workload.name}`)] : [],
    ];
  }

  private heading(text: string): HTMLElement {
    return element('div', { class: 'heading' },
      element('h2', { tabindex: -1 }, text),
      button({ 'class': 'close', 'aria-label': 'Close details' }, () => this.select(undefined), '×'));
  }
}

/** The hops with the YAML that decides. A line that decides again is not shown again. */
function hopViews(source: Source, hops: readonly ReportedHop[]): HTMLElement[] {
  const shown = new Set<string>();
  return hops.map(({ at, text, because }, index) => {
    const verdict = verdictAt(hops, index);
    return element('li', {},
      element('h3', {}, STAGES[at] ?? at, verdict === undefined ? undefined : element('span', { class: 'soft' }, ` ${verdict}`)),
      element('p', {}, text),
      ...because.map(cause => {
        const key = `${cause.name} ${cause.field}`;
        const isNew = !shown.has(key);
        shown.add(key);
        return causeView(source, cause, isNew);
      }));
  });
}

function causeView(source: Source, { name, field, place: at }: ReportedCause, withYaml: boolean): HTMLElement {
  const object = withYaml ? source.object(name) : undefined;
  return element('div', { class: 'cause' },
    element('p', {}, 'Decided by ', element('strong', {}, name), ...field === undefined ? [] : [' ', element('code', {}, field)],
      ...at === undefined ? [] : [element('span', { class: 'soft' }, `, ${at.file}${at.line === undefined ? '' : `:${at.line}`}`)]),
    ...object ? [yamlView(object, at?.line)] : []);
}

function place({ file, line }: { readonly file: string; readonly line?: number }): HTMLElement {
  return element('p', { class: 'soft' }, line === undefined ? file : `${file}:${line}`);
}

function facts(entries: readonly (readonly [string, string])[]): HTMLElement {
  return element('dl', { class: 'facts' }, ...entries.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}
