import { NAMESPACE_NAME } from '../analysis/base/labels';
import { ISTIOD_PORT } from '../analysis/model/pods/proxy-ports';
import { checkCidr } from '../core/network-values';

/** Where the DNS pods of a cluster are, and the port that they listen on. */
const DNS = { kubernetes: { namespace: 'kube-system', port: 53 }, openShift: { namespace: 'openshift-dns', port: 5353 } };

/**
 * The CIDRs in canonical form, in code-unit order.
 *
 * @throws if a text is not a CIDR, or there is none
 */
export function checkCidrs(texts: readonly string[]): string[] {
  if (texts.length === 0) { throw new Error('\'allowedCidrs\' must have at least one CIDR, got "[]": the gateway would have no way out; leave it out to write no NetworkPolicy'); }
  return [...new Set(texts.map(text => checkCidr('allowedCidrs', text, '203.0.113.0/24')))].sort();
}

/** The NetworkPolicy of the gateway's pods. */
export function networkPolicySpec(
  selector: { readonly [key: string]: string }, cidrs: readonly string[], openShift: boolean, rootNamespace: string,
): object {
  const dns = openShift ? DNS.openShift : DNS.kubernetes;
  return {
    podSelector: { matchLabels: { ...selector } },
    policyTypes: ['Egress'],
    egress: [
      { to: cidrs.map(cidr => ({ ipBlock: { cidr } })) },
      { to: [namespaceOf(dns.namespace)], ports: ['TCP', 'UDP'].map(protocol => ({ protocol, port: dns.port })) },
      { to: [{ ...namespaceOf(rootNamespace), podSelector: { matchLabels: { app: 'istiod' } } }], ports: [{ protocol: 'TCP', port: ISTIOD_PORT }] },
    ],
  };
}

function namespaceOf(name: string): object {
  return { namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: name } } };
}
