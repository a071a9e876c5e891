import { fromZtunnel } from './ambient-leg';
import { Hop, TraceOutcome, Way } from './hop';
import { fromSidecar } from './sidecar-leg';
import { describeRef, describeRefs } from '../../base/object-ref';
import type { MeshModel } from '../../model/mesh-model';
import { explainBypass, explainRefusedPod } from '../explain/explain-others';
import { normalize, possibilitiesOf, Possibility, WHICH_ADDRESS } from '../possibilities';
import { captureFaults } from '../proxy/capture';
import type { Client } from '../proxy/client';
import type { Connection } from '../proxy/outcome';
import type { TraceQuestion } from '../question';
import { declaredAddresses, showAddress } from './addresses';
import { PodName, podNamed } from './pod-names';
import { outsideMesh } from './service-pods';
import { isServiceElsewhere, unmodelled } from './unmodelled';
import { isAmbient } from '../../model/pods/ambient';
import { DnsCapture, dnsCaptureOf } from '../../model/pods/dns-capture';
import { isGatewayPod } from '../../model/pods/sidecar-injection';

export type { Hop, Stage, TraceOutcome } from './hop';
export type { TraceQuestion } from '../question';

/** Whether a connection arrives, with the hops that it takes. */
export interface TraceAnswer {
  readonly outcome: TraceOutcome;
  /** The way as far as it goes; where it depends on something that the objects do not tell, the one that fails. */
  readonly hops: readonly Hop[];
  /** One paragraph for people: what happens, why, and what to change. */
  readonly explanation: string;
}

/**
 * Answers whether a connection arrives at the server that its client means: what DNS answers, whether the sidecar sees the connection, what the sidecar does with it,
 * who starts TLS, what a gateway does, and whether the server behind speaks what arrives.
 *
 * Where the objects leave something open that decides, or something is not modelled, the outcome is UNKNOWN, and the explanation names it.
 */
export function trace(model: MeshModel, question: TraceQuestion): TraceAnswer {
  const { namespace, labels = {}, annotations = {} } = question;
  const client = { namespace, labels };
  const asked = normalize(question);
  const { address: ip } = asked;
  const pod = ip === undefined ? podNamed(model, asked.host, namespace) : undefined;
  if (pod?.exists === false) { return answerOf('FAILS', [noSuchPod(asked.host!, pod)]); }
  if (question.ambient ?? (question.injected === false && isAmbient(model, { namespace, labels, annotations, hostNetwork: false }))) {
    return summarize(model, question, fromZtunnel(model, question, asked));
  }
  if (question.injected === false || isGatewayPod(annotations)) {
    return summarize(model, question, [withoutSidecar(model, client, { ...asked, ip })]);
  }
  const [fault] = captureFaults(annotations, model.settings.istioVersion);
  if (fault) {
    const { because, text } = explainRefusedPod(client, fault);
    return answerOf('FAILS', [{ at: 'capture', verdict: 'BLOCKED', because, text }]);
  }
  const capture = question.dnsCapture === undefined ? dnsCaptureOf(model, { namespace, labels, annotations })
    : { possible: [question.dnsCapture], contested: [] };
  const ways = joined(capture, capture.possible.map(dnsCapture => [
    ...possibilitiesOf(model, { ...question, dnsCapture }).flatMap(possibility => waysOf(model, possibility, ip === undefined)),
    ...ip === undefined && !dnsCapture ? waysByAddress(model, question, asked.host) : [],
  ]));
  const open = unmodelled(model, client);
  const answer = summarize(model, question, ways);
  return open === undefined ? answer : openAnswer(answer, open);
}

/** The ways of a connection with and without DNS capture. If they end in another way, the ProxyConfigs decide of which one turns it on. */
function joined({ contested }: DnsCapture, alternatives: readonly (readonly Way[])[]): Way[] {
  if (alternatives.length === 1) { return [...alternatives[0]]; }
  const endings = new Set(alternatives.map(ways => [...new Set(ways.map(({ outcome }) => outcome))].sort().join()));
  const dependsOn = `which of ${describeRefs(contested)} is the oldest, because only that one decides about DNS capture`;
  return alternatives.flatMap(ways => endings.size > 1 ? ways.map(way => ({ ...way, dependsOn })) : ways);
}

/** The way of a connection from a pod without a sidecar. */
function withoutSidecar(model: MeshModel, client: Client, connection: Connection): Way {
  const { host, ip } = connection;
  const { because, text } = explainBypass(client, connection, {});
  const hop: Hop = { at: 'capture', verdict: 'BYPASSED', because, text };
  const dialled = ip ?? (host === undefined ? undefined : model.kubernetesServiceNamed(host, client.namespace)?.address);
  const ending = outsideMesh(model, client, { ...connection, ip: dialled });
  return { outcome: ending?.outcome ?? 'ARRIVES', hops: [hop, ...ending?.hops ?? []], dependsOn: 'the pod' };
}

