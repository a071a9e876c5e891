import { MigrationDraft } from './draft';
import { HOST_MODES, Step } from './step';
import { isRecord, recordOf } from '../base/json';

export const v1beta5ToV1beta6: Step = {
  from: 'v1beta5',
  to: 'v1beta6',
  // The complete schema of v1beta5 is known, so unknown fields were removed before this step.
  addedFields: [],
  moves: [],
  removals: HOST_MODES.map(mode => ({
    field: `spec.oneAgent.${mode}.autoUpdate`,
    reason: 'updates of OneAgent are no longer a setting of the DynaKube; configure them in the Dynatrace environment, or set \'image\'',
  })),
  rewrite: draft => {
    // In v1beta5 the presence of `extensions` turns Prometheus extensions on; in v1beta6 it is the presence of `prometheus`.
    if (isRecord(draft.get(['spec', 'extensions']))) { draft.set(['spec', 'extensions', 'prometheus'], {}); }
    nameCollectorImage(draft);
  },
};

/** Writes the default image of the collector, which v1beta6 no longer has. */
function nameCollectorImage(draft: MigrationDraft): void {
  const spec = recordOf(draft.get(['spec']));
  const path = ['spec', 'templates', 'otelCollector', 'imageRef'];
  const { repository, tag, digest } = recordOf(draft.get(path));
  if (!isRecord(spec.extensions) && !isRecord(spec.telemetryIngest) || repository && (tag || digest)) { return; }
  for (const field of ['repository', 'tag', 'digest']) {
    draft.drop([...path, field], 'the image was incomplete without repository and tag or digest, so the operator used the default; complete it');
  }
  draft.note(path, 'the operator no longer has a default image, so the manifest has the previous default; replace "latest" with a version');
  draft.set([...path, 'repository'], 'public.ecr.aws/dynatrace/dynatrace-otel-collector');
  draft.set([...path, 'tag'], 'latest');
}
