import { apiServer } from './api-server';
import { apiServerScheme } from './api-server-scheme';
import { automation } from './automation';
import { hostPatterns } from './host-patterns';
import { edgeConnectName } from './name';
import { oauthEndpoint } from './oauth-endpoint';
import { oauthHost } from './oauth-host';
import { serviceAccount } from './service-account';
import type { ObjectRule } from '../../../findings/rule';

/** Rules that check one EdgeConnect, in the order of their findings. */
export const EDGE_CONNECT_RULES: readonly ObjectRule[] = [
  apiServerScheme,
  apiServer,
  edgeConnectName,
  hostPatterns,
  serviceAccount,
  automation,
  oauthEndpoint,
  oauthHost,
];
