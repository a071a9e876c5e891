import { DetailsView } from './details-view';
import { byId, element } from './dom';
import { filterEgress } from './filter';
import { ListView } from './list-view';
import { PictureView } from './picture-view';
import type { Selection } from './selection';
import type { Source } from './source';
import { countsOf } from '../../src/report/picture/egress-svg';
import type { WhyReport } from '../../src/report/why';

/** Below this width, the list is easier to read than the picture. */
const NARROW = '(max-width: 800px)';

/** A picture that is a little too wide is made smaller. Below this scale, its texts are too small. */
const LEAST_SCALE = 0.7;

/** Where a key is text. A radio button or a check box takes none. */
const TAKES_TEXT = 'input:not([type=radio], [type=checkbox]), textarea, select';

/** How long people pause while they type, in milliseconds. */
const PAUSE = 150;

/** The page: the filters, the picture or the list, and the details of what is selected. */
export class App {
  private readonly search = byId<HTMLInputElement>('search');
  private readonly namespace = byId<HTMLSelectElement>('namespace');
  private readonly details: DetailsView;
  private readonly picture: PictureView;
  private readonly list: ListView;
  private source: Source | undefined;
  private timer: number | undefined;
  /** Whether the reader has decided about the size of the picture. */
  private isFitChosen = false;

  public constructor() {
    const select = (selection: Selection | undefined) => this.select(selection);
    this.details = new DetailsView(byId('details'), select);
    this.picture = new PictureView(byId('stage'), select);
    this.list = new ListView(byId('list'), select);
    this.search.addEventListener('input', () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.draw(), PAUSE);
    });
    this.namespace.addEventListener('change', () => this.draw());
    for (const choice of document.querySelectorAll<HTMLInputElement>('input[name=view]')) { choice.addEventListener('change', () => this.setView(choice.value)); }
    byId<HTMLInputElement>('fit').addEventListener('change', event => {
      this.isFitChosen = true;
      this.setFit((event.target as HTMLInputElement).checked);
    });
    document.addEventListener('keydown', event => {
      if (event.key === '/' && !(event.target as Element).closest(TAKES_TEXT)) {
        event.preventDefault();
        this.search.focus();
      }
    });
    this.setView(window.matchMedia(NARROW).matches ? 'list' : 'picture');
  }

  /** Shows what there is now. */
  public show(source: Source): void {
    this.source = source;
    const chosen = this.namespace.value;
    const names = [...new Set(source.egress.workloads.map(({ namespace }) => namespace))];
    this.namespace.replaceChildren(element('option', { value: '' }, 'All namespaces'), ...names.map(name => element('option', { value: name }, name)));
    this.namespace.value = names.includes(chosen) ? chosen : '';
    byId('notes').replaceChildren(...source.egress.notes.map(note => element('p', {}, `Note: ${note}.`)));
    this.draw();
  }

  /** Shows an answer that was asked for. */
  public showAnswer(answer: WhyReport): void {
    if (!this.source) { return; }
    this.picture.mark(undefined);
    this.details.showAnswer(this.source, answer);
    this.openDetails(true);
    this.toDetails();
  }

  private draw(): void {
    if (!this.source) { return; }
    const shown = filterEgress(this.source.egress, { namespace: this.namespace.value, text: this.search.value });
    byId('counts').textContent = countsOf(shown);
    byId('nothing').hidden = shown.workloads.length > 0;
    this.picture.show(shown);
    this.list.show(shown);
    this.select(undefined);
  }

  private select(selection: Selection | undefined): void {
    if (!this.source) { return; }
    this.details.show(this.source, selection);
    this.openDetails(selection !== undefined);
    this.picture.mark(selection);
    if (selection) { this.toDetails(); }
  }

  /** The details have a column of their own while there are any. */
  private openDetails(open: boolean): void {
    byId('panes').classList.toggle('open', open);
    byId('details').hidden = !open;
    byId('hint').hidden = open;
    if (!this.isFitChosen) {
      const scale = this.picture.scale();
      this.setFit(scale < 1 && scale >= LEAST_SCALE);
    }
  }

  /** On a narrow screen, the details are below. */
  private toDetails(): void {
    if (!window.matchMedia(NARROW).matches) { return; }
    const heading = byId('details').querySelector<HTMLElement>('h2');
    heading?.focus({ preventScroll: true });
    byId('details').scrollIntoView({ block: 'start' });
  }

  private setFit(fit: boolean): void {
    byId<HTMLInputElement>('fit').checked = fit;
    byId('stage').classList.toggle('fit', fit);
  }

  private setView(view: string): void {
    for (const choice of document.querySelectorAll<HTMLInputElement>('input[name=view]')) { choice.checked = choice.value === view; }
    byId('stage').hidden = view !== 'picture';
    byId('list').hidden = view !== 'list';
    byId('zoom').hidden = view !== 'picture';
    if (view === 'picture') { this.openDetails(!byId('details').hidden); }
  }
}
