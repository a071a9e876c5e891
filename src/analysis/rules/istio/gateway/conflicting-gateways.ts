import { groupBy } from '../../../base/group-by';
import { textOf, textsOf } from '../../../base/json';
import { Labels, labelsOf, selects } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule, Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { GATEWAY, portOf, serversOf } from '../../objects/gateway-spec';
import { MeshObject, objectsOf } from '../../objects/mesh-objects';
import { podsWith } from '../../objects/pods';

/** A host of a Gateway on a port. */
interface Served {
  readonly gateway: MeshObject;
  readonly selector: string;
  readonly path: string;
  readonly host: string;
  /** Equal for hosts that conflict if the same pods serve them. */
  readonly place: string;
  /** Whether other hosts are compared with it: only those of the last server of each port are. */
  readonly counts: boolean;
}

export const conflictingGateways: MeshRule<MeshModel> = {
  name: 'gateway/conflicting-gateways',
  severity: Severity.ERROR,
  upstream: 'IST0145',
  * check(model) {
    const served = objectsOf(model, GATEWAY[0]).flatMap(servedBy);
    const together = selectorsThatMeet(model);
    const byPlace = groupBy(served.filter(({ counts }) => counts), ({ selector, place }) => JSON.stringify([selector, place]));
    const reported = new Set<string>();
    for (const { gateway, selector, path, host, place } of served) {
      if (reported.has(`${gateway.ref.index} ${path}`)) { continue; }
      const meeting = [selector, ...together.get(selector) ?? []].flatMap(text => byPlace.get(JSON.stringify([text, place])) ?? []);
      const other = meeting.find(candidate => candidate.gateway.ref.index !== gateway.ref.index);
      if (!other) { continue; }
      reported.add(`${gateway.ref.index} ${path}`);
      yield violation(gateway, path, host, other);
    }
  },
};

function violation({ ref }: MeshObject, path: string, host: string, other: Served): Violation {
  const { namespace, name, index } = other.gateway.ref;
  return { object: ref.index, related: index, message: `'${path}.hosts' has the host ${quote(host)}, which Gateway "${namespace}/${name}" serves on the same port of the same pods; keep it in one of them` };
}

function servedBy(gateway: MeshObject): Served[] {
  const servers = serversOf(gateway.object);
  const lastOnPort = new Map(servers.map(server => [portOf(server).number, server.path]));
  return servers.flatMap(server => textsOf(server.value.hosts).map(host => ({
    gateway,
    selector: selectorText(gateway),
    path: server.path,
    host,
    place: JSON.stringify([portOf(server).number, textOf(server.value.bind) ?? '', host]),
    counts: lastOnPort.get(portOf(server).number) === server.path,
  })));
}

function selectorText({ spec }: MeshObject): string {
  return Object.entries(labelsOf(spec.selector)).map(([key, value]) => `${key}=${value}`).sort().join(',');
}

/** For each selector, the others that select some of its pods. Two selectors are compared only if the text of one contains that of the other, as in `istioctl analyze`. */
function selectorsThatMeet(model: MeshModel): Map<string, string[]> {
  const selectors = new Map(objectsOf(model, GATEWAY[0]).map(gateway => [selectorText(gateway), labelsOf(gateway.spec.selector)]));
  const meeting = new Map<string, string[]>();
  for (const [a, labels] of selectors) {
    const others = [...selectors].filter(([b, other]) => a !== b && (a.includes(b) || b.includes(a)) && haveCommonPods(model, labels, other));
    meeting.set(a, others.map(([b]) => b));
  }
  return meeting;
}

function haveCommonPods(model: MeshModel, a: Labels, b: Labels): boolean {
  return podsWith(model, { ...a, ...b }).some(pods => selects(a, pods.labels));
}
