import type { CelRule } from '../findings/cel-rule';
import { peerAuthenticationPortRange } from './istio/peer-authentication/port-range';
import { portWithoutSelector } from './istio/peer-authentication/port-without-selector';
import { cidrWithDns } from './istio/service-entry/cidr-with-dns';
import { dnsRoundRobinEndpoints } from './istio/service-entry/dns-round-robin-endpoints';
import { duplicatePortNumber } from './istio/service-entry/duplicate-port-number';
import { endpointPortName } from './istio/service-entry/endpoint-port-name';
import { endpointWithoutAddress } from './istio/service-entry/endpoint-without-address';
import { fullWildcard } from './istio/service-entry/full-wildcard';
import { noneWithEndpoints } from './istio/service-entry/none-with-endpoints';
import { portRange } from './istio/service-entry/port-range';
import { selectorAndEndpoints } from './istio/service-entry/selector-and-endpoints';
import { unixSocketPath } from './istio/service-entry/unix-socket-path';
import { unixSocketWithPorts } from './istio/service-entry/unix-socket-with-ports';
import { durationTooShort } from './istio/shared/duration-too-short';
import { selectorEmptyKey } from './istio/shared/selector-empty-key';
import { selectorWildcard } from './istio/shared/selector-wildcard';
import { serverTlsCredentials } from './istio/shared/server-tls-credentials';
import { severalTargets } from './istio/telemetry/several-targets';
import { tagOverrideValue } from './istio/telemetry/tag-override-value';
import { targetRefNamespace } from './istio/telemetry/target-ref-namespace';

/** The CEL rules of the CRDs. */
export const CEL_RULES: readonly CelRule[] = [
  durationTooShort,
  selectorWildcard,
  selectorEmptyKey,
  serverTlsCredentials,
  fullWildcard,
  selectorAndEndpoints,
  cidrWithDns,
  noneWithEndpoints,
  dnsRoundRobinEndpoints,
  duplicatePortNumber,
  portRange,
  endpointWithoutAddress,
  unixSocketPath,
  unixSocketWithPorts,
  endpointPortName,
  severalTargets,
  tagOverrideValue,
  targetRefNamespace,
  portWithoutSelector,
  peerAuthenticationPortRange,
];
