import { Causes, reportAnswer } from './connection-answer';
import { ListedEgress, pictured } from './pictured';
import type { Prepared } from './prepared';
import { withoutTokens } from '../../analysis/base/quote';
import type { MeshEgress } from '../../analysis/egress/mesh-egress';
import { describeDestination } from '../../report/egress-report';
import type { PageData, PagedObject, SharedAnswer } from '../../report/page/page-data';
import type { ReportedCause, ReportedHop } from '../../report/why';

/** Everything that a page shows about workloads: why each connection arrives or fails, and the YAML of the objects that decide. */
export function pageData(prepared: Prepared, mesh: MeshEgress, listed: readonly ListedEgress[]): PageData {
  const causes = new Causes(prepared);
  const answers = new Map<string, { readonly index: number; readonly answer: SharedAnswer }>();
  const answerOf = listed.map(({ workload, destinations }) => destinations.map(destination => {
    const question = { workload, label: describeDestination(destination), asked: destination };
    const { from: _, ...report } = reportAnswer(causes, mesh.model, question, mesh.trace(workload, destination));
    const answer = { ...report, hops: report.hops.map(withoutLines) };
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

/** The page has the lines with the objects. */
function withoutLines(hop: ReportedHop): ReportedHop {
  const withoutLine = ({ place, ...cause }: ReportedCause): ReportedCause => {
    return place === undefined ? cause : { ...cause, place: { file: place.file, line: place.line } };
  };
  return { ...hop, because: hop.because.map(withoutLine) };
}

/** The longest line that a page shows. */
const MAX_LINE = 1000;

/** The YAML of an object, with tokens masked. */
export function pagedObject(causes: Causes, name: string): PagedObject | undefined {
  const loaded = causes.objectNamed(name);
  if (loaded === undefined) { return undefined; }
  const { file } = loaded.source;
  const { text, line } = loaded.source.textOf(loaded.within);
  // JSON can have everything in one line.
  return text.split('\n').some(each => each.length > MAX_LINE) ? { file, text: withoutTokens(JSON.stringify(loaded.object, undefined, 2)) }
    : { file, line, text: withoutTokens(text) };
}
