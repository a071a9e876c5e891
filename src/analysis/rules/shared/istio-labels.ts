const KEY = /^((?:[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?\.)*[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?\/)?((?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$/;
const VALUE = /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const MAX_PREFIX = 253;
const MAX_NAME = 63;

/** What istiod finds wrong with the labels of endpoints and subsets; the length of a value doesn't count there. */
export function labelFaults(labels: Readonly<Record<string, string>>): { key: string; value: string; text: string }[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const match = KEY.exec(key);
    if (!match || (match[1] ?? '').length - 1 > MAX_PREFIX || match[2].length > MAX_NAME) {
      return [{ key, value, text: 'must have a key that Kubernetes takes for a label' }];
    }
    return VALUE.test(value) ? [] : [{ key, value, text: 'must have a value of letters, digits, "-", "_" and "."' }];
  });
}
