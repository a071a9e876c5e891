import type { DestinationRule } from './destination-rule';
import type { MergedRule } from './merged-rules';
import type { MeshModel } from './mesh-model';
import type { Service } from './service';
import { isRecord, JsonObject, listOf, recordOf, textOf } from '../base/json';
import type { Labels } from '../base/labels';
import { portNumberOf } from '../base/port-number';

/** Start of a `credentialName` that names a ConfigMap instead of a Secret. */
export const CONFIG_MAP_CREDENTIAL = 'configmap://';

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
  /** The Secret with the certificates, in the namespace of the proxy's pod, or a ConfigMap as `configmap://<name>`. */
  readonly credentialName?: string;
  readonly rule: DestinationRule;
}

/** What a rule says about TLS on a port: a field that is there and empty starts none. */
interface TlsPolicy {
  readonly tls: JsonObject | undefined;
  readonly open?: string;
  readonly rule: DestinationRule;
}

/** What a proxy does about TLS on the way to a port of a service, as a DestinationRule says. */
export interface ClientTls {
  readonly started?: StartedTls;
  /** The rule that says that nothing is started (`DISABLE`), also not what the mesh starts by itself. */
  readonly disabledBy?: DestinationRule;
  /** A setting that changes where the connection goes, or how, and is not modelled, with its rule. */
  readonly open?: { readonly setting: string; readonly rule: DestinationRule };
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
 * A rule that selects the client comes first. Rules that are merged have one policy, that of the oldest, and it counts as a whole.
 */
export function clientTlsFor(
  model: MeshModel,
  client: Sender,
  service: Service,
  port: number,
  subset: string | undefined,
): ClientTls[] {
  return model.destinationRules.mergedFor(service, client).map(merged => {
    if (!merged) { return {}; }
    const { policy: rule } = merged;
    const inherited = rule && policyAt(rule, recordOf(specOf(model, rule).trafficPolicy), port);
    const ofSubset = subset === undefined ? undefined : subsetPolicy(model, merged, subset, port);
    const policy = ofSubset && (ofSubset.replaces || ofSubset.tls !== undefined) ? ofSubset : inherited;
    const open = [ofSubset, inherited].find(each => each?.open !== undefined);
    return {
      ...policy ? clientTls(policy, client.isGateway || merged.selector !== undefined) : {},
      ...open ? { open: { setting: open.open!, rule: open.rule } } : {},
    };
  });
}

function specOf(model: MeshModel, rule: DestinationRule): JsonObject {
  return recordOf(model.objects[rule.ref.index]?.spec);
}

/** The settings of a port replace those of the policy together: one that has no `tls` starts none. */
function policyAt(rule: DestinationRule, policy: JsonObject, port: number): TlsPolicy {
  const settings = portSettings(policy, port) ?? policy;
  const { tls, tunnel, proxyProtocol, loadBalancer } = settings;
  const open = isRecord(tunnel) ? TUNNEL : isRecord(proxyProtocol) ? 'proxyProtocol' : recordOf(loadBalancer).simple === 'PASSTHROUGH' ? TO_DIALLED : undefined;
  return { rule, tls: isRecord(tls) ? tls : undefined, open };
}

/** A forward proxy takes the connections and sends them to their host. */
export const TUNNEL = 'tunnel';
/** The proxy dials the address that the client dials, whatever the endpoints are. */
export const TO_DIALLED = 'loadBalancer.simple PASSTHROUGH';

function portSettings(policy: JsonObject, port: number): JsonObject | undefined {
  return listOf(policy.portLevelSettings).map(recordOf).find(settings => portNumberOf(recordOf(settings.port).number) === port);
}

/** What a subset says; `replaces` if it has settings for the port, which count as a whole. */
function subsetPolicy(model: MeshModel, { subsets }: MergedRule, name: string, port: number): TlsPolicy & { replaces: boolean } | undefined {
  const rule = subsets.get(name)?.rule;
  if (!rule) { return undefined; }
  const policy = recordOf(listOf(specOf(model, rule).subsets).map(recordOf).find(each => textOf(each.name) === name)?.trafficPolicy);
  return { ...policyAt(rule, policy, port), replaces: portSettings(policy, port) !== undefined };
}

function clientTls(policy: TlsPolicy, mayUseSecrets: boolean): ClientTls {
  return textOf(policy.tls?.mode) === 'DISABLE' ? { disabledBy: policy.rule } : { started: started(policy, mayUseSecrets) };
}

/** A sidecar ignores the TLS settings of a rule that names a Secret, unless the rule selects workloads. A ConfigMap may be read by all. */
function started({ tls, rule }: TlsPolicy, mayUseSecrets: boolean): StartedTls | undefined {
  const mode = tls && textOf(tls.mode);
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL' && mode !== 'ISTIO_MUTUAL') { return undefined; }
  const credentialName = textOf(tls!.credentialName) || undefined;
  const isSecret = credentialName !== undefined && !credentialName.startsWith(CONFIG_MAP_CREDENTIAL);
  if (isSecret && !mayUseSecrets && mode !== 'ISTIO_MUTUAL') { return undefined; }
  return { mode, sni: textOf(tls!.sni) || undefined, credentialName, rule };
}
