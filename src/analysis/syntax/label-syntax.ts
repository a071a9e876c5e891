import { isKubernetesName } from './hosts';

const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

const MAX_NAME = 63;

/** Whether a text is a key that the API server takes for a label or annotation: a name, maybe behind a DNS name and a slash. */
export function isLabelKey(text: string): boolean {
  const parts = text.split('/');
  const name = parts[parts.length - 1];
  return parts.length <= 2 && (parts.length === 1 || isKubernetesName(parts[0])) && name.length <= MAX_NAME && NAME.test(name);
}

/** Whether a text is a value that the API server takes for a label; it may be empty. */
export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= MAX_NAME && NAME.test(text));
}
