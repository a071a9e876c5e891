import { isRecord } from './json';

/** The way to a field of an object: the names of fields and the indices in lists. */
export type FieldPath = readonly (string | number)[];

/** The value at a path. Undefined if there is none. */
export function valueAt(object: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof step === 'number') { return Array.isArray(value) ? value[step] : undefined; }
    return isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, object);
}

/** The part of a written path, such as `spec.ports[0].name`, that an object has. Empty if it does not even have the first field. */
export function existingPart(object: unknown, written: string): FieldPath {
  const path: (string | number)[] = [];
  let value = object;
  let rest = written;
  while (rest !== '') {
    const step = Array.isArray(value) ? indexStep(value, rest) : isRecord(value) ? nameStep(value, rest) : undefined;
    if (!step) { break; }
    path.push(step.key);
    value = valueAt(value, [step.key]);
    rest = rest.slice(step.length).replace(/^\./, '');
  }
  return path;
}

/** A step of a path, and the number of characters that it has in the text. */
interface Step {
  readonly key: string | number;
  readonly length: number;
}

function indexStep(list: readonly unknown[], rest: string): Step | undefined {
  const match = /^\[(\d{1,9})\]/.exec(rest);
  const index = Number(match?.[1]);
  return match && index < list.length ? { key: index, length: match[0].length } : undefined;
}

/** The longest name that fits: names of annotations have dots. */
function nameStep(fields: Readonly<Record<string, unknown>>, rest: string): Step | undefined {
  const quoted = /^\["([^"]*)"\]/.exec(rest);
  if (quoted) { return Object.hasOwn(fields, quoted[1]) ? { key: quoted[1], length: quoted[0].length } : undefined; }
  let end = rest.length;
  while (end > 0) {
    const name = rest.slice(0, end);
    if (Object.hasOwn(fields, name)) { return { key: name, length: end }; }
    end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('['));
  }
  return undefined;
}

/** A path as messages write it. */
export function showPath(path: FieldPath): string {
  return path.map((step, index) => typeof step === 'number' ? `[${step}]`
    : /[.[\]]/.test(step) ? `["${step}"]` : `${index === 0 ? '' : '.'}${step}`).join('');
}
