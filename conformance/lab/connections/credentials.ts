import { listOf, recordOf, textOf, textsOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { isGatewayWorkload } from '../../../src/analysis/model/pods/sidecar-injection';
import { LAB_CREDENTIAL } from '../mesh/credential';

/**
 * The Secrets with certificates that DestinationRules and Gateways name, and that no object of a mesh is. Somebody else makes them in a cluster: an operator for an ExternalSecret, or a person.
 * Their data are the places in which the lab puts certificates of its own.
 *
 * A sidecar reads the Secret of a rule with a `workloadSelector` in the namespace of the rule, and a gateway reads those of other rules in its own namespace.
 */
export function missingSecrets(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const gateways = [...new Set(MeshModel.of(objects).workloads.filter(isGatewayWorkload).map(({ namespace }) => namespace))];
  const present = new Set(objects.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`));
  const named = objects.flatMap(object => credentialNames(object).flatMap(name => namespacesOf(object, gateways).map(namespace => `${namespace}/${name}`)));
  return [...new Set(named)].filter(name => !present.has(name)).sort().map(place => {
    const [namespace, name] = place.split('/');
    const data = { 'tls.crt': LAB_CREDENTIAL.certificate, 'tls.key': LAB_CREDENTIAL.key, 'ca.crt': LAB_CREDENTIAL.authority };
    return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, data } as KubernetesObject;
  });
}

function namespacesOf({ kind, metadata, spec }: KubernetesObject, gateways: readonly string[]): readonly string[] {
  return kind === 'DestinationRule' && recordOf(spec).workloadSelector !== undefined ? [metadata?.namespace ?? 'default'] : gateways;
}

function credentialNames({ kind, spec }: KubernetesObject): string[] {
  const { trafficPolicy, subsets, servers } = recordOf(spec);
  const tls = kind === 'DestinationRule'
    ? [trafficPolicy, ...listOf(subsets).map(subset => recordOf(subset).trafficPolicy)].map(recordOf)
      .flatMap(policy => [policy, ...listOf(policy.portLevelSettings).map(recordOf)]).map(settings => recordOf(settings.tls))
    : kind === 'Gateway' ? listOf(servers).map(server => recordOf(recordOf(server).tls)) : [];
  // Others are not Secrets: a ConfigMap, or what istio-agent reads from files.
  return tls.flatMap(({ credentialName, credentialNames: several }) => [textOf(credentialName) ?? '', ...textsOf(several)]).filter(name => name !== '' && !name.includes('://'));
}
