import { quote } from '../analysis/base/quote';
import { isDnsLabel, isKubernetesLabel, isKubernetesName } from '../analysis/syntax/hosts';

/**
 * Returns the name of a namespace.
 *
 * @param subject what takes the name, as the message begins: the prop in single quotes
 * @throws if no namespace can have the name
 */
export function checkNamespaceName(subject: string, name: string): string {
  if (typeof name !== 'string' || !isKubernetesLabel(name)) {
    throw new Error(`${subject} takes lower-case letters, digits and '-', 63 characters at most, got ${quote(name)}`);
  }
  return name;
}

/**
 * Returns the name of an object.
 *
 * @throws if no object can have the name
 */
export function checkObjectName(subject: string, name: string): string {
  if (typeof name !== 'string' || !isKubernetesName(name)) {
    throw new Error(`${subject} takes lower-case letters, digits, '-' and '.', 253 characters at most, got ${quote(name)}`);
  }
  return name;
}

/**
 * Returns a name that Istio checks as a DNS label, such as that of a port or a subset.
 *
 * @throws if it is not a DNS label
 */
export function checkLabelName(subject: string, name: string): string {
  if (typeof name !== 'string' || !isDnsLabel(name)) { throw new Error(`${subject} takes letters, digits and '-', 63 characters at most, got ${quote(name)}`); }
  return name;
}
