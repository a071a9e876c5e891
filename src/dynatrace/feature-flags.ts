import { isLabelKey } from '../analysis/label-syntax';
import { quote } from '../analysis/quote';

const PREFIX = 'feature.dynatrace.com/';

/** The flag that lets code modules wait before their first connection, in milliseconds. */
export const INITIAL_CONNECT_RETRY = 'oneagent-initial-connect-retry-ms';

/**
 * The annotation that a feature flag is set by.
 *
 * @throws if no flag can have the name
 */
export function featureFlagAnnotation(name: string): string {
  if (name.startsWith(PREFIX)) { throw new Error(`'featureFlags' takes names without "${PREFIX}", got ${quote(name)}`); }
  if (name.includes('/') || !isLabelKey(PREFIX + name)) {
    throw new Error(`'featureFlags' takes names of letters, digits, '-', '_' and '.', 63 characters at most, got ${quote(name)}`);
  }
  return PREFIX + name;
}
