import { describeRef } from '../../src/analysis/base/object-ref';
import { parseDestination } from '../../src/analysis/egress/destination';
import { MeshEgress } from '../../src/analysis/egress/mesh-egress';
import type { MeshWorkload } from '../../src/analysis/model/workload';
import { UNREADABLE } from '../../src/cli/input/input-problem';
import { Loader, TooMuch } from '../../src/cli/input/load-document';
import { answerOf, Causes, reportAnswer } from '../../src/cli/session/connection-answer';
import { findingsOf } from '../../src/cli/session/findings';
import { pagedObject } from '../../src/cli/session/page-data';
import { pictured, withFailing, withoutGateways } from '../../src/cli/session/pictured';
import { modelOf, type Prepared } from '../../src/cli/session/prepared';
import { meshSettings, SettingsRemedy } from '../../src/cli/settings/mesh-settings-of';
import type { ReportedFinding } from '../../src/report/check-report';
import { describeDestination, describeWorkload } from '../../src/report/egress-report';
import type { WhyReport } from '../../src/report/why';
import type { Source } from '../view/source';

/** What the texts of files mean. */
export interface Analysis extends Source {
  readonly findings: readonly ReportedFinding[];
  readonly objects: number;
  /** Names of the workloads. */
  readonly workloads: readonly string[];
  /**
   * Follows a connection.
   *
   * @throws if the destination is not one
   */
  ask(workload: string, destination: string): WhyReport;
}

/** A file, or what was pasted. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

const REMEDY: SettingsRemedy = { none: 'Paste the ConfigMap istio, or choose', several: 'remove all but one' };

/**
 * Checks texts, and finds out who may reach what.
 *
 * @param policy what happens to hosts that no object declares; empty if the texts say so
 * @throws if the settings of the mesh among the texts are wrong
 */
export function analyze(files: readonly TextFile[], policy: string): Analysis {
  const prepared = prepare(files, policy);
  const model = modelOf(prepared);
  const mesh = new MeshEgress(model);
  const causes = new Causes(prepared);
  const byName = new Map<string, MeshWorkload>(model.workloads.map(workload => [describeRef(workload.ref), workload]));
  const workloads = withoutGateways(mesh, mesh.of(model.workloads)).map(each => pictured(mesh, withFailing(mesh, each)));
  return {
    egress: { workloads, notes: prepared.notes },
    findings: findingsOf(prepared).findings,
    objects: prepared.objects.length,
    workloads: mesh.of(model.workloads).map(({ workload }) => describeRef(workload.ref)),
    answer: (pictureWorkload, destination) => {
      const workload = byName.get(describeWorkload(pictureWorkload))!;
      const question = { workload, label: describeDestination(destination), asked: destination };
      return reportAnswer(causes, model, question, mesh.trace(workload, destination as Parameters<MeshEgress['trace']>[1]));
    },
    object: name => pagedObject(causes, name),
    ask: (name, destination) => answerOf(prepared, model, byName.get(name)!, parseDestination(destination)),
  };
}

function prepare(files: readonly TextFile[], policy: string): Prepared {
  const loader = new Loader();
  for (const { name, text } of files) { loadInto(loader, name, text); }
  const { objects, problems } = loader;
  const input = { objects, problems, files: files.length };
  const file = { disabledRules: [], requirements: [] };
  const given = policy === '' ? undefined : { meshConfig: { outboundTrafficPolicy: { mode: policy } }, origin: 'the choice', field: [] };
  const { settings, notes } = meshSettings({}, file, input, given, REMEDY);
  return { input, file, objects: objects.map(({ object }) => object), settings, notes };
}

function loadInto(loader: Loader, name: string, text: string): void {
  try {
    loader.load(name, text);
  } catch (error) {
    if (!(error instanceof TooMuch)) { throw error; }
    loader.problems.push({ rule: UNREADABLE, file: name, message: error.message });
  }
}
