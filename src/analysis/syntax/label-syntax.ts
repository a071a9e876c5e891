import { isKubernetesName } from './hosts';

const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** The most characters of the value of a label, and of the name in its key. */
export const MAX_LABEL_LENGTH = 63;

/** Whether the API server accepts a text as the key of a label or annotation: a name with an optional DNS name and slash before it. */
export function isLabelKey(text: string): boolean {
  const parts = text.split('/');
  const name = parts[parts.length - 1];
  return parts.length <= 2 && (parts.length === 1 || isKubernetesName(parts[0])) && name.length <= MAX_LABEL_LENGTH && NAME.test(name);
}

/** Whether the API server accepts a text as the value of a label. It can be empty. */
export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= MAX_LABEL_LENGTH && NAME.test(text));
}
