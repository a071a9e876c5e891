import { MigrationDraft } from './draft';
import { HOST_MODES, Step } from './step';
import { isRecord, recordOf } from '../base/json';

export const v1beta5ToV1beta6: Step = {
  from: 'v1beta5',
  to: 'v1beta6',
  // The schema of v1beta5 is known as a whole, so that they are gone by now.
  arrivals: [],
  moves: [],
  removals: HOST_MODES.map(mode => ({
    field: `spec.oneAgent.${mode}.autoUpdate`,
    reason: 'updates of OneAgent are no longer a setting of the DynaKube; set them in the Dynatrace environment, or pin \'image\'',
  })),
  rewrite: draft => {
    // Presence was the meaning of `extensions`; now it is that of `prometheus`.
    if (isRecord(draft.get(['spec', 'extensions']))) { draft.set(['spec', 'extensions', 'prometheus'], {}); }
    nameCollectorImage(draft);
  },
};

/** What the operator takes by itself in v1beta5 must be written in v1beta6. */
function nameCollectorImage(draft: MigrationDraft): void {
  const spec = recordOf(draft.get(['spec']));
  const path = ['spec', 'templates', 'otelCollector', 'imageRef'];
  const { repository, tag, digest } = recordOf(draft.get(path));
  if (!isRecord(spec.extensions) && !isRecord(spec.telemetryIngest) || repository && (tag || digest)) { return; }
  for (const field of ['repository', 'tag', 'digest']) {
    draft.drop([...path, field], 'the image was not whole without repository and tag or digest, so the default was taken; complete it');
  }
  draft.note(path, 'the operator no longer takes an image by itself, the one that it took before is written; pin a version in place of "latest"');
  draft.set([...path, 'repository'], 'public.ecr.aws/dynatrace/dynatrace-otel-collector');
  draft.set([...path, 'tag'], 'latest');
}
