import { end, End } from './hop';
import { extensionOf } from './unmodelled';
import { describeRef } from '../../base/object-ref';
import type { MeshModel } from '../../model/mesh-model';
import { isAmbient } from '../../model/pods/ambient';
import { authorizationOf } from '../../model/pods/authorization';
import { AcceptedTls, acceptedIn, acceptedTls, PeerTls } from '../../model/pods/peer-authentication';
import { mayHaveSidecar, sidecarInjectionOf } from '../../model/pods/sidecar-injection';
import { podPortOf } from '../../model/pods/target-port';
import { portOf, Service } from '../../model/service';
import type { MeshWorkload } from '../../model/workload';
import { ProtocolFamily } from '../../syntax/protocols';
import { inboundBypass } from '../proxy/capture';
import type { Connection } from '../proxy/outcome';

/** What reaches the pods of a Service: the bytes of the client as they are, TLS that a proxy has started, or the mutual TLS of the mesh. */
export interface Sent {
  readonly form: 'as it came' | 'TLS' | 'mutual';
  /** Who sends it so, as the subject of a sentence. */
  readonly who: string;
  /** What to change if a sidecar wants something else. */
  readonly remedy: string;
  readonly because: readonly string[];
  /** Why sidecars may take it nevertheless, as a sentence; undefined if they don't. */
  readonly exception?: string;
  /** What pods of the namespace accept then, unless a PeerAuthentication selects them; undefined if it does not matter. */
  readonly assumed?: AcceptedTls;
}

const REFUSED: Readonly<Record<Sent['form'], PeerTls>> = { 'as it came': 'STRICT', 'TLS': 'STRICT', 'mutual': 'DISABLE' };
const SHOWN: Readonly<Record<Sent['form'], string>> = { 'as it came': 'no mutual TLS', 'TLS': 'TLS without a certificate of the mesh', 'mutual': 'mutual TLS' };

/** What comes to a port of a Service: what the client opened, and how it is sent; undefined if each sidecar gets the mutual TLS that it accepts. */
export interface Coming {
  readonly port: number;
  readonly protocol: Connection['protocol'];
  readonly sent: Sent | undefined;
}

/** The end of a connection that the sidecars of a Service's pods refuse, or may refuse, if it is sent in one of several ways; undefined if they take it. */
export function refusedBySidecars(model: MeshModel, service: Service, { sent, ...coming }: Omit<Coming, 'sent'> & { readonly sent: readonly Coming['sent'][] }): End | undefined {
  const early = changedByExtension(model, service, coming.port) ?? refusedByPolicy(model, service, coming.port);
  if (early) { return early; }
  const ends = sent.map(each => refused(model, service, { ...coming, sent: each }));
  const worst = ends.find(found => found?.outcome === 'FAILS') ?? ends.find(found => found !== undefined);
  if (!worst || ends.every(found => found?.outcome === worst.outcome)) { return worst; }
  const doubt = whichIsOldest(acceptedIn(model, service.namespace));
  return { outcome: 'UNKNOWN', hops: worst.hops.map(hop => ({ ...hop, text: doubt === undefined ? hop.text : `${doubt} ${hop.text}` })) };
}

/** The end of a connection at sidecars whose configuration an object changes in a way that is not modelled. */
function changedByExtension(model: MeshModel, service: Service, port: number): End | undefined {
  if (!service.isKubernetes) { return undefined; }
  const seeing = model.workloadsOf(service).filter(each => mayHaveSidecar(model, each) && bypassOf(model, service, each, port) === undefined);
  const [found] = seeing.flatMap(({ ref, namespace, labels }) => {
    const extension = extensionOf(model, { namespace, labels });
    return extension === undefined ? [] : [{ extension, pods: describeRef(ref) }];
  });
  const text = (pods: string, extension: string) => `Whether ${pods} takes the connection depends on ${extension}, which changes the configuration of its sidecar.`;
  return found && end('UNKNOWN', 'endpoint', text(found.pods, found.extension), [found.extension]);
}

