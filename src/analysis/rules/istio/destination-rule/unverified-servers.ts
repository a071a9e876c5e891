import { isGiven, originatesTls } from './client-tls';
import { isRecord } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { quote } from '../../../base/quote';
import { specOf } from '../../objects/destination-rule-spec';
import { fieldSites, Site } from '../../shared/site';

/** Messages about policies that start TLS without settings to verify servers. As in `istioctl analyze`, the trust store of the image doesn't count. */
export function unverifiedServers(object: KubernetesObject, policies: readonly Site[]): string[] {
  const { host, workloadSelector } = specOf(object);
  return policies.flatMap(policy => fieldSites(policy, 'tls'))
    .filter(({ value }) => originatesTls(value) && !isGiven(value.caCertificates) && !(isGiven(value.credentialName) && isRecord(workloadSelector)))
    .map(({ path }) => `'${path}.caCertificates' should define how the servers of ${quote(host)} are verified; set "system" for the trust store of the proxy`);
}
