import { MigrationDraft } from './draft';
import { annotationPath } from './step';
import { textOf } from '../base/json';
import { FEATURE_FLAG_PREFIX } from '../dynatrace/dynatrace-feature-flags';

/** Work by hand that both kinds of the legacy operator need. */
const TOKENS = 'the Secret must have the key apiToken with a token that has the scopes InstallerDownload and DataExport, and the key dataIngestToken for data that is sent to the cluster; paasToken is deprecated, remove it when apiToken has its scope';
const IMMUTABLE = 'images of OneAgent are always immutable now; remove it';
const INSTALLER = 'it is an installer image, which the current operator does not run; remove it, or set an image of the Dynatrace registry';
const UNUSED_VERSION = 'it had no effect without useImmutableImage; remove it, or set \'version\' of the mode';
const BAD_VERSION = 'the current operator accepts only versions such as 1.0.0.20240101-000000; set \'version\' of the mode';

/** A version that the webhook accepts. */
const VERSION = /^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.[0-9]{8}-[0-9]{6}$/;

/** Fields of OneAgent that are now fields of the mode. */
const ONE_AGENT_MOVES = ['args', 'env', 'labels', 'nodeSelector', 'tolerations', 'priorityClassName', 'dnsPolicy'];

const ONE_AGENT_REMOVALS: Readonly<Record<string, string>> = {
  disableAgentUpdate: 'updates of OneAgent are not a setting of the DynaKube; configure them in the Dynatrace environment, or set \'image\' of the mode',
  waitReadySeconds: 'the operator no longer waits between nodes; set \'rollingUpdate\' of the mode',
  serviceAccountName: 'OneAgent uses the service account of the operator\'s installation; remove it',
  webhookInjection: 'it was experimental; use the mode cloudNativeFullStack, which injects through the webhook and needs the CSI driver',
};

/** Turns a OneAgent of the legacy operator into a DynaKube with `classicFullStack`, which monitors nodes and their processes in the same way. */
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

/** Turns a OneAgentAPM into a DynaKube with `applicationMonitoring`. A OneAgentAPM injects into namespaces with a label of its name; the DynaKube selects this label. */
export function migrateOneAgentApm(draft: MigrationDraft): void {
  const mode = ['spec', 'oneAgent', 'applicationMonitoring'];
  draft.set([...mode, 'namespaceSelector'], { matchLabels: { 'oneagent.dynatrace.com/instance': textOf(draft.get(['metadata', 'name'])) ?? '' } });
  carryImage(draft, mode, 'codeModulesImage');
  draft.move(['spec', 'resources'], [...mode, 'initResources']);
  draft.drop(['spec', 'flavor'], 'the operator detects it from the image of each pod; set the pod annotation oneagent.dynatrace.com/flavor to override it');
  draft.note(['spec', 'tokens'], TOKENS);
  draft.note(
    ['metadata', 'name'],
    'pods of the selected namespaces may have the annotations oneagent.dynatrace.com/installer-url and oneagent.dynatrace.com/image, which the operator no longer reads; remove them, and restart the pods',
  );
}

/** An immutable image can still be used. An image that downloads the agent when it starts can't. */
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
