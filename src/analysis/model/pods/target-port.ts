import { listOf, recordOf, textOf } from '../../base/json';
import { portNumberOf } from '../../base/port-number';
import type { MeshModel } from '../mesh-model';
import { portOf, Service } from '../service';
import { MeshWorkload, podSpecOf } from '../workload';

/** The port of pods to which a Service sends connections to one of its own. A `targetPort` can be the name of a port of their containers. */
export function podPortOf(model: MeshModel, service: Service, port: number, pods: MeshWorkload): number {
  const known = portOf(service.ports, port)?.targetPort;
  if (known !== undefined) { return known; }
  const declared = listOf(recordOf(model.objects[service.ref.index].spec).ports).map(recordOf).find(each => portNumberOf(each.port) === port);
  const name = textOf(declared?.targetPort);
  return (name === undefined ? undefined : containerPort(model, pods, name)) ?? port;
}

function containerPort(model: MeshModel, { ref }: MeshWorkload, name: string): number | undefined {
  const ports = listOf(podSpecOf(model.objects[ref.index]).containers).flatMap(container => listOf(recordOf(container).ports)).map(recordOf);
  return portNumberOf(ports.find(each => each.name === name)?.containerPort);
}
