import * as fc from 'fast-check';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Forms } from '../../lab/mesh/connection';
import { LAB_CREDENTIAL } from '../../lab/mesh/credential';
import { pick } from '../base/shapes';

/** The names that public DNS knows, with the address of each. */
export const PUBLIC_NAMES: Readonly<Record<string, string>> = {
  'api.ext.test': '203.0.113.7',
  'b.ext.test': '203.0.113.8',
  'x.ext.test': '203.0.113.9',
  'db.other.test': '203.0.113.20',
  'proxy.corp.test': '203.0.113.30',
  'unlisted.test': '203.0.113.40',
};

/** A server outside that has no name. */
export const NAMELESS_SERVER = '203.0.113.50';

export const HOST = pick([[6, 'api.ext.test'], [3, 'b.ext.test'], [2, 'db.other.test']]);

/** The namespace of the clients, one for shared objects, and the root namespace, where the gateway runs. */
export const CLIENTS = 'shop';
export const SHARED = 'egress';
export const ROOT = 'istio-system';

export const NAMESPACE = pick([[6, CLIENTS], [3, SHARED], [1, ROOT]]);

/** Ports of entries by what their clients speak. One port has one kind of server, so that entries of one host do not contradict each other. */
export const TLS_PORTS = [443, 8443] as const;
export const PLAIN_PORTS = [80, 8080] as const;
export const DATABASE_PORTS = [5432, 9000] as const;

/** What the servers speak on the ports where the number or all declarations tell it. Servers on other ports speak what comes. */
export const SERVERS: Forms = { 80: 'plain', 443: 'tls', 8443: 'tls' };

export const PORT: fc.Arbitrary<number> = pick([[9, 443], [2, 8443], [6, 80], [2, 8080], [3, 5432], [1, 9000]]);

/** The protocol that a client speaks to a server on a port. */
export function spokenAt(port: number): 'http' | 'https' | 'tcp' {
  if ((TLS_PORTS as readonly number[]).includes(port)) { return 'https'; }
  return (PLAIN_PORTS as readonly number[]).includes(port) ? 'http' : 'tcp';
}

/** An object of Istio's networking group. */
export function istio(kind: string, name: string, namespace: string, spec: object, labels?: Readonly<Record<string, string>>): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace, ...labels ? { labels } : {} }, spec };
}

/** `exportTo`, mostly absent. */
export const EXPORT_TO: fc.Arbitrary<string[] | undefined> = pick([
  [14, undefined], [2, ['*']], [2, ['.']], [1, [CLIENTS]], [1, ['.', CLIENTS]], [1, [ROOT]],
]);

/** The fields that have a value. */
export function defined(spec: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
}

/** The name of a Secret with certificates for TLS that a gateway starts. */
export const CREDENTIAL = 'origin-credential';

/** That Secret, in the namespace of the gateway. Without it, the gateway would wait for it. */
export const CREDENTIAL_SECRET: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: CREDENTIAL, namespace: ROOT },
  data: { 'tls.crt': LAB_CREDENTIAL.certificate, 'tls.key': LAB_CREDENTIAL.key, 'ca.crt': LAB_CREDENTIAL.authority },
} as KubernetesObject;
