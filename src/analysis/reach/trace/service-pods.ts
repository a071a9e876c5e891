import { end, End } from './hop';
import { podNamed } from './pod-names';
import { refusedBySidecars, Sent } from './server-sidecars';
import { selects } from '../../base/labels';
import { describeRef } from '../../base/object-ref';
import type { Subset } from '../../model/destination-rule';
import type { MeshModel } from '../../model/mesh-model';
import { podPortOf } from '../../model/pods/target-port';
import { portOf, Service } from '../../model/service';
import type { Client } from '../proxy/client';
import type { Connection } from '../proxy/outcome';

/**
 * The end of a connection that leaves its pod as the client opened it and reaches a Service of the cluster: on a port that the Service does not have, or without pods
 * behind it. Undefined for all other connections.
 */
export function outsideMesh(model: MeshModel, client: Client, connection: Connection): End | undefined {
  const service = serviceDialled(model, client, connection);
  return service && (undeclaredPort(service, connection.port) ?? withoutPods(model, service)
    ?? refusedBySidecars(model, service, { ...connection, sent: [PAST_SIDECAR] }));
}

const PAST_SIDECAR: Sent = {
  form: 'as it came', who: 'The client, past a sidecar of its own,', remedy: 'Let its sidecar have the connection, or set the mode of the server to PERMISSIVE.', because: [],
};

function serviceDialled(model: MeshModel, { namespace }: Client, { host, ip }: Connection): Service | undefined {
  const service = host === undefined ? undefined : model.kubernetesServiceNamed(host, namespace) ?? podNamed(model, host, namespace)?.service;
  return service && service.resolution !== 'ALIAS' && service.address === ip ? service : undefined;
}

/** The end of a connection to a port that a Service does not declare; undefined if it does. */
export function undeclaredPort(service: Service, port: number): End | undefined {
  if (portOf(service.ports, port)) { return undefined; }
  const name = describeRef(service.ref);
  return service.resolution === 'NONE'
    ? end('UNKNOWN', 'endpoint', `${name} does not declare port ${port}; whether its pods listen on it is not known.`, [name])
    : end('FAILS', 'endpoint', `Nothing answers on port ${port} of the address of ${name}, which does not declare it. Add the port to the Service.`, [name]);
}

/**
 * The end of a connection to a Service for which the objects have no pods, or none for its subset. Undefined if they have some, if the Service selects none, or if they
 * have no workloads of its namespace at all: what makes its pods then is not among them.
 */
export function withoutPods(model: MeshModel, service: Service, subset?: Subset): End | undefined {
  const { isKubernetes, selector, namespace, host, ref } = service;
  if (!isKubernetes || !selector || model.workloadsIn(namespace).length === 0) { return undefined; }
  const pods = model.workloadsOf(service);
  const name = describeRef(ref);
  if (pods.length === 0) {
    return end('UNKNOWN', 'endpoint', `${name} selects pods that no workload among the objects makes: without pods, nobody answers at ${host}. `
      + `Add the workload, or correct spec.selector of ${name}.`, [name]);
  }
  if (!subset || pods.some(({ labels }) => selects(subset.labels, labels))) { return undefined; }
  return end('UNKNOWN', 'endpoint', `No pods of ${name} that a workload among the objects makes have the labels of subset "${subset.name}": without others, nobody answers (503). `
    + 'Correct the labels of the subset, or those of the pods.', [name]);
}

/**
 * The end of a connection to a headless Service whose port is another one than that of its pods. DNS answers with the addresses of the pods, so clients reach the number
 * that they dial: nobody translates it. Undefined if the numbers are the same.
 */
export function untranslatedPort(model: MeshModel, service: Service, port: number): End | undefined {
  const { resolution, isKubernetes, ports, ref } = service;
  if (!isKubernetes || resolution !== 'NONE') { return undefined; }
  const targets = [portOf(ports, port)?.targetPort, ...model.workloadsOf(service).map(each => podPortOf(model, service, port, each))];
  const target = targets.find(number => number !== undefined && number !== port);
  if (target === undefined) { return undefined; }
  const name = describeRef(ref);
  return end('UNKNOWN', 'endpoint', `${name} is headless, so clients connect to port ${port} of the pods themselves, and its targetPort ${target} has no effect. `
    + `Whether the pods listen on ${port} too is not known. Give the port of the Service the number ${target}.`, [name]);
}
