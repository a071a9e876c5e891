import { Severity } from '../findings/finding';
import type { RuleBase } from '../findings/rule';

/** A field that the target operator does not know yet. */
export const dynaKubeFieldSince: RuleBase = {
  name: 'dynakube/field-since',
  severity: Severity.ERROR,
  upstream: 'schema',
};

/** A field that the target operator does not know yet. */
export const edgeConnectFieldSince: RuleBase = {
  name: 'edge-connect/field-since',
  severity: Severity.ERROR,
  upstream: 'schema',
};
