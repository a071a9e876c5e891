import { bind } from './bind';
import { conflictingGateways } from './conflicting-gateways';
import { duplicateCertificate } from './duplicate-certificate';
import { hostSyntax } from './host-syntax';
import { invalidCredential } from './invalid-credential';
import { noHosts } from './no-hosts';
import { noServers } from './no-servers';
import { objectName } from './object-name';
import { portName } from './port-name';
import { portNotOnService } from './port-not-on-service';
import { portNumber } from './port-number';
import { portProtocol } from './port-protocol';
import { redirectWithoutHttp } from './redirect-without-http';
import { sameServerTwice } from './same-server-twice';
import { selectsNothing } from './selects-nothing';
import { serverTls } from './server-tls';
import { serverTlsSettings } from './server-tls-settings';
import { targetPort } from './target-port';
import { tlsOnPlaintextPort } from './tls-on-plaintext-port';
import { tlsRequired } from './tls-required';
import { unknownCredential } from './unknown-credential';
import type { MeshRule, ObjectRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** Rules that check one Gateway of Istio, in the order of their findings. */
export const GATEWAY_RULES: readonly ObjectRule[] = [
  objectName,
  noServers,
  noHosts,
  hostSyntax,
  portNumber,
  portProtocol,
  portName,
  targetPort,
  bind,
  tlsRequired,
  tlsOnPlaintextPort,
  serverTls,
  serverTlsSettings,
  redirectWithoutHttp,
  sameServerTwice,
];

/** Rules that compare Gateways of Istio with other objects. */
export const GATEWAY_MESH_RULES: readonly MeshRule<MeshModel>[] = [
  conflictingGateways,
  duplicateCertificate,
  portNotOnService,
  selectsNothing,
  unknownCredential,
  invalidCredential,
];
