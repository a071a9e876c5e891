import { Causes, reportAnswer } from './connection-answer';
import { ListedEgress, pictured } from './pictured';
import type { Prepared } from './prepared';
import { withoutTokens } from '../../analysis/base/quote';
import type { MeshEgress } from '../../analysis/egress/mesh-egress';
import { describeDestination } from '../../report/egress-report';
import type { PageData, PagedObject, SharedAnswer } from '../../report/page/page-data';

/** Everything that a page shows about workloads: why each connection arrives or fails, and the YAML of the objects that decide. */
export function pageData(prepared: Prepared, mesh: MeshEgress, listed: readonly ListedEgress[]): PageData {
  const causes = new Causes(prepared);
  const answers = new Map<string, { readonly index: number; readonly answer: SharedAnswer }>();
  const answerOf = listed.map(({ workload, destinations }) => destinations.map(destination => {
    const question = { workload, label: describeDestination(destination), asked: destination };
    const { from: _, ...answer } = reportAnswer(causes, mesh.model, question, mesh.trace(workload, destination));
    const key = JSON.stringify(answer);
    if (!answers.has(key)) { answers.set(key, { index: answers.size, answer }); }
    return answers.get(key)!.index;
  }));
  const shared = [...answers.values()].map(({ answer }) => answer);
  const workloads = listed.map(each => pictured(mesh, each));
  const names = [
    ...shared.flatMap(({ hops }) => hops.flatMap(({ because }) => because.map(({ name }) => name))),
    ...workloads.flatMap(({ sidecar, destinations }) => [...sidecar.split(' or '), ...destinations.map(({ via }) => via)]),
  ];
  return {
    egress: { workloads, notes: prepared.notes },
    answers: shared,
    answerOf,
    objects: Object.fromEntries([...new Set(names)].sort().flatMap((name): [string, PagedObject][] => {
      const object = pagedObject(causes, name);
      return object ? [[name, object]] : [];
    })),
  };
}

/** The YAML of an object, with tokens masked. */
export function pagedObject(causes: Causes, name: string): PagedObject | undefined {
  const loaded = causes.objectNamed(name);
  if (loaded === undefined) { return undefined; }
  const { text, line } = loaded.source.textOf(loaded.within);
  return { file: loaded.source.file, line, text: withoutTokens(text) };
}
