import { analyze, type Analysis, type TextFile } from './playground/analysis';
import { EXAMPLE } from './playground/example';
import { findingCounts, FindingsView } from './playground/findings-view';
import { App } from './view/app';
import { byId, element } from './view/dom';
import type { ReportedPlace } from '../src/report/check-report';

/** The name of what is in the text field. */
const PASTED = 'pasted.yaml';

/** How long people pause while they type, in milliseconds. */
const PAUSE = 400;

const yaml = byId<HTMLTextAreaElement>('yaml');
const policy = byId<HTMLSelectElement>('policy');
const app = new App();
const findings = new FindingsView(byId('findings'), goTo);
let analysis: Analysis | undefined;
let timer: number | undefined;

function update(): void {
  try {
    analysis = analyze([{ name: PASTED, text: yaml.value }], policy.value);
  } catch (error) {
    byId('summary').textContent = (error as Error).message;
    return;
  }
  findings.show(analysis.findings);
  byId('summary').textContent = findingCounts(analysis.findings, analysis.objects);
  const from = byId<HTMLSelectElement>('from');
  const chosen = from.value;
  from.replaceChildren(...analysis.workloads.map(name => element('option', {}, name)));
  if (analysis.workloads.includes(chosen)) { from.value = chosen; }
  app.show(analysis);
}

/** Selects the line of a finding in the text. */
function goTo({ line = 1 }: ReportedPlace): void {
  const lines = yaml.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  yaml.focus();
  yaml.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  yaml.scrollTop = (line - 4) * yaml.scrollHeight / Math.max(1, lines.length);
}

/** Puts files below each other, each with its name. */
async function take(files: readonly File[]): Promise<void> {
  if (files.length === 0) { return; }
  const texts = await Promise.all(files.map(async (file): Promise<TextFile> => ({ name: file.name, text: await file.text() })));
  yaml.value = texts.map(({ name, text }) => `# ${name}\n${text.replace(/\n*$/, '\n')}`).join('---\n');
  update();
}

function ask(): void {
  const problem = byId('ask-problem');
  problem.textContent = '';
  const from = byId<HTMLSelectElement>('from').value;
  if (!analysis || from === '') { return; }
  try {
    app.showAnswer(analysis.ask(from, byId<HTMLInputElement>('to').value));
  } catch (error) {
    problem.textContent = (error as Error).message;
  }
}

yaml.addEventListener('input', () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(update, PAUSE);
});
policy.addEventListener('change', update);
byId<HTMLInputElement>('files').addEventListener('change', event => void take([...(event.target as HTMLInputElement).files ?? []]));
byId('ask').addEventListener('submit', event => {
  event.preventDefault();
  ask();
});
document.addEventListener('dragover', event => event.preventDefault());
document.addEventListener('drop', event => {
  event.preventDefault();
  void take([...event.dataTransfer?.files ?? []]);
});

yaml.value = EXAMPLE;
update();
