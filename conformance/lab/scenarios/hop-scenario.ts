import { recordOf, textOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { describeRef, refOf } from '../../../src/analysis/base/object-ref';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { isAmbient } from '../../../src/analysis/model/pods/ambient';
import { mayHaveSidecar } from '../../../src/analysis/model/pods/sidecar-injection';
import { trace, TraceAnswer, TraceOutcome } from '../../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';
import type { AccessLogEntry } from '../mesh/access-log';
import type { Dial, Forms, Listener, Zone } from '../mesh/connection';
import { withCredential } from '../mesh/credential';
import type { LabObservation } from '../mesh/lab-dial';
import type { Mesh } from '../mesh/mesh';
import type { PodTemplate } from '../mesh/pod';
import { waypointsOf } from '../mesh/waypoints';

/** A connection that a scenario tries, and how it must end. */
export interface HopQuestion extends Dial {
  /** The workload, such as `Deployment shop/web`. */
  readonly from: string;
  /** Whether the server answers. */
  readonly outcome: TraceOutcome;
  /** What `trace` must predict: the outcome, unless it leaves it open. */
  readonly predicted?: TraceOutcome;
  /** What else must have happened: the way, as `describeWay` writes it. */
  readonly way: string;
}

/** A mesh whose connections have more than one hop, and the connections. */
export interface HopScenario {
  readonly name: string;
  readonly title: string;
  readonly objects: readonly KubernetesObject[];
  readonly meshConfig?: object;
  /** Names that public DNS has. */
  readonly names: Zone['addresses'];
  readonly listeners: readonly Listener[];
  /** What the servers speak, where they accept everything and report a form that they don't speak. */
  readonly forms?: Forms;
  /** Whether everything is tried once more without each object of Istio: that must be predicted, and change something. */
  readonly withoutEach?: boolean;
  readonly questions: readonly HopQuestion[];
}

/** A workload of objects, and the pod that it makes. */
export interface LabWorkload {
  readonly label: string;
  readonly template: PodTemplate;
}

/** The workloads among objects, as the injector would make their pods. */
export function workloadsOf(objects: readonly KubernetesObject[]): LabWorkload[] {
  const model = MeshModel.of(objects);
  return model.workloads.map(workload => {
    const { ref, namespace, labels, annotations } = workload;
    const owner = objects.find(({ kind, metadata }) => kind === ref.kind && metadata?.name === ref.name && metadata.namespace === ref.namespace);
    const subdomain = ref.kind === 'StatefulSet' ? textOf(recordOf(owner?.spec).serviceName) : undefined;
    return {
      label: describeRef(ref),
      template: {
        namespace,
        labels,
        annotations,
        injected: mayHaveSidecar(model, workload),
        ...isAmbient(model, workload) ? { ambient: true } : {},
        ...subdomain === undefined ? {} : { stableName: { hostname: `${ref.name}-0`, subdomain } },
      },
    };
  });
}

/** Makes the mesh of a scenario; returns once everything in it is up to date. */
export async function setUp(mesh: Mesh, scenario: Omit<HopScenario, 'name' | 'title' | 'questions'>): Promise<LabWorkload[]> {
  const { meshConfig = {}, names, listeners, forms } = scenario;
  const objects = withCredential(scenario.objects, mesh.credential);
  const waypoints = waypointsOf(objects);
  const workloads = workloadsOf(objects);
  const templates = [...workloads, ...waypoints].map(({ template }) => template);
  await mesh.prepareServers(listeners, { addresses: names, aliases: {} }, forms);
  await mesh.configure(meshConfig);
  await mesh.keepPods(templates);
  await mesh.apply([...objects, ...waypoints.map(({ service }) => service)]);
  for (const template of templates) { mesh.pod(template); }
  await mesh.settle();
  return workloads;
}

/** Runs a scenario, prints what happened, and returns the number of differences. */
export async function runHopScenario(mesh: Mesh, scenario: HopScenario): Promise<number> {
  const { complaints, observed } = await complaintsAbout(mesh, scenario);
  if (scenario.withoutEach) { complaints.push(...await complaintsWithoutEach(mesh, scenario, observed)); }
  for (const complaint of complaints) { console.log(`  ${complaint}`); }
  return complaints.length;
}

/** What `trace` predicts for the questions of a scenario. A client of a forward proxy opens a connection to the proxy. */
export function hopPredictions({ objects, meshConfig = {} }: HopScenario, workloads: readonly LabWorkload[]): (question: HopQuestion) => TraceAnswer {
  const model = MeshModel.of(objects, meshSettingsOf(meshConfig));
  return question => {
    const { proxy, ...dial } = dialOf(question);
    const { stableName: _stableName, ...template } = templateOf(workloads, question.from);
    return trace(model, { ...template, ...proxy ? { host: proxy.host, address: proxy.address, port: proxy.port, protocol: 'tcp' as const } : dial });
  };
}

function dialOf({ from: _from, outcome: _outcome, predicted: _predicted, way: _way, ...dial }: HopQuestion): Dial {
  return dial;
}

function templateOf(workloads: readonly LabWorkload[], from: string): PodTemplate {
  const found = workloads.find(({ label }) => label === from);
  if (!found) { throw new Error(`there is no ${from}`); }
  return found.template;
}

function describeQuestion({ from, protocol, host, address, port, proxy }: HopQuestion): string {
  return `${from} ${protocol}://${host ?? address}:${port}${proxy ? ` by ${proxy.mode}` : ''}`;
}

async function dialAll(mesh: Mesh, scenario: HopScenario): Promise<{ workloads: LabWorkload[]; observed: LabObservation[] }> {
  const workloads = await setUp(mesh, scenario);
  const observed = await mesh.dial(scenario.questions.map(question => ({ ...dialOf(question), template: templateOf(workloads, question.from) })));
  return { workloads, observed };
}

async function complaintsAbout(mesh: Mesh, scenario: HopScenario): Promise<{ complaints: string[]; observed: LabObservation[] }> {
  const { workloads, observed } = await dialAll(mesh, scenario);
  const predict = hopPredictions(scenario, workloads);
  console.log(`\n${scenario.name}: ${scenario.title}\n`);
  const complaints = scenario.questions.flatMap((question, index) => {
    const { outcome, predicted: foreseen = outcome, way } = question;
    const name = describeQuestion(question);
    const happened = observed[index];
    const predicted = predict(question);
    console.log(`${name}\n    ${describeWay(happened)}`);
    return [
      ...describeWay(happened) === way ? [] : [`${name} must go: ${way}\n    but: ${describeWay(happened)}\n    ${JSON.stringify(happened)}`],
      ...predicted.outcome === foreseen ? [] : [`${name} must be ${foreseen}, but the trace predicts ${predicted.outcome}: ${predicted.explanation}`],
      ...isServed(happened) === (outcome === 'ARRIVES') ? [] : [`${name} must be ${outcome}`],
    ];
  });
  return { complaints, observed };
}

/** Without an object of Istio, connections end as the trace predicts, and one of them goes another way, which the trace predicts too. */
async function complaintsWithoutEach(mesh: Mesh, scenario: HopScenario, before: readonly LabObservation[]): Promise<string[]> {
  const complaints: string[] = [];
  const predictBefore = hopPredictions(scenario, workloadsOf(scenario.objects));
  for (const [index, object] of scenario.objects.entries()) {
    if (!object.apiVersion?.startsWith('networking.istio.io/')) { continue; }
    const name = describeRef(refOf(object, index));
    const rest = { ...scenario, objects: scenario.objects.filter(other => other !== object) };
    const { workloads, observed } = await dialAll(mesh, rest);
    const predict = hopPredictions(rest, workloads);
    const changed = scenario.questions.filter((_, at) => describeWay(observed[at]) !== describeWay(before[at]));
    console.log(`without ${name}: ${changed.length} of ${observed.length} connections go another way`);
    if (changed.length === 0) { complaints.push(`without ${name} nothing changes`); }
    if (scenario.questions.every(question => predict(question).explanation === predictBefore(question).explanation)) {
      complaints.push(`without ${name} nothing changes in what the trace predicts`);
    }
    for (const [at, question] of scenario.questions.entries()) {
      const { outcome, explanation } = predict(question);
      if (outcome === 'UNKNOWN' || (outcome === 'ARRIVES') === isServed(observed[at])) { continue; }
      complaints.push(`without ${name}, ${describeQuestion(question)} goes ${describeWay(observed[at])}, but the trace predicts ${outcome}: ${explanation}`);
    }
  }
  return complaints;
}

/** Whether a server got what it speaks. */
function isServed({ received }: LabObservation): boolean {
  return received !== undefined && received.fault === undefined;
}

const VIRTUAL = /^(?:240\.240\.|\[?2001:2:)/;

/** The way of a connection in one line: what DNS answered, what the proxies matched, and what the server got. */
export function describeWay({ dns, sidecar, ztunnel, next, received, via, error }: LabObservation): string {
  const isVirtual = dns?.addresses.some(address => VIRTUAL.test(address));
  return [
    ...dns ? [isVirtual ? 'virtual address' : dns.addresses.length > 0 ? `${dns.aliases ? 'alias to ' : ''}address` : 'no address'] : [],
    ...sidecar ? [sidecar.cluster ?? 'no cluster'] : [],
    ...ztunnel ? [ztunnel.service === undefined ? 'ztunnel' : `ztunnel knows ${ztunnel.service}`] : [],
    ...next ? [`next${isMutual(next) ? ' by mutual TLS' : ''}: ${next.cluster ?? 'no cluster'}`] : [],
    ...via === undefined ? [] : ['forward proxy'],
    received ? `${received.server === 'outside' ? 'outside' : 'pod'} gets ${layers(received.tls)}${received.protocol}` : error ?? 'nothing',
  ].join(' > ');
}

/** Whether a proxy got a connection with the certificate of another one. */
function isMutual({ peer }: AccessLogEntry): boolean {
  return typeof peer === 'string' && peer !== '-';
}

function layers(tls: readonly { readonly mutual: boolean }[]): string {
  return tls.map(({ mutual }) => mutual ? 'mutual TLS with ' : 'TLS with ').join('');
}
