import { quote } from '../analysis/base/quote';
import { isDnsLabel, isKubernetesLabel, isKubernetesName } from '../analysis/syntax/hosts';

/**
 * Returns the name of a namespace.
 *
 * @param subject beginning of the message: the prop in single quotes
 * @throws if the name is not valid for a namespace
 */
export function checkNamespaceName(subject: string, name: string): string {
  if (typeof name !== 'string' || !isKubernetesLabel(name)) {
    throw new Error(`${subject} must be lower-case letters, digits and '-', 63 characters at most, got ${quote(name)}`);
  }
  return name;
}

/**
 * Returns the name of an object.
 *
 * @throws if the name is not valid for an object
 */
export function checkObjectName(subject: string, name: string): string {
  if (typeof name !== 'string' || !isKubernetesName(name)) {
    throw new Error(`${subject} must be lower-case letters, digits, '-' and '.', 253 characters at most, got ${quote(name)}`);
  }
  return name;
}

/**
 * Returns the name of a Service, which is a part of its host.
 *
 * @throws if the name is not valid for a Service
 */
export function checkServiceName(subject: string, name: string): string {
  if (typeof name !== 'string' || !isKubernetesLabel(name) || !/^[a-z]/.test(name)) {
    throw new Error(`${subject} must be the name of a Service (lower-case letters, digits and '-', 63 characters at most, a letter first), got ${quote(name)}`);
  }
  return name;
}

/**
 * Returns a name that Istio checks as a DNS label, such as that of a port or a subset.
 *
 * @throws if it is not a DNS label
 */
export function checkLabelName(subject: string, name: string): string {
  if (typeof name !== 'string' || !isDnsLabel(name)) { throw new Error(`${subject} must be letters, digits and '-', 63 characters at most, got ${quote(name)}`); }
  return name;
}
