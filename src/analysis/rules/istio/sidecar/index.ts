import { catchAllBind } from './catch-all-bind';
import { catchAllListener } from './catch-all-listener';
import { connectionPool } from './connection-pool';
import { defaultEndpoint } from './default-endpoint';
import { duplicateEgressPort } from './duplicate-egress-port';
import { duplicateHost } from './duplicate-host';
import { duplicateIngressPort } from './duplicate-ingress-port';
import { egressBind } from './egress-bind';
import { egressHost } from './egress-host';
import { egressHostExclusion } from './egress-host-exclusion';
import { egressProxy } from './egress-proxy';
import { empty } from './empty';
import { emptySelector } from './empty-selector';
import { exactHostsOnly } from './exact-hosts-only';
import { hostSpelling } from './host-spelling';
import { hostsBesideAll } from './hosts-beside-all';
import { httpPoolOnTcpPort } from './http-pool-on-tcp-port';
import { ingressBind } from './ingress-bind';
import { ingressTls } from './ingress-tls';
import { ingressTlsWarning } from './ingress-tls-warning';
import { noHosts } from './no-hosts';
import { onlyExclusions } from './only-exclusions';
import { policyWithoutMode } from './policy-without-mode';
import { portName } from './port-name';
import { portRange } from './port-range';
import { protocol } from './protocol';
import { rootWithSelector } from './root-with-selector';
import { selectorKey } from './selector-key';
import { selectorWithoutLabels } from './selector-without-labels';
import { targetPort } from './target-port';
import { unixListener } from './unix-listener';
import { withoutEgress } from './without-egress';
import type { ObjectRule } from '../../../findings/rule';

/** Rules that check one Sidecar, in the order of their findings. */
export const SIDECAR_RULES: readonly ObjectRule[] = [
  selectorKey,
  empty,
  selectorWithoutLabels,
  emptySelector,
  targetPort,
  portName,
  protocol,
  portRange,
  ingressBind,
  duplicateIngressPort,
  defaultEndpoint,
  ingressTls,
  ingressTlsWarning,
  connectionPool,
  httpPoolOnTcpPort,
  catchAllListener,
  catchAllBind,
  unixListener,
  duplicateEgressPort,
  egressBind,
  noHosts,
  egressHost,
  egressHostExclusion,
  duplicateHost,
  hostsBesideAll,
  egressProxy,
  withoutEgress,
  policyWithoutMode,
  rootWithSelector,
  exactHostsOnly,
  hostSpelling,
  onlyExclusions,
];
