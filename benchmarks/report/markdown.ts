import type { ReachedGoal, Results, RowResults } from './results';
import { OURS } from '../rows/row';

type Cells = readonly string[];

function table(head: Cells, rows: readonly Cells[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** A figure with as many digits as matter. */
function figure(value: number, unit: string): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return unit === 'times' ? value.toFixed(2) : `${value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
}

function goalCells({ name, unit, most, now }: ReachedGoal): Cells {
  const limit = `≤ ${unit === 'times' ? most : figure(most, unit)}`;
  return now === undefined ? [name, '', limit, 'not measured'] : [name, figure(now, unit), limit, now <= most ? 'yes' : 'no'];
}

function rowText(row: RowResults, picturesOf: (row: string) => readonly string[]): string[] {
  const { name, title, unit, contenders, measurements, missing, stopped } = row;
  const sizes = [...new Set(measurements.map(({ size }) => size))];
  const lines = sizes.flatMap(size => contenders.flatMap(contender => {
    const found = measurements.find(each => each.contender === contender && each.size === size);
    const start = [size.toLocaleString('en'), contender];
    if (!found) { return [[...start, '', '', '', '']]; }
    const ratio = contender === OURS || found.ratio === undefined ? '' : found.ratio.toFixed(2);
    return [[...start, figure(found.processor, 's'), figure(found.elapsed, 's'), figure(found.memory, 'MB'), ratio]];
  }));
  return [
    `## ${title}`,
    '',
    ...picturesOf(name).flatMap(file => [`![${file.endsWith('-time.svg') ? 'time' : 'memory'} by size](${file})`, '']),
    table([unit, '', 'processor time', 'elapsed', 'memory', `${OURS} takes × its time`], lines),
    '',
    ...missing.map(({ contender, reason }) => `- ${contender} was not measured: ${reason}`),
    ...stopped.map(({ contender, size }) => `- ${contender} was not measured at more than ${size.toLocaleString('en')}: it takes longer than half a minute.`),
    ...missing.length + stopped.length > 0 ? [''] : [],
  ];
}

/** The results for people. */
export function markdownOf({ date, machine, versions, command, goals, rows }: Results, picturesOf: (row: string) => readonly string[]): string {
  return [
    '# Benchmark',
    '',
    `Measured on ${date}, on ${machine}. Repeat it with \`${command}\`, after \`npm ci\`.`,
    '',
    'Each program is a process of its own, from its start to its end. All programs of a table take turns, and write the same objects. Figures are medians. Processor time is that of all threads,',
    'without the time in which others use the processor; memory is the peak. The last column of a table is the time of this library divided by that of the program.',
    '',
    table(['', 'version'], Object.entries(versions)),
    '',
    ...goals.length === 0 ? [] : ['## Goals', '', table(['what', 'now', 'to reach', 'reached'], goals.map(goalCells)), ''],
    ...rows.filter(({ measurements }) => measurements.length > 0).flatMap(row => rowText(row, picturesOf)),
  ].join('\n');
}
