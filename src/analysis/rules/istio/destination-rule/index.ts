import { configMapCredential } from './config-map-credential';
import { conflictingPolicies } from './conflicting-policies';
import { connectionPool } from './connection-pool';
import { consistentHash } from './consistent-hash';
import { credentialWithFiles } from './credential-with-files';
import { deprecatedConsecutiveErrors } from './deprecated-consecutive-errors';
import { deprecatedRingSize } from './deprecated-ring-size';
import { doubleTls } from './double-tls';
import { duplicateSubset } from './duplicate-subset';
import { emptyPolicy } from './empty-policy';
import { exportTo } from './export-to';
import { failoverWithoutOutlierDetection } from './failover-without-outlier-detection';
import { hidesTls } from './hides-tls';
import { hostSyntax } from './host-syntax';
import { insecureSkipVerify } from './insecure-skip-verify';
import { localityLoadBalancing } from './locality-load-balancing';
import { mutualWithoutCertificate } from './mutual-without-certificate';
import { noServerVerification } from './no-server-verification';
import { noServerVerificationAtPort } from './no-server-verification-at-port';
import { offLookupPath } from './off-lookup-path';
import { outlierDetection } from './outlier-detection';
import { outlierDetectionOnDynamicDns } from './outlier-detection-on-dynamic-dns';
import { plaintextToStrict } from './plaintext-to-strict';
import { portLevelPortNumber } from './port-level-port-number';
import { portLevelWithoutPort } from './port-level-without-port';
import { selectorWithExport } from './selector-with-export';
import { selectorWithoutLabels } from './selector-without-labels';
import { sidecarCredential } from './sidecar-credential';
import { subsetLabels } from './subset-labels';
import { subsetName } from './subset-name';
import { subsetWithoutPods } from './subset-without-pods';
import { tlsToPlaintextPort } from './tls-to-plaintext-port';
import { tunnel } from './tunnel';
import { tunnelWithProxyProtocol } from './tunnel-with-proxy-protocol';
import { unknownHost } from './unknown-host';
import { warmup } from './warmup';
import type { MeshRule, ObjectRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** Rules that check one DestinationRule, in the order of their findings. */
export const DESTINATION_RULE_RULES: readonly ObjectRule[] = [
  hostSyntax,
  exportTo,
  selectorWithExport,
  selectorWithoutLabels,
  duplicateSubset,
  subsetName,
  subsetLabels,
  emptyPolicy,
  tunnelWithProxyProtocol,
  portLevelWithoutPort,
  portLevelPortNumber,
  insecureSkipVerify,
  credentialWithFiles,
  mutualWithoutCertificate,
  configMapCredential,
  sidecarCredential,
  noServerVerification,
  noServerVerificationAtPort,
  connectionPool,
  outlierDetection,
  deprecatedConsecutiveErrors,
  consistentHash,
  deprecatedRingSize,
  localityLoadBalancing,
  failoverWithoutOutlierDetection,
  warmup,
  tunnel,
];

/** Rules that compare DestinationRules with other objects. */
export const DESTINATION_RULE_MESH_RULES: readonly MeshRule<MeshModel>[] = [
  subsetWithoutPods,
  unknownHost,
  plaintextToStrict,
  conflictingPolicies,
  doubleTls,
  hidesTls,
  offLookupPath,
  outlierDetectionOnDynamicDns,
  tlsToPlaintextPort,
];
