import { abortWithoutError } from './abort-without-error';
import { authoritySetTwice } from './authority-set-twice';
import { conflictingActions } from './conflicting-actions';
import { conflictingGatewayHosts } from './conflicting-gateway-hosts';
import { conflictingHosts } from './conflicting-hosts';
import { corsPolicy } from './cors-policy';
import { delegateFields } from './delegate-fields';
import { delegateWithAction } from './delegate-with-action';
import { deprecatedDelayPercent } from './deprecated-delay-percent';
import { deprecatedMirrorPercent } from './deprecated-mirror-percent';
import { destinationHost } from './destination-host';
import { destinationPort } from './destination-port';
import { destinationPortRequired } from './destination-port-required';
import { destinationSubset } from './destination-subset';
import { directResponse } from './direct-response';
import { exportTo } from './export-to';
import { faultInjection } from './fault-injection';
import { fullWildcard } from './full-wildcard';
import { gatewayName } from './gateway-name';
import { headerName } from './header-name';
import { headerValue } from './header-value';
import { hiddenFromGateway } from './hidden-from-gateway';
import { hostOutsideGateway } from './host-outside-gateway';
import { hostSyntax } from './host-syntax';
import { httpRoutesOnTlsPort } from './http-routes-on-tls-port';
import { ineffectiveMatch } from './ineffective-match';
import { internalGateway } from './internal-gateway';
import { jwtClaimWithoutAuthentication } from './jwt-claim-without-authentication';
import { jwtClaimWithoutGateway } from './jwt-claim-without-gateway';
import { matchHeader } from './match-header';
import { matchPort } from './match-port';
import { matchSource } from './match-source';
import { matchSubnet } from './match-subnet';
import { matchText } from './match-text';
import { mirrorPercentage } from './mirror-percentage';
import { noRoutes } from './no-routes';
import { noneBehindGateway } from './none-behind-gateway';
import { oldGatewayName } from './old-gateway-name';
import { overlappingHosts } from './overlapping-hosts';
import { partialWildcard } from './partial-wildcard';
import { plaintextToTlsPort } from './plaintext-to-tls-port';
import { redirect } from './redirect';
import { retries } from './retries';
import { rewrite } from './rewrite';
import { routeWithoutAction } from './route-without-action';
import { sameDestinationTwice } from './same-destination-twice';
import { singleDestinationWeight } from './single-destination-weight';
import { sniHostOutsideHosts } from './sni-host-outside-hosts';
import { sniHostSyntax } from './sni-host-syntax';
import { sniIpAddress } from './sni-ip-address';
import { subsetNotApplied } from './subset-not-applied';
import { subsetOffPath } from './subset-off-path';
import { timeout } from './timeout';
import { tlsMatch } from './tls-match';
import { tlsNarrowsWildcard } from './tls-narrows-wildcard';
import { unboundMatchGateway } from './unbound-match-gateway';
import { undeclaredMatchPort } from './undeclared-match-port';
import { unknownDestination } from './unknown-destination';
import { unknownGateway } from './unknown-gateway';
import { unknownSubset } from './unknown-subset';
import { unreachableRule } from './unreachable-rule';
import { unusedMatch } from './unused-match';
import { weight } from './weight';
import type { MeshRule, ObjectRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** Rules that check one VirtualService, in the order of their findings. */
export const VIRTUAL_SERVICE_RULES: readonly ObjectRule[] = [
  hostSyntax,
  partialWildcard,
  fullWildcard,
  overlappingHosts,
  delegateFields,
  gatewayName,
  oldGatewayName,
  exportTo,
  noRoutes,
  routeWithoutAction,
  conflictingActions,
  delegateWithAction,
  tlsMatch,
  sniHostSyntax,
  sniIpAddress,
  sniHostOutsideHosts,
  matchText,
  matchHeader,
  jwtClaimWithoutGateway,
  matchPort,
  matchSource,
  matchSubnet,
  unboundMatchGateway,
  unusedMatch,
  unreachableRule,
  ineffectiveMatch,
  destinationHost,
  destinationSubset,
  destinationPort,
  weight,
  singleDestinationWeight,
  sameDestinationTwice,
  headerName,
  headerValue,
  authoritySetTwice,
  redirect,
  rewrite,
  directResponse,
  retries,
  timeout,
  faultInjection,
  abortWithoutError,
  deprecatedDelayPercent,
  mirrorPercentage,
  deprecatedMirrorPercent,
  corsPolicy,
];

/** Rules that compare VirtualServices with other objects. */
export const VIRTUAL_SERVICE_MESH_RULES: readonly MeshRule<MeshModel>[] = [
  conflictingHosts,
  destinationPortRequired,
  hostOutsideGateway,
  internalGateway,
  subsetNotApplied,
  unknownDestination,
  unknownGateway,
  jwtClaimWithoutAuthentication,
  unknownSubset,
  conflictingGatewayHosts,
  hiddenFromGateway,
  noneBehindGateway,
  subsetOffPath,
  tlsNarrowsWildcard,
  httpRoutesOnTlsPort,
  plaintextToTlsPort,
  undeclaredMatchPort,
];
