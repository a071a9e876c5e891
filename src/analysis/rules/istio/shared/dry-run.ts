import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ISTIO_KINDS } from '../../objects/istio-kinds';

const ANNOTATION = 'istio.io/dry-run';

export const dryRun: ObjectRule = {
  name: 'istio/dry-run',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: ISTIO_KINDS,
  final: true,
  check: object => object.metadata?.annotations?.[ANNOTATION] === undefined ? []
    : [`'metadata.annotations' must not have "${ANNOTATION}", which is for AuthorizationPolicy only; remove it`],
};
