import { recordOf } from './json';

/** Labels of an object, or what a selector asks of them. */
export type Labels = Readonly<Record<string, string>>;

/** The labels that a value is; entries that are no texts are left out. */
export function labelsOf(value: unknown): Labels {
  return Object.fromEntries(Object.entries(recordOf(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Labels as a message shows them: `app=api,version=v1`, the way `kubectl` takes them. */
export function showLabels(labels: Labels): string {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(',');
}

/** Whether labels have all that a selector names. A selector that names nothing selects everything. */
export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

