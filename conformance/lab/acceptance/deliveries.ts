import { App, Chart, Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { domain, label, labels, optional } from './kubernetes-values';
import {
  ArgoCd, ArgoCdApplication, ArgoCdApplicationProps, ArgoCdApplicationSet, ArgoCdApplicationSetProps, ArgoCdDifference, FluxDelivery,
  FluxKustomizationOptions, FluxSource,
} from '../../../src';

const NO_KEYS = { requiredKeys: [] };

const url = domain.map(host => `https://${host}/egress.git`);
const seconds = fc.integer({ min: 1, max: 10_000 }).map(amount => Duration.seconds(amount));

const application = {
  targetRevision: fc.constantFrom('HEAD', 'main', 'v1.2.0'),
  include: fc.constantFrom('*.yaml', '{*.yaml,*.yml}'),
  project: label,
  automated: fc.boolean(),
  prune: fc.boolean(),
  syncOptions: fc.constantFrom<string[]>([], ['ServerSideApply=true'], ['PruneLast=true', 'FailOnSharedResource=true']),
  cascadeDelete: fc.boolean(),
  ignoreDifferences: fc.constantFrom<ArgoCdDifference[]>([], [ArgoCdDifference.aksAdmissionsEnforcer()], [
    ArgoCdDifference.of({ group: 'apps', kind: 'Deployment', name: 'web', namespace: 'shop', jsonPointers: ['/spec/replicas'], managedFieldsManagers: ['hpa'] }),
  ]),
};

const applicationProps: fc.Arbitrary<ArgoCdApplicationProps> = fc.tuple(url, fc.record({
  ...application, destinationName: label, syncWave: fc.integer({ min: -9, max: 9 }),
}, NO_KEYS)).map(([repoUrl, rest]) => ({ repoUrl, path: 'dist', ...rest }));

const applicationSetProps: fc.Arbitrary<ArgoCdApplicationSetProps> = fc.tuple(
  url,
  fc.record({ ...application, namePrefix: label.map(name => `${name}-`) }, NO_KEYS),
  fc.uniqueArray(label, { minLength: 1, maxLength: 5 }),
  fc.boolean(),
  fc.boolean(),
).map(([repoUrl, rest, names, hasServers, hasStages]) => ({
  repoUrl,
  ...rest,
  clusters: names.map((name, index) => ({
    name,
    ...hasServers && index % 2 === 0 ? { destinationServer: `https://${name}.example.com:6443` } : {},
    ...hasStages ? { stage: index === 0 ? 'dev' : 'prod' } : {},
  })),
  rollout: hasStages ? ['dev', ...names.length > 1 ? ['prod'] : []] : undefined,
}));

const source: fc.Arbitrary<FluxSource> = fc.oneof(
  fc.tuple(url, fc.constantFrom({}, { branch: 'main' }, { tag: 'v1' }, { semver: '>=1.0.0' }), optional(label))
    .map(([repository, ref, secretRef]) => FluxSource.gitRepository({ url: repository, ...ref, secretRef })),
  fc.tuple(domain, fc.constantFrom({}, { tag: 'v1' }, { semver: '1.x' }, { digest: `sha256:${'0'.repeat(64)}` }), optional(label))
    .map(([host, ref, secretRef]) => FluxSource.ociRepository({ url: `oci://${host}/egress`, ...ref, secretRef })),
  fc.constant(FluxSource.existingGitRepository('flux-system')),
);

const kustomization: fc.Arbitrary<Omit<FluxKustomizationOptions, 'path'>> = fc.record({
  metadata: fc.record({ labels }),
  dependsOnNames: fc.constantFrom<string[]>([], ['istio'], ['istio', 'crds']),
  prune: fc.boolean(),
  wait: fc.boolean(),
  interval: seconds,
  retryInterval: seconds,
  timeout: seconds,
  serviceAccountName: label,
  substitute: fc.constant({ cluster: 'eu-prod-1' }),
}, NO_KEYS);

/** How the objects of an app are delivered. */
export interface DeliveryPart {
  readonly application?: ArgoCdApplicationProps;
  readonly applicationSet?: ArgoCdApplicationSetProps;
  readonly source: FluxSource;
  readonly kustomizations: readonly Omit<FluxKustomizationOptions, 'path'>[];
  readonly isOrdered: boolean;
}

/** Deliveries by Argo CD and Flux. */
export const delivery: fc.Arbitrary<DeliveryPart> = fc.record({
  application: optional(applicationProps),
  applicationSet: optional(applicationSetProps),
  source,
  kustomizations: fc.array(kustomization, { maxLength: 3 }),
  isOrdered: fc.boolean(),
});

/** Creates the objects of a delivery, in which each Kustomization depends on the one before. */
export function addDelivery(app: App, { application: one, applicationSet, source: from, kustomizations, isOrdered }: DeliveryPart): void {
  const chart = new Chart(app, 'delivery');
  if (one) { new ArgoCdApplication(chart, 'Application', one); }
  if (applicationSet) { new ArgoCdApplicationSet(chart, 'ApplicationSet', applicationSet); }
  const flux = new FluxDelivery(chart, 'Flux', { source: from });
  let before = undefined as ReturnType<typeof flux.addKustomization> | undefined;
  for (const [index, options] of kustomizations.entries()) {
    before = flux.addKustomization(`step-${index}`, { path: `dist/step-${index}`, ...options, dependsOn: before ? [before] : [] });
  }
  if (isOrdered) { ArgoCd.order(app); }
}
