import { addressHostBits } from './address-host-bits';
import { addressSyntax } from './address-syntax';
import { addressWithSeveralHosts } from './address-with-several-hosts';
import { clusterLocalHost } from './cluster-local-host';
import { connectStrategy } from './connect-strategy';
import { coveredHost } from './covered-host';
import { dnsEndpointAddress } from './dns-endpoint-address';
import { dnsWildcard } from './dns-wildcard';
import { duplicateAddress } from './duplicate-address';
import { duplicateHost } from './duplicate-host';
import { dynamicDnsAddresses } from './dynamic-dns-addresses';
import { dynamicDnsEndpoints } from './dynamic-dns-endpoints';
import { dynamicDnsHost } from './dynamic-dns-host';
import { dynamicDnsInSidecars } from './dynamic-dns-in-sidecars';
import { dynamicDnsProtocol } from './dynamic-dns-protocol';
import { dynamicDnsWaypoint } from './dynamic-dns-waypoint';
import { endpointLabels } from './endpoint-labels';
import { endpointPortUndeclared } from './endpoint-port-undeclared';
import { endpointWithNetworkOnly } from './endpoint-with-network-only';
import { exportTo } from './export-to';
import { hostSyntax } from './host-syntax';
import { meshInternal } from './mesh-internal';
import { noPorts } from './no-ports';
import { noneForConcreteHost } from './none-for-concrete-host';
import { noneTargetPort } from './none-target-port';
import { noneWithSelector } from './none-with-selector';
import { partialWildcard } from './partial-wildcard';
import { partialWildcardListener } from './partial-wildcard-listener';
import { plaintextOnTlsPort } from './plaintext-on-tls-port';
import { portCapture } from './port-capture';
import { portName } from './port-name';
import { protocol } from './protocol';
import { reservedPort } from './reserved-port';
import { selectorKey } from './selector-key';
import { selectorWithoutLabels } from './selector-without-labels';
import { severalHostsOneAddress } from './several-hosts-one-address';
import { severalHostsWithoutNames } from './several-hosts-without-names';
import { shortHost } from './short-host';
import { staticEndpointAddress } from './static-endpoint-address';
import { staticWithoutEndpoints } from './static-without-endpoints';
import { tcpWithoutAddress } from './tcp-without-address';
import { tcpWithoutAllocatedAddress } from './tcp-without-allocated-address';
import { tlsOnDatabasePort } from './tls-on-database-port';
import { tlsOnPlaintextPort } from './tls-on-plaintext-port';
import { trailingDot } from './trailing-dot';
import { udpPort } from './udp-port';
import { unixSocketSeveralPorts } from './unix-socket-several-ports';
import { upperCaseHost } from './upper-case-host';
import { virtualAddressWithoutDnsCapture } from './virtual-address-without-dns-capture';
import { wildcardAnyAddress } from './wildcard-any-address';
import type { MeshRule, ObjectRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** Rules that check one ServiceEntry, in the order of their findings. */
export const SERVICE_ENTRY_RULES: readonly ObjectRule[] = [
  selectorKey,
  selectorWithoutLabels,
  noneWithSelector,
  hostSyntax,
  partialWildcard,
  partialWildcardListener,
  addressSyntax,
  addressHostBits,
  portName,
  protocol,
  tcpWithoutAllocatedAddress,
  staticEndpointAddress,
  endpointWithNetworkOnly,
  unixSocketSeveralPorts,
  endpointPortUndeclared,
  endpointLabels,
  dnsWildcard,
  dnsEndpointAddress,
  addressWithSeveralHosts,
  severalHostsOneAddress,
  dynamicDnsHost,
  dynamicDnsAddresses,
  dynamicDnsEndpoints,
  dynamicDnsProtocol,
  dynamicDnsWaypoint,
  severalHostsWithoutNames,
  exportTo,
  upperCaseHost,
  trailingDot,
  shortHost,
  duplicateHost,
  coveredHost,
  duplicateAddress,
  plaintextOnTlsPort,
  tlsOnPlaintextPort,
  noneForConcreteHost,
  wildcardAnyAddress,
  staticWithoutEndpoints,
  noPorts,
  udpPort,
  clusterLocalHost,
  meshInternal,
  connectStrategy,
  noneTargetPort,
  dynamicDnsInSidecars,
];

/** Rules about ServiceEntries that depend on their clients. */
export const SERVICE_ENTRY_MESH_RULES: readonly MeshRule<MeshModel>[] = [
  tcpWithoutAddress,
  portCapture,
  tlsOnDatabasePort,
  reservedPort,
  virtualAddressWithoutDnsCapture,
];
