import { ApiObject, ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { operatorFindings } from './dynatrace-operator-findings';
import { DynatraceOperatorProps } from './dynatrace-operator-props';
import { renderValues } from './dynatrace-operator-values';
import { quote } from '../../analysis/base/quote';
import { NAMESPACE_INJECTION } from '../../analysis/model/pods/sidecar-injection';
import { OPERATOR_VERSIONS, OperatorVersion } from '../../analysis/settings/operator-version';
import { checkNamespaceName } from '../../core/check-name';
import { declareOperatorVersion } from '../../core/declared-operator-version';
import { renderLabels } from '../../core/labels';
import { MeshChecker } from '../../core/mesh-checker';
import { Resource } from '../../core/resource';
import { checkCall } from '../../core/signatures/check-call';
import { ChartDeliverer, ChartRelease, FilledInField } from '../delivery/helm-release';

const CHART = 'dynatrace-operator';

const DEFAULT_VERSION = '1.10.2';

/** It must never change, because selectors in the chart contain the name of the release. */
const RELEASE_NAME = 'dynatrace-operator';

const CA_BUNDLES: readonly FilledInField[] = [
  ...['dynakubes.dynatrace.com', 'edgeconnects.dynatrace.com'].map(name => ({
    group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition', name, jqPathExpression: '.spec.conversion.webhook.clientConfig.caBundle',
  })),
  ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].map(kind => ({
    group: 'admissionregistration.k8s.io', kind, name: 'dynatrace-webhook', jqPathExpression: '.webhooks[].clientConfig.caBundle',
  })),
];

/**
 * Installs the Dynatrace operator with the vendor's Helm chart, which Argo CD or Flux renders in the cluster.
 *
 * At synth, the DynaKubes and EdgeConnects of the app are checked for the version of the operator and its installed modules.
 *
 * They must be applied after the operator, because the chart installs their CRDs and the webhook that validates them. With Argo CD, they need the sync option
 * `SkipDryRunOnMissingResource=true` if they are in the same Application as the operator. With Flux, they must be in another Kustomization that depends on the
 * Kustomization of the operator.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/k8s-dto-helm
 *
 * @exampleMetadata fixture=app
 * @example
 * new DynatraceOperator(monitoring, 'Operator', {
 *   delivery: ChartDelivery.argoCd({ syncWave: -1 }),
 *   createNamespace: true,
 * });
 */
export class DynatraceOperator extends Resource {
  /** Namespace of the operator. */
  public readonly operatorNamespace: string;

  /** Version of the chart and the operator. */
  public readonly version: string;

  protected readonly apiObject: ApiObject;

  /**
   * @throws if a value is not valid, the version does not support it, `values` contradicts a property, or the namespace of the operator is not known
   */
  public constructor(scope: Construct, id: string, props: DynatraceOperatorProps) {
    checkCall('DynatraceOperator', [scope, id, props]);
    const deliverer = props.delivery._deliverer;
    const metadata = metadataOf(deliverer, props);
    super(scope, id, metadata);
    this.operatorNamespace = operatorNamespaceOf(this, props);
    this.version = props.version ?? DEFAULT_VERSION;
    const minor = minorOf(this.version);

    const values = renderValues(props, minor);
    const namespaceLabels = namespaceLabelsOf(props);
    const release: ChartRelease = {
      repository: repositoryOf(props.chartRepository ?? 'public.ecr.aws/dynatrace'),
      chart: CHART,
      version: this.version,
      releaseName: RELEASE_NAME,
      namespace: this.operatorNamespace,
      namespaceLabels,
      values,
      filledInFields: CA_BUNDLES,
    };
    const spec = deliverer.spec(release, metadata.name);
    this.apiObject = this._define(deliverer.gvk, metadata, () => spec);
    deliverer.addOthers(this, release, metadata);

    declareOperatorVersion(this.apiObject, minor);
    const installed = { namespace: this.operatorNamespace, version: this.version, values, deliverer };
    const checker = MeshChecker.of(this);
    checker.addSource(this, () => operatorFindings(this, installed));
    // Argo CD creates the namespace, so that it is not among the manifests.
    if (namespaceLabels) {
      const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: this.operatorNamespace, labels: namespaceLabels } };
      checker.addAssumedObjects(this, () => [namespace]);
    }
  }
}

