import { isRecord, JsonObject, listOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { judgedPolicies } from '../../objects/destination-rule-spec';
import { fieldSites, Site } from '../../shared/site';

/** Where the certificates of clients come from if not from files. */
const FIELDS_OF_FILES = ['clientCertificate', 'privateKey', 'caCertificates', 'caCrl'] as const;

/** The TLS settings of all policies that istiod looks at. */
export function clientTls(object: KubernetesObject): Site[] {
  return judgedPolicies(object).flatMap(policy => fieldSites(policy, 'tls'));
}

/** Whether the proxy starts TLS with certificates that the rule names, or with none of its own. */
export function originatesTls(tls: unknown): boolean {
  return isRecord(tls) && (tls.mode === 'SIMPLE' || tls.mode === 'MUTUAL');
}

/** Whether a field holds a text that is not empty. */
export function isGiven(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The fields that name files. */
export function fileFields(tls: JsonObject): string[] {
  return FIELDS_OF_FILES.filter(field => isGiven(tls[field]));
}

/** Names by which servers are verified: by files, and by subject alternative names. */
export function verificationFields(tls: JsonObject): string[] {
  return [...isGiven(tls.caCertificates) ? ['caCertificates'] : [], ...listOf(tls.subjectAltNames).length > 0 ? ['subjectAltNames'] : []];
}
