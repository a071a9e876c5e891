const KEY = /^((?:[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?\.)*[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?\/)?((?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$/;
const VALUE = /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const MAX_PREFIX = 253;
const MAX_NAME = 63;

/** Faults that istiod finds in the labels of endpoints and subsets. It does not check the length of a value. */
export function labelFaults(labels: Readonly<Record<string, string>>): { key: string; value: string; text: string }[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const match = KEY.exec(key);
    if (!match || (match[1] ?? '').length - 1 > MAX_PREFIX || match[2].length > MAX_NAME) {
      return [{ key, value, text: 'must have a valid label key' }];
    }
    return VALUE.test(value) ? [] : [{ key, value, text: 'must have a value of letters, digits, "-", "_" and "."' }];
  });
}
