import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ISTIO_KINDS } from '../../objects/istio-kinds';

const RESERVED = ['internal.istio.io/webhook-always-reject', 'internal.istio.io/parent-namespace', 'internal.istio.io/parents'];

export const reservedAnnotation: ObjectRule = {
  name: 'istio/reserved-annotation',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: ISTIO_KINDS,
  final: true,
  check: object => RESERVED.filter(name => object.metadata?.annotations?.[name] !== undefined)
    .map(name => `'metadata.annotations' must not have "${name}", which istiod reserves for itself; remove it`),
};