/** The end of a connection at pods that refuse it, or may refuse it, because an AuthorizationPolicy says so. */
function refusedByPolicy(model: MeshModel, service: Service, port: number): End | undefined {
  if (!service.isKubernetes) { return undefined; }
  const pods = model.workloadsOf(service);
  const asked = pods.filter(each => (mayHaveSidecar(model, each) && bypassOf(model, service, each, port) === undefined) || isAmbient(model, each))
    .map(each => ({ each, authorization: authorizationOf(model, each) }));
  const [first] = asked.filter(({ authorization }) => authorization.answer !== 'allowed');
  if (!first?.authorization.by) { return undefined; }
  const isCertain = asked.length === pods.length && asked.every(({ each, authorization }) => authorization.answer === 'denied' && (hasSidecar(model, each) || isAmbient(model, each)));
  return end(isCertain ? 'FAILS' : 'UNKNOWN', 'endpoint', policyText(describeRef(first.each.ref), describeRef(first.authorization.by), isCertain), [describeRef(first.authorization.by)]);
}

/** What an AuthorizationPolicy does with connections to pods. */
export function policyText(pods: string, policy: string, isCertain: boolean): string {
  return isCertain ? `${policy} denies all connections to ${pods}. Allow the client in a rule of an AuthorizationPolicy, or change its selector.`
    : `Whether ${pods} accepts the connection depends on ${policy}, whose rules are not evaluated.`;
}

function refused(model: MeshModel, service: Service, { port, protocol, sent }: Coming): End | undefined {
  if (!service.isKubernetes) { return undefined; }
  return pastSidecars(model, service, port, sent) ?? (sent && refusedTls(model, service, port, sent)) ?? notHttp(model, service, port, sent?.form === 'TLS' ? 'https' : protocol);
}

/** A sidecar reads requests on the ports that are declared for HTTP: whatever else comes there is closed, or answered with 400. */
function notHttp(model: MeshModel, service: Service, port: number, protocol: Connection['protocol']): End | undefined {
  const pods = model.workloadsOf(service);
  const reading = pods.filter(each => mayHaveSidecar(model, each) && bypassOf(model, service, each, port) === undefined);
  const [first] = reading;
  if (!first || protocol === 'http' || portOf(service.ports, port)?.family !== ProtocolFamily.HTTP) { return undefined; }
  const isCertain = reading.length === pods.length && reading.every(each => hasSidecar(model, each));
  const name = describeRef(service.ref);
  const text = `${name} declares port ${port} for HTTP, so the sidecars of ${describeRef(first.ref)} read requests there, and refuse ${protocol === 'https' ? 'TLS' : 'other bytes'}. `
    + `Declare the protocol of port ${port} in ${name}, such as ${protocol === 'https' ? 'https' : 'tcp'}, with appProtocol or the name of the port.`;
  return end(isCertain ? 'FAILS' : 'UNKNOWN', 'tls', isCertain ? text : `${WHICH_POD} ${text}`, [name, describeRef(first.ref)]);
}

/** Mutual TLS that comes to the application itself, because an annotation keeps the port from the sidecar of its pods: proxies don't know that. */
function pastSidecars(model: MeshModel, service: Service, port: number, sent: Sent | undefined): End | undefined {
  if (sent && sent.form !== 'mutual') { return undefined; }
  const pods = model.workloadsOf(service);
  const modes = (each: MeshWorkload) => acceptedTls(model, each, podPortOf(model, service, port, each)).map(({ mode }) => mode);
  const isMutual = (each: MeshWorkload) => sent !== undefined || modes(each).some(mode => mode !== 'DISABLE');
  const failing = pods.filter(each => mayHaveSidecar(model, each) && bypassOf(model, service, each, port) !== undefined && isMutual(each));
  const [first] = failing;
  if (!first) { return undefined; }
  const isCertain = failing.length === pods.length && failing.every(each => hasSidecar(model, each)
    && (sent !== undefined || modes(each).every(mode => mode !== 'DISABLE')));
  const name = describeRef(first.ref);
  const text = `Proxies send mutual TLS to ${service.host}:${port}, and annotation ${bypassOf(model, service, first, port)} of ${name} keeps port ${podPortOf(model, service, port, first)} from its sidecar: the application gets TLS that it `
    + 'does not expect. Remove the port from the annotation, or disable mutual TLS for it: portLevelMtls of a PeerAuthentication that selects the pods, and no tls.mode ISTIO_MUTUAL.';
  return end(isCertain ? 'FAILS' : 'UNKNOWN', 'tls', isCertain ? text : `${WHICH_POD} ${text}`, [...sent?.because ?? [], name]);
}

function bypassOf(model: MeshModel, service: Service, pods: MeshWorkload, port: number): string | undefined {
  return inboundBypass(pods.annotations, podPortOf(model, service, port, pods));
}

const WHICH_POD = 'It is not known which pod gets the connection, or whether it has a sidecar.';

