import { groupBy } from '../../base/group-by';
import { groupKindOf } from '../../base/group-kind';
import { isRecord } from '../../base/json';
import type { Labels } from '../../base/labels';
import { describeRef, describeRefs, refOf } from '../../base/object-ref';
import { quote, quoteAll } from '../../base/quote';
import { CONFIG_MAP_CREDENTIAL, Sender, StartedTls } from '../../model/client-tls';
import type { MeshModel } from '../../model/mesh-model';
import { rightToListSecrets } from '../../model/pods/secret-rights';
import { findSecret } from '../../model/secret';

/** Why it is not known that a proxy has the certificates that its rule names by a Secret; undefined if it has them, or needs none. */
export function missingCredential(model: MeshModel, sender: Sender, { mode, credentialName, rule }: StartedTls): string | undefined {
  if (credentialName === undefined) { return undefined; }
  const { namespace, isGateway } = sender;
  const proxy = isGateway ? 'gateway' : 'sidecar';
  const isConfigMap = credentialName.startsWith(CONFIG_MAP_CREDENTIAL);
  const kind = isConfigMap ? 'ConfigMap' : 'Secret';
  const name = isConfigMap ? credentialName.slice(CONFIG_MAP_CREDENTIAL.length) : credentialName;
  const effect = `without it the ${proxy} never sends the connection (503 NC)`;
  if (!exists(model, kind, namespace, name)) {
    return `${describeRef(rule.ref)} needs ${kind} ${namespace}/${name}, which is not among the objects: ${effect}. Create the ${kind} in the namespace of the proxy.`;
  }
  // istiod passes certificates of authorities to all pods of their namespace. The installation of a gateway includes the right to read keys.
  if (mode !== 'MUTUAL' || isConfigMap || isGateway) { return undefined; }
  const unbound = podsOf(model, sender).filter(({ serviceAccount }) => rightToListSecrets(model, namespace, serviceAccount) !== 'granted');
  if (unbound.length === 0) { return undefined; }
  const accounts = [...new Set(unbound.map(({ serviceAccount }) => serviceAccount))].sort();
  return `${describeRef(rule.ref)} needs the key in Secret ${namespace}/${name}, which istiod passes only to pods whose ServiceAccount may list the Secrets of the namespace, and no role `
    + `among the objects allows it to ${quoteAll(accounts)} of ${describeRefs(unbound.map(({ ref }) => ref))}: ${effect}. `
    + `Bind a Role with the verb ${quote('list')} for ${quote('secrets')} to the ServiceAccount, or name files of the proxy in the rule.`;
}

/** The pods that are known to be the sender: those that have its labels, and no others. */
function podsOf(model: MeshModel, { namespace, labels }: Sender) {
  return model.onceForAllOrders('workloads by their labels', () => groupBy(model.workloads, workload => labelsKey(workload.namespace, workload.labels)))
    .get(labelsKey(namespace, labels)) ?? [];
}

function labelsKey(namespace: string, labels: Labels): string {
  return JSON.stringify([namespace, ...Object.entries(labels).sort(([a], [b]) => a < b ? -1 : 1)]);
}

function exists(model: MeshModel, kind: 'ConfigMap' | 'Secret', namespace: string, name: string): boolean {
  return kind === 'Secret' ? findSecret(model, namespace, name) !== undefined : configMaps(model).has(`${namespace}/${name}`);
}

function configMaps(model: MeshModel): ReadonlySet<string> {
  return model.onceForAllOrders('names of ConfigMaps', () => new Set(model.objects.flatMap((object, index) => {
    if (!isRecord(object) || groupKindOf(object) !== 'ConfigMap') { return []; }
    const ref = refOf(object, index);
    return [`${ref.namespace}/${ref.name}`];
  })));
}
