/** What came of a try of another version. */
export interface Trial {
  readonly title: string;
  readonly module: string;
  /** The version, tag or commit that was asked for. */
  readonly ref: string;
  /** The version that the judge is built with today. */
  readonly from: string;
  readonly to: string;
  readonly outcome: 'same-version' | 'agrees' | 'differs' | 'not-built';
  /** What the comparison or the build printed. */
  readonly output: string;
}

/** An issue has at most 65,536 characters, and two trials. */
const MOST_OUTPUT = 25_000;

/**
 * The version of a module in the text of a go.mod.
 *
 * @throws if the text does not require it
 */
export function versionIn(goMod: string, module: string): string {
  const line = goMod.split('\n').map(each => each.replace(/^require /, '').trim().split(/\s+/)).find(([name]) => name === module);
  if (line === undefined) { throw new Error(`go.mod does not require ${module}`); }
  return line[1];
}

/** The tag of the newest release in the output of `git ls-remote --tags`: three numbers, with or without a `v`. Undefined if there is none. */
export function newestRelease(lsRemote: string): string | undefined {
  const tags = [...lsRemote.matchAll(/\trefs\/tags\/(v?(\d+)\.(\d+)\.(\d+))$/gm)];
  const numbers = (tag: RegExpMatchArray) => tag.slice(2, 5).map(Number);
  return tags.sort((a, b) => compare(numbers(b), numbers(a))).at(0)?.[1];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at < 0 ? 0 : a[at] - b[at];
}

/** Whether an error of Go is about a module that this machine cannot download, and not about the module. */
export function isUnavailable(stderr: string): boolean {
  return /: (?:403|404|410|5\d\d) |no such host|connection refused|i\/o timeout|network is unreachable|terminal prompts disabled/.test(stderr);
}

const OUTCOMES: Readonly<Record<Trial['outcome'], string>> = {
  'same-version': 'nothing newer',
  'agrees': 'all answers agree',
  'differs': '**answers differ**',
  'not-built': '**the judge cannot be built**',
};

/** The report about trials, for an issue. */
export function reportOf(trials: readonly Trial[]): string {
  const rows = trials.map(({ title, from, to, outcome }) => `| ${title} | \`${from}\` | \`${to}\` | ${OUTCOMES[outcome]} |`);
  const details = trials.filter(({ outcome }) => outcome === 'differs' || outcome === 'not-built').flatMap(({ title, module, ref, output }) => [
    `## ${title} ${ref}`,
    '',
    'To repeat it:',
    '',
    '```sh',
    `npm run conformance:newest -- --only ${title === 'Istio' ? 'istio --istio' : 'dynatrace --operator'} ${ref}`,
    '```',
    '',
    `What was printed with \`${module}@${ref}\`:`,
    '',
    '````',
    cut(output.trim()),
    '````',
    '',
  ]);
  return ['| software | today | tried | result |', '|---|---|---|---|', ...rows, '', ...details].join('\n');
}

/** The beginning of a text, which has the first differences, and its end, which has the counts. */
function cut(text: string): string {
  if (text.length <= MOST_OUTPUT) { return text; }
  const half = MOST_OUTPUT / 2;
  return `${text.slice(0, half)}\n… ${text.length - MOST_OUTPUT} characters left out …\n${text.slice(-half)}`;
}