function hasSidecar(model: MeshModel, pods: MeshWorkload): boolean {
  return sidecarInjectionOf(pods, model.namespaceLabels.get(pods.namespace)) === 'yes';
}

function refusedTls(model: MeshModel, service: Service, port: number, sent: Sent): End | undefined {
  const all = model.workloadsOf(service).flatMap(pods => accepted(model, pods, podPortOf(model, service, port, pods), sent.assumed)
    .map(policy => ({ pods, policy })));
  const refusing = all.filter(({ policy: { mode } }) => mode === REFUSED[sent.form]);
  const [first] = refusing;
  if (!first) { return undefined; }
  const text = refusal(first.pods, first.policy, `${service.host}:${port}`, sent);
  const because = [...sent.because, ...first.policy.by ? [describeRef(first.policy.by)] : [], describeRef(first.pods.ref)];
  const isCertain = refusing.length === all.length && refusing.every(({ pods }) => hasSidecar(model, pods)) && sent.exception === undefined;
  const doubt = sent.exception ?? whichIsOldest(all.filter(({ pods }) => pods === first.pods).map(({ policy }) => policy)) ?? WHICH_POD;
  return end(isCertain ? 'FAILS' : 'UNKNOWN', 'tls', isCertain ? text : `${doubt} ${text}`, because);
}

/** That the ages of PeerAuthentications are not known; undefined if there is only one result. */
function whichIsOldest(policies: readonly Pick<AcceptedTls, 'by'>[]): string | undefined {
  const names = policies.flatMap(({ by }) => by ? describeRef(by) : []);
  return policies.length > 1 ? `It is not known whether ${names.join(' or ')} is the oldest of its namespace.` : undefined;
}

/**
 * What a proxy sends to the pods of a Service if no DestinationRule says what it starts; undefined if it starts what each of their sidecars accepts. Two results if the
 * unknown ages of PeerAuthentications decide.
 *
 * Mutual TLS starts by itself, unless the mesh or the namespace of the Service turn it off, whatever single workloads say. For a headless Service, it is all pods or none:
 * none if one of them has no sidecar, and all even if the sidecars of some accept no mutual TLS.
 */
export function sentByItself(model: MeshModel, service: Service, proxy: string): (Sent | undefined)[] {
  if (model.settings.autoMtls === false) {
    return [{ form: 'as it came', who: proxy, remedy: 'Set enableAutoMtls of the mesh to true, or add a DestinationRule with tls.mode ISTIO_MUTUAL.', because: [] }];
  }
  return acceptedIn(model, service.namespace).map(assumed => {
    const { mode, by } = assumed;
    const sent = mode === 'DISABLE' && by ? disabledBy(describeRef(by), proxy) : startedFor(model, service, proxy);
    return sent && { ...sent, assumed };
  });
}

function disabledBy(by: string, proxy: string): Sent {
  return { form: 'as it came', who: `${proxy} (${by} disables what it starts by itself)`, remedy: `Set the mode of ${by} to PERMISSIVE.`, because: [by] };
}

function startedFor(model: MeshModel, service: Service, proxy: string): Sent | undefined {
  if (service.resolution !== 'NONE') { return undefined; }
  const bare = model.workloadsOf(service).find(pods => !mayHaveSidecar(model, pods));
  const remedy = `${describeRef(service.ref)} is headless, so proxies send the same to all of its pods: give all of them a sidecar, with the same mode.`;
  return { form: bare ? 'as it came' : 'mutual', who: proxy, remedy, because: [] };
}

/** What the sidecars of pods accept; undefined modes are those of pods without one, or whose port it does not see. */
function accepted(model: MeshModel, pods: MeshWorkload, port: number, assumed?: AcceptedTls): { readonly mode?: PeerTls; readonly by?: AcceptedTls['by'] }[] {
  const isBare = sidecarInjectionOf(pods, model.namespaceLabels.get(pods.namespace)) === 'no' || inboundBypass(pods.annotations, port) !== undefined;
  return isBare ? [{}] : acceptedTls(model, pods, port, assumed);
}

function refusal(pods: MeshWorkload, { by }: Pick<AcceptedTls, 'by'>, at: string, { form, who, remedy }: Sent): string {
  const accepts = form === 'mutual' ? 'accept no mutual TLS' : 'accept mutual TLS only';
  return `${who} sends ${SHOWN[form]} to ${at}, and the sidecars of ${describeRef(pods.ref)} ${accepts}${by ? ` (${describeRef(by)})` : ''}: they close the connection. ${remedy}`;
}
