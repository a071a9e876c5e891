import type { Mesh } from './mesh';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

/** In the data of a Secret: the places of what the lab puts there, in base64. The authority is that of the servers outside. */
export const LAB_CREDENTIAL = { authority: 'bGFiOmF1dGhvcml0eQ==', certificate: 'bGFiOmNlcnRpZmljYXRl', key: 'bGFiOmtleTprZXk6a2V5' } as const;

/** The objects with the certificates of the lab in their Secrets. */
export function withCredential(objects: readonly KubernetesObject[], credential: Mesh['credential']): KubernetesObject[] {
  const fields = ['authority', 'certificate', 'key'] as const;
  const filled = fields.reduce((text, field) => text.replaceAll(LAB_CREDENTIAL[field], Buffer.from(credential[field]).toString('base64')), JSON.stringify(objects));
  return JSON.parse(filled) as KubernetesObject[];
}
