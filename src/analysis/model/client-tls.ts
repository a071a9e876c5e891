import { compareAge, oldest } from './age';
import type { DestinationRule } from './destination-rules';
import type { MeshModel } from './mesh-model';
import type { Service } from './service';
import { isRecord, JsonObject, listOf, recordOf, textOf } from '../base/json';
import { Labels, selects } from '../base/labels';
import { portNumberOf } from '../base/port-number';

/** A proxy that sends a connection on. */
export interface Sender {
  readonly namespace: string;
  readonly labels: Labels;
  readonly isGateway: boolean;
}

/** TLS that a proxy starts, because a DestinationRule says so. */
export interface StartedTls {
  readonly mode: 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';
  /** The server name that the rule sets; undefined where the proxy chooses it. */
  readonly sni?: string;
  /** The Secret with the certificates, in the namespace of the proxy's pod. */
  readonly credentialName?: string;
  readonly rule: DestinationRule;
}

/** What a rule says about TLS on a port: a field that is there and empty starts none. */
interface TlsPolicy {
  readonly tls: JsonObject | undefined;
  readonly rule: DestinationRule;
}

/** What a proxy does about TLS on the way to a port of a service, as a DestinationRule says. */
export interface ClientTls {
  readonly started?: StartedTls;
  /** The rule that says that nothing is started (`DISABLE`), also not what the mesh starts by itself. */
  readonly disabledBy?: DestinationRule;
}

/**
 * The TLS that a proxy starts on the way to a port of a service: undefined for none, several where the unknown ages of rules decide.
 */
export function tlsStartedFor(...asked: Parameters<typeof clientTlsFor>): (StartedTls | undefined)[] {
  return clientTlsFor(...asked).map(tls => tls.started);
}

/**
 * What a proxy does about TLS on the way to a port of a service; several where the unknown ages of rules decide.
 *
 * If several rules without a workload selector are for a host, only the policy of the oldest counts, and it counts as a whole. A rule that selects the client comes first.
 */
export function clientTlsFor(
  model: MeshModel,
  client: Sender,
  service: Service,
  port: number,
  subset: string | undefined,
): ClientTls[] {
  const rules = model.destinationRules.for(service, client.namespace).sort(compareAge);
  const selecting = rules.filter(({ selector }) => selector && selects(selector, client.labels));
  const applying = selecting.length > 0 ? oldest(selecting) : rules.filter(({ selector }) => selector === undefined);
  const withPolicy = applying.filter(rule => isRecord(specOf(model, rule).trafficPolicy));
  const inherited: (TlsPolicy | undefined)[] = withPolicy.length > 0
    ? oldest(withPolicy).map(rule => ({ rule, tls: tlsAt(recordOf(specOf(model, rule).trafficPolicy), port) }))
    : [undefined];
  const ofSubset = subset === undefined ? undefined : subsetPolicy(model, applying, subset, port);
  const policies = ofSubset === undefined ? inherited : inherited.map(policy => ofSubset.replaces || ofSubset.tls !== undefined ? ofSubset : policy);
  return policies.map(policy => policy ? clientTls(policy, client.isGateway) : {});
}

function specOf(model: MeshModel, rule: DestinationRule): JsonObject {
  return recordOf(model.objects[rule.ref.index]?.spec);
}

/** The settings of a port replace those of the policy together: one that has no `tls` starts none. */
function tlsAt(policy: JsonObject, port: number): JsonObject | undefined {
  const ofPort = portSettings(policy, port);
  const tls = (ofPort ?? policy).tls;
  return isRecord(tls) ? tls : undefined;
}

function portSettings(policy: JsonObject, port: number): JsonObject | undefined {
  return listOf(policy.portLevelSettings).map(recordOf).find(settings => portNumberOf(recordOf(settings.port).number) === port);
}

/** What a subset says; `replaces` if it has settings for the port, which count as a whole. */
function subsetPolicy(
  model: MeshModel,
  rules: readonly DestinationRule[],
  name: string,
  port: number,
): TlsPolicy & { replaces: boolean } | undefined {
  for (const rule of rules) {
    const subset = listOf(specOf(model, rule).subsets).map(recordOf).find(each => textOf(each.name) === name);
    if (!subset) { continue; }
    const policy = recordOf(subset.trafficPolicy);
    return { rule, tls: tlsAt(policy, port), replaces: portSettings(policy, port) !== undefined };
  }
  return undefined;
}

function clientTls(policy: TlsPolicy, isGateway: boolean): ClientTls {
  return textOf(policy.tls?.mode) === 'DISABLE' ? { disabledBy: policy.rule } : { started: started(policy, isGateway) };
}

/** A sidecar ignores the TLS settings of a rule that names a Secret, unless the rule selects workloads. */
function started({ tls, rule }: TlsPolicy, isGateway: boolean): StartedTls | undefined {
  const mode = tls && textOf(tls.mode);
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL' && mode !== 'ISTIO_MUTUAL') { return undefined; }
  const credentialName = textOf(tls!.credentialName) || undefined;
  if (credentialName !== undefined && !isGateway && rule.selector === undefined) { return undefined; }
  return { mode, sni: textOf(tls!.sni) || undefined, credentialName, rule };
}
