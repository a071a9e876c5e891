import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { AMBIENT_MESH_RULES } from '../ambient';
import { DESTINATION_RULE_MESH_RULES } from '../destination-rule';
import { GATEWAY_MESH_RULES } from '../gateway';
import { PEER_AUTHENTICATION_MESH_RULES } from '../peer-authentication';
import { PROXY_CONFIG_MESH_RULES } from '../proxy-config';
import { SERVICE_ENTRY_MESH_RULES } from '../service-entry';
import { TELEMETRY_MESH_RULES } from '../telemetry';
import { VIRTUAL_SERVICE_MESH_RULES } from '../virtual-service';
import { boundListener } from './bound-listener';
import { bypassedEntry } from './bypassed-entry';
import { conflictingProtocols } from './conflicting-protocols';
import { deadTcpEntry } from './dead-tcp-entry';
import { deprecatedEgressProxy } from './deprecated-egress-proxy';
import { dotlessHost } from './dotless-host';
import { gatewayNotInjected } from './gateway-not-injected';
import { hostInSeveralNamespaces } from './host-in-several-namespaces';
import { listenerHidesHosts } from './listener-hides-hosts';
import { listenerProtocol } from './listener-protocol';
import { listenerWithoutService } from './listener-without-service';
import { lostHttpRoute } from './lost-http-route';
import { mixedPort } from './mixed-port';
import { namespaceNotInjected } from './namespace-not-injected';
import { negativeCondition } from './negative-condition';
import { otherMeshConfig } from './other-mesh-config';
import { overlappingSidecars } from './overlapping-sidecars';
import { policyNotInherited } from './policy-not-inherited';
import { policySelectsGateway } from './policy-selects-gateway';
import { policySelectsNothing } from './policy-selects-nothing';
import { severalDefaultSidecars } from './several-default-sidecars';
import { severalInjectionLabels } from './several-injection-labels';
import { sharedAddress } from './shared-address';
import { sidecarCutsOff } from './sidecar-cuts-off';
import { sidecarImportsNothing } from './sidecar-imports-nothing';
import { sidecarInAmbient } from './sidecar-in-ambient';
import { sidecarSelectsNothing } from './sidecar-selects-nothing';
import { splitHost } from './split-host';
import { unimportedEntry } from './unimported-entry';
import { unimportedVirtualService } from './unimported-virtual-service';
import { unknownExportNamespace } from './unknown-export-namespace';
import { unmergedEntries } from './unmerged-entries';

/** Rules that compare Istio's objects with each other, in the order of their findings. */
export const ISTIO_MESH_RULES: readonly MeshRule<MeshModel>[] = [
  conflictingProtocols,
  negativeCondition,
  overlappingSidecars,
  severalDefaultSidecars,
  severalInjectionLabels,
  sidecarInAmbient,
  sidecarSelectsNothing,
  deadTcpEntry,
  gatewayNotInjected,
  hostInSeveralNamespaces,
  lostHttpRoute,
  mixedPort,
  namespaceNotInjected,
  sharedAddress,
  splitHost,
  unmergedEntries,
  bypassedEntry,
  boundListener,
  listenerHidesHosts,
  listenerProtocol,
  listenerWithoutService,
  policyNotInherited,
  otherMeshConfig,
  policySelectsNothing,
  policySelectsGateway,
  sidecarImportsNothing,
  sidecarCutsOff,
  unimportedEntry,
  unimportedVirtualService,
  unknownExportNamespace,
  deprecatedEgressProxy,
  dotlessHost,
  ...SERVICE_ENTRY_MESH_RULES,
  ...VIRTUAL_SERVICE_MESH_RULES,
  ...DESTINATION_RULE_MESH_RULES,
  ...GATEWAY_MESH_RULES,
  ...TELEMETRY_MESH_RULES,
  ...PEER_AUTHENTICATION_MESH_RULES,
  ...PROXY_CONFIG_MESH_RULES,
  ...AMBIENT_MESH_RULES,
];