/** DNS of the cluster knows no pod with a name. */
function noSuchPod(host: string, { service, because }: PodName): Hop {
  const why = service.resolution === 'NONE' ? `no StatefulSet of headless ${describeRef(service.ref)} has a pod of that name`
    : `${describeRef(service.ref)} is not headless, so its pods have no names`;
  return { at: 'dns', because, text: `DNS of the cluster does not know ${host}: ${why}. Use ${service.host}, or the name of a pod that exists.` };
}

/** The ways that a connection takes from what may happen at the sidecar. */
function waysOf(model: MeshModel, possibility: Possibility, asksDns: boolean): Way[] {
  const { course, dependsOn } = possibility;
  if (!course) {
    const { because, text } = possibility.explain();
    return [{ outcome: 'UNKNOWN', hops: [{ at: 'sidecar', verdict: 'UNKNOWN', because, text: `The result depends on ${dependsOn}. ${text}` }], dependsOn }];
  }
  const dns = asksDns ? dnsHop(model, possibility) : undefined;
  return fromSidecar(course).map(ending => ({
    outcome: ending.outcome,
    hops: ending.hops[0]?.at === 'dns' || !dns ? ending.hops : [dns, ...ending.hops],
    dependsOn: ending.dependsOn ?? dependsOn,
  }));
}

/** The ways of a connection if public DNS answers with an address that entries declare for the host. */
function waysByAddress(model: MeshModel, question: TraceQuestion, host: string | undefined): Way[] {
  return declaredAddresses(model, host).flatMap(address => possibilitiesOf(model, { ...question, address, dnsCapture: false })
    .flatMap(possibility => waysOf(model, possibility, false))
    .map(way => ({ ...way, dependsOn: `whether DNS answers ${host} with ${address}` })));
}

/** What DNS answers the client; undefined if the client dials an address, or nothing is known of it. */
function dnsHop(model: MeshModel, { course }: Possibility): Hop | undefined {
  const { connection: { host, ip }, context } = course!;
  if (host === undefined || ip === undefined) { return undefined; }
  const services = model.servicesAt(ip);
  const who = context.dnsCapture ? 'DNS of the sidecar' : 'DNS of the cluster';
  const address = ip.startsWith('cluster-ip:') ? 'the address of the Service' : showAddress(ip);
  return { at: 'dns', because: [...new Set(services.map(({ ref }) => describeRef(ref)))], text: `${who} answers ${host} with ${address}.` };
}

function answerOf(outcome: TraceOutcome, hops: readonly Hop[]): TraceAnswer {
  return { outcome, hops, explanation: textOf(hops) };
}

/** The paragraph about a way, hop by hop. */
function textOf(hops: readonly Hop[]): string {
  return hops.map(({ text }) => text).join(' ');
}

/** One answer of all the ways that the connection may take. */
function summarize(model: MeshModel, question: TraceQuestion, ways: readonly Way[]): TraceAnswer {
  const outcomes = new Set(ways.map(({ outcome }) => outcome));
  const [first] = ways;
  if (outcomes.size === 1) {
    const answer = answerOf(first.outcome, first.hops);
    const isOpen = first.outcome !== 'UNKNOWN' && question.address === undefined && isServiceElsewhere(model, question.host, question.namespace);
    return isOpen ? openAnswer(answer, 'a Service that is not among the objects') : answer;
  }
  const worse = ways.find(({ outcome }) => outcome === 'FAILS') ?? ways.find(({ outcome }) => outcome === 'UNKNOWN')!;
  const better = ways.find(({ outcome }) => outcome !== worse.outcome)!;
  const dependsOn = better === first ? worse.dependsOn : better.dependsOn;
  return {
    outcome: 'UNKNOWN',
    hops: worse.hops,
    explanation: `Whether the connection arrives depends on ${dependsOn}. ${textOf(better.hops)} Or: ${textOf(worse.hops)}${remedyFor(dependsOn)}`,
  };
}

function remedyFor(dependsOn: string): string {
  return dependsOn === WHICH_ADDRESS ? ' Declare all ports of the host in one ServiceEntry.' : '';
}

function openAnswer({ hops, explanation }: TraceAnswer, open: string): TraceAnswer {
  return { outcome: 'UNKNOWN', hops, explanation: `Whether the connection arrives depends on ${open}. Without it: ${explanation}` };
}
