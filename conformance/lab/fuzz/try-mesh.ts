import { recordOf, textsOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { knownToZtunnelAt } from '../../../src/analysis/model/pods/ambient';
import { portOf } from '../../../src/analysis/model/service';
import { trace, TraceAnswer, TraceOutcome, TraceQuestion } from '../../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';
import type { TraceMesh } from '../../generators/trace/trace-mesh';
import { PUBLIC_NAMES } from '../../generators/trace/words';
import { isRight, outcomeOf } from '../connections/arrival';
import type { LabObservation } from '../mesh/lab-dial';
import type { Mesh } from '../mesh/mesh';
import { setUp } from '../scenarios/hop-scenario';

/** One connection: what `trace` predicts, and what the bytes did. */
export interface Tried {
  readonly question: TraceQuestion;
  readonly predicted: TraceAnswer;
  readonly happened: TraceOutcome;
  readonly observation: LabObservation;
}

/** Ports on which servers outside listen. They accept every form, and report one that they do not speak. */
const LISTENERS = [80, 443, 3128, 5432, 7777, 8080, 8443, 9000, 15000, 15001, 15006, 15021, 15090].map(port => ({ port }));

const NAMES = Object.fromEntries(Object.entries(PUBLIC_NAMES).map(([name, address]) => [name, [address]]));

/** What `trace` predicts for the connections of a mesh. */
export function predictionsFor({ objects, meshConfig, questions }: TraceMesh): TraceAnswer[] {
  const model = MeshModel.of(objects, meshSettingsOf(meshConfig));
  return questions.map(question => {
    const answer = trace(model, question);
    const { host = '', namespace } = question;
    // A Service of type ExternalName is another name of a host.
    const name = model.kubernetesServiceNamed(host, namespace)?.externalName ?? host;
    const isPublic = question.address === undefined && Object.hasOwn(PUBLIC_NAMES, name) && answer.hops.every(({ at }) => at !== 'dns');
    // The objects do not hold the answers of public DNS, so `trace` is told them.
    return isPublic ? trace(model, { ...question, address: PUBLIC_NAMES[name] }) : answer;
  });
}

/** Makes a mesh in the lab, tries its connections, and compares. */
export async function tryMesh(mesh: Mesh, generated: TraceMesh): Promise<Tried[]> {
  const workloads = await setUp(mesh, { ...generated, names: NAMES, listeners: LISTENERS, forms: generated.servers });
  const templates = workloads.map(({ template }) => template);
  const dials = generated.questions.map(({ namespace, labels, host, address, port, protocol, path }) => {
    const template = templates.find(each => each.namespace === namespace && each.labels.app === labels?.app);
    if (!template) { throw new Error(`no workload has the labels ${JSON.stringify(labels)}`); }
    return { template, host, address, port, protocol, path };
  });
  const observed = await mesh.dial(dials);
  const model = MeshModel.of(generated.objects, meshSettingsOf(generated.meshConfig));
  const domains = generated.objects.flatMap(servedDomains);
  return predictionsFor(generated).map((predicted, index) => {
    const question = generated.questions[index];
    const observation = observed[index];
    const happened = outcomeOf(question, observation, NAMES, { domains, passes: passedBy(model, question.namespace) });
    return { question, predicted, observation, happened };
  });
}

/** The names of the hosts for which a VirtualService, or an entry with addresses, says which servers serve them. */
function servedDomains({ kind, spec }: KubernetesObject): string[] {
  const { hosts, addresses } = recordOf(spec);
  return kind === 'VirtualService' || (kind === 'ServiceEntry' && addresses !== undefined) ? textsOf(hosts).filter(host => host.startsWith('*.')) : [];
}

/** Whether ztunnel passes a connection to an address on because an entry with resolution NONE declares the address and the port. */
function passedBy(model: MeshModel, namespace: string): (address: string, port: number) => boolean {
  return (address, port) => knownToZtunnelAt(model, address, namespace).some(({ resolution, ports }) => resolution === 'NONE' && portOf(ports, port) !== undefined);
}

/** The connections that did not end as predicted. */
export function differing(tried: readonly Tried[]): Tried[] {
  return tried.filter(({ predicted, happened }) => !isRight(predicted, happened));
}