function metadataOf({ metadata }: ChartDeliverer, props: DynatraceOperatorProps): ApiObjectMetadata & { readonly name: string } {
  const finalizers = [...metadata.finalizers ?? [], ...props.metadata?.finalizers ?? []];
  return {
    ...metadata,
    ...props.metadata,
    name: props.metadata?.name ?? CHART,
    annotations: { ...metadata.annotations, ...props.metadata?.annotations },
    finalizers: finalizers.length > 0 ? finalizers : undefined,
  };
}

function operatorNamespaceOf(operator: Construct, props: DynatraceOperatorProps): string {
  const namespace = props.operatorNamespace ?? Chart.of(operator).namespace;
  if (namespace === undefined) {
    throw new Error(`the namespace of the operator is not known: pass 'namespace' to the chart of "${operator.node.path}" or 'operatorNamespace' to the construct`);
  }
  return checkNamespaceName(props.operatorNamespace === undefined ? '\'namespace\'' : '\'operatorNamespace\'', namespace);
}

/** Only operators that support v1beta6, which this library writes, can be installed. */
function minorOf(version: string): OperatorVersion {
  const [, minor] = /^([0-9]+\.[0-9]+)\.[0-9]+(?:-[0-9A-Za-z.-]+)?$/.exec(version) ?? [];
  const known = OPERATOR_VERSIONS.find(one => one === minor);
  if (known === undefined) {
    throw new Error(`'version' must be an exact version of the chart from ${OPERATOR_VERSIONS[0]} to ${OPERATOR_VERSIONS.at(-1)}, such as "${DEFAULT_VERSION}", got ${quote(version)}`);
  }
  return known;
}

function repositoryOf(repository: string): string {
  if (!/^[A-Za-z0-9.-]+(?::[0-9]+)?(?:\/[a-z0-9._-]+)*$/.test(repository)) {
    throw new Error(`'chartRepository' must be a registry and a path without a scheme, such as "public.ecr.aws/dynatrace", got ${quote(repository)}`);
  }
  return repository;
}

function namespaceLabelsOf({ createNamespace = true, allowSidecars = false, namespaceLabels }: DynatraceOperatorProps): ChartRelease['namespaceLabels'] {
  const labels = renderLabels('namespaceLabels', namespaceLabels) ?? {};
  if (!createNamespace) {
    if (Object.keys(labels).length > 0) {
      throw new Error(`'namespaceLabels' needs 'createNamespace', got ${quote(labels)} without it; set the labels where the namespace is created`);
    }
    return undefined;
  }
  for (const [key, outside] of [[NAMESPACE_INJECTION, 'disabled'], ['istio.io/dataplane-mode', 'none'], ['istio.io/rev', undefined]] as const) {
    if (labels[key] !== undefined && labels[key] !== outside) {
      throw new Error(`'namespaceLabels' must not add the namespace of the operator to the mesh, which Dynatrace does not support, got ${quote(`${key}: ${labels[key]}`)}; leave it out`);
    }
  }
  if (!allowSidecars) { return { [NAMESPACE_INJECTION]: 'disabled', ...labels }; }
  if (labels[NAMESPACE_INJECTION] !== undefined) {
    throw new Error(`'namespaceLabels' must not have ${NAMESPACE_INJECTION} with 'allowSidecars', because no pod then gets a sidecar, got ${quote(`${NAMESPACE_INJECTION}: ${labels[NAMESPACE_INJECTION]}`)}; leave one of them out`);
  }
  return labels;
}
