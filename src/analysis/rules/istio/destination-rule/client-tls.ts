import { isRecord, JsonObject, listOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { checkedPolicies } from '../../objects/destination-rule-spec';
import { fieldSites, Site } from '../../shared/site';

/** Fields that name files with certificates. */
const FILE_FIELDS = ['clientCertificate', 'privateKey', 'caCertificates', 'caCrl'] as const;

/** The TLS settings of all policies that istiod checks. */
export function clientTls(object: KubernetesObject): Site[] {
  return checkedPolicies(object).flatMap(policy => fieldSites(policy, 'tls'));
}

/** Whether the proxy starts TLS, with the client certificate that the rule names, or without one. */
export function originatesTls(tls: unknown): boolean {
  return isRecord(tls) && (tls.mode === 'SIMPLE' || tls.mode === 'MUTUAL');
}

/** Whether a field is a string that is not empty. */
export function isGiven(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The set fields that name files. */
export function fileFields(tls: JsonObject): string[] {
  return FILE_FIELDS.filter(field => isGiven(tls[field]));
}

/** The set fields that define how servers are verified: CA files and subject alternative names. */
export function verificationFields(tls: JsonObject): string[] {
  return [...isGiven(tls.caCertificates) ? ['caCertificates'] : [], ...listOf(tls.subjectAltNames).length > 0 ? ['subjectAltNames'] : []];
}
