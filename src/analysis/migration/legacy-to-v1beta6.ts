import { MigrationDraft } from './draft';
import { annotationPath } from './step';
import { textOf } from '../base/json';
import { FEATURE_FLAG_PREFIX } from '../dynatrace/dynatrace-feature-flags';

/** What both kinds of the legacy operator need by hand. */
const TOKENS = 'the Secret must have the key apiToken with a token of the scopes InstallerDownload and DataExport, and dataIngestToken for what is sent to the cluster; paasToken is deprecated, leave it out once apiToken has its scope';
const IMMUTABLE = 'images of the agent are never changed while they run now; leave it out';
const INSTALLER = 'the image was one of an installer, which today\'s operator does not run; leave it out, or name an image of the Dynatrace registry';
const UNUSED_VERSION = 'it had no effect without useImmutableImage; leave it out, or set \'version\' of the mode';
const BAD_VERSION = 'today\'s operator takes versions such as 1.0.0.20240101-000000 only; set \'version\' of the mode';

/** A version as the webhook takes it. */
const VERSION = /^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.[0-9]{8}-[0-9]{6}$/;

/** Fields of OneAgent that are those of the mode today. */
const ONE_AGENT_MOVES = ['args', 'env', 'labels', 'nodeSelector', 'tolerations', 'priorityClassName', 'dnsPolicy'];

const ONE_AGENT_REMOVALS: Readonly<Record<string, string>> = {
  disableAgentUpdate: 'updates of OneAgent are not a setting of the DynaKube; set them in the Dynatrace environment, or pin \'image\' of the mode',
  waitReadySeconds: 'the operator no longer waits between nodes that way; set \'rollingUpdate\' of the mode',
  serviceAccountName: 'OneAgent runs with the service account of the operator\'s installation; leave it out',
  webhookInjection: 'it was an experiment; the mode cloudNativeFullStack injects through the webhook, and needs the CSI driver',
};

/** Makes a DynaKube of a OneAgent of the legacy operator: it saw nodes and all that runs on them, as `classicFullStack` does. */
export function migrateOneAgent(draft: MigrationDraft): void {
  const mode = ['spec', 'oneAgent', 'classicFullStack'];
  draft.set(mode, {});
  carryImage(draft, mode, 'image');
  for (const field of ONE_AGENT_MOVES) { draft.move(['spec', field], [...mode, field]); }
  draft.move(['spec', 'resources'], [...mode, 'oneAgentResources']);
  carryPrivilege(draft);
  for (const [field, reason] of Object.entries(ONE_AGENT_REMOVALS)) { draft.drop(['spec', field], reason); }
  draft.note(['spec', 'tokens'], TOKENS);
}

/** Makes a DynaKube of a OneAgentAPM: it got into the pods of namespaces with a label of its name, as `applicationMonitoring` does with a selector. */
export function migrateOneAgentApm(draft: MigrationDraft): void {
  const mode = ['spec', 'oneAgent', 'applicationMonitoring'];
  draft.set([...mode, 'namespaceSelector'], { matchLabels: { 'oneagent.dynatrace.com/instance': textOf(draft.get(['metadata', 'name'])) ?? '' } });
  carryImage(draft, mode, 'codeModulesImage');
  draft.move(['spec', 'resources'], [...mode, 'initResources']);
  draft.drop(['spec', 'flavor'], 'it is told by the image of each pod; set the pod annotation oneagent.dynatrace.com/flavor where it must be another one');
  draft.note(['spec', 'tokens'], TOKENS);
  draft.note(
    ['metadata', 'name'],
    'pods of the selected namespaces may have the annotations oneagent.dynatrace.com/installer-url and oneagent.dynatrace.com/image, which are no longer read; remove them, and restart the pods',
  );
}

/** An image that was pulled as it is can still be; one that downloaded the agent when it started can't. */
function carryImage(draft: MigrationDraft, mode: readonly string[], field: string): void {
  const isImmutable = draft.get(['spec', 'useImmutableImage']) === true;
  const version = textOf(draft.get(['spec', 'agentVersion'])) ?? '';
  if (isImmutable) {
    draft.move(['spec', 'image'], [...mode, field]);
    if (VERSION.test(version)) { draft.move(['spec', 'agentVersion'], [...mode, 'version']); }
  }
  draft.drop(['spec', 'image'], INSTALLER);
  draft.drop(['spec', 'agentVersion'], isImmutable ? BAD_VERSION : UNUSED_VERSION);
  draft.drop(['spec', 'useImmutableImage'], IMMUTABLE);
}

function carryPrivilege(draft: MigrationDraft): void {
  const field = ['spec', 'useUnprivilegedMode'];
  const isUnprivileged = draft.get(field);
  if (isUnprivileged === false) {
    const flag = annotationPath(`${FEATURE_FLAG_PREFIX}oneagent-privileged`);
    draft.set(flag, 'true');
    draft.absorb(field, flag);
  } else {
    draft.absorb(field);
  }
}
