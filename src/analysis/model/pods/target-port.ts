import { groupKindOf } from '../../base/group-kind';
import { listOf, recordOf, textOf } from '../../base/json';
import { portNumberOf } from '../../base/port-number';
import type { MeshModel } from '../mesh-model';
import { podTemplatePath } from '../pod-template';
import { portOf, Service } from '../service';
import type { MeshWorkload } from '../workload';

/** The port of pods to which a Service sends connections to one of its own. A `targetPort` can be the name of a port of their containers. */
export function podPortOf(model: MeshModel, service: Service, port: number, pods: MeshWorkload): number {
  const known = portOf(service.ports, port)?.targetPort;
  if (known !== undefined) { return known; }
  const declared = listOf(recordOf(model.objects[service.ref.index].spec).ports).map(recordOf).find(each => portNumberOf(each.port) === port);
  const name = textOf(declared?.targetPort);
  return (name === undefined ? undefined : containerPort(model, pods, name)) ?? port;
}

function containerPort(model: MeshModel, { ref }: MeshWorkload, name: string): number | undefined {
  const object = model.objects[ref.index];
  const path = podTemplatePath(groupKindOf(object)) ?? [];
  const template = path.reduce<unknown>((value, key) => recordOf(value)[key], object);
  const ports = listOf(recordOf(recordOf(template).spec).containers).flatMap(container => listOf(recordOf(container).ports)).map(recordOf);
  return portNumberOf(ports.find(each => each.name === name)?.containerPort);
}
