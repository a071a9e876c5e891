import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { loadCdk8sPlus } from './load-cdk8s-plus';
import { ONE_AGENT_OPERATOR_CRDS } from './one-agent-operator-crds';
import { OneAgentOperatorProps } from './one-agent-operator-props';
import { constrain, grant, operatorPermissions, webhookPermissions } from './one-agent-operator-rbac';
import { deploy, OperatorContainer } from './one-agent-operator-workloads';
import { quote } from '../../analysis/base/quote';
import { checkNamespaceName } from '../../core/check-name';
import { LEGACY_OPERATOR_ELSEWHERE, LEGACY_WEBHOOK_WITHOUT_CA } from '../../core/construct-rule';
import { ConstructFindings, MeshChecker } from '../../core/mesh-checker';
import { checkCall } from '../../core/signatures/check-call';
import { renderResources, ResourceRequirements } from '../pods/container';
import { ImagePullPolicy } from '../pods/image-ref';
import { withoutNamespace } from '../shared/api-object';
import { customResourcesBeside } from '../shared/custom-resources-beside';
import { objectName } from '../shared/object-name';
import { OperatorPlatform } from '../shared/operator-target';

const IMAGE = 'dynatrace/dynatrace-oneagent-operator:v0.10.2';

const RED_HAT = 'registry.connect.redhat.com';

const OPERATOR = 'dynatrace-oneagent-operator';
const OPERATOR_LABELS = { dynatrace: 'operator', operator: 'oneagent' };

const WEBHOOK = 'dynatrace-oneagent-webhook';
const WEBHOOK_LABELS = { 'dynatrace.com/operator': 'oneagent', 'internal.oneagent.dynatrace.com/component': 'webhook' };
const WEBHOOK_SELECTOR = { 'internal.oneagent.dynatrace.com/app': 'webhook', 'internal.oneagent.dynatrace.com/component': 'webhook' };
const WEBHOOK_PORT = 8443;

/** ServiceAccounts of the OneAgent pods, with privileges and without. */
const ONE_AGENT_ACCOUNTS = ['dynatrace-oneagent', 'dynatrace-oneagent-unprivileged'];

const RESOURCES: ResourceRequirements = { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '100m', memory: '256Mi' } };

const WEBHOOK_CONTAINERS: readonly OperatorContainer[] = [
  { name: 'webhook', command: 'webhook-server', port: WEBHOOK_PORT, metricsPort: 8383, scheme: 'HTTPS', startsWithin: 60 },
  { name: 'bootstrapper', command: 'webhook-bootstrapper', port: 9080, metricsPort: 8484, scheme: 'HTTP', startsWithin: 60 },
];

/**
 * Installs the legacy OneAgent Operator 0.10.2: its CRDs, ServiceAccounts and roles, the operator and its webhook; on OpenShift also its
 * SecurityContextConstraints. Most of these objects have fixed names, so a cluster can have only one.
 *
 * Use it only in clusters that still run that operator, which gets no fixes, not even security fixes.
 *
 * It does not create the namespace. It needs the package `cdk8s-plus-28`, an optional peer: `npm install cdk8s-plus-28`.
 *
 * @deprecated Dynatrace has not supported the OneAgent Operator since 1 April 2023. Use `DynatraceOperator`.
 * @see https://github.com/Dynatrace/dynatrace-oneagent-operator
 */
export class OneAgentOperator extends Construct {
  /** Namespace of the operator. */
  public readonly namespace: string;

  private readonly props: OneAgentOperatorProps;
  private readonly plus: typeof kplus;

  /**
   * @throws if a value is not valid, the namespace is not known, or the package `cdk8s-plus-28` is not installed
   */
  public constructor(scope: Construct, id: string, props: OneAgentOperatorProps = {}) {
    checkCall('OneAgentOperator', [scope, id, props]);
    super(scope, id);
    this.props = props;
    this.plus = loadCdk8sPlus('OneAgentOperator');
    this.namespace = this.findNamespace();
    checkCaBundle(props.webhookCaBundle);

    if (props.installCRD ?? true) { this.addCrds(); }
    ONE_AGENT_ACCOUNTS.forEach(name => this.addServiceAccount(this, name, name));
    this.addOperator();
    this.addWebhook();
    if (this.isOpenShift) { constrain(new Construct(this, 'SecurityContextConstraints'), this.namespace); }
    MeshChecker.of(this).addSource(this, () => this.findings());
  }

  private get isOpenShift(): boolean {
    return this.props.platform === OperatorPlatform.OPENSHIFT;
  }

  private findNamespace(): string {
    const namespace = this.props.namespace ?? Chart.of(this).namespace;
    if (namespace === undefined) {
      throw new Error(`the namespace of "${this.node.path}" is not known: pass 'namespace' to its chart or to the construct`);
    }
    checkNamespaceName('\'namespace\'', namespace);
    return namespace;
  }

  private addCrds(): void {
    for (const { name, spec } of ONE_AGENT_OPERATOR_CRDS) {
      withoutNamespace(new ApiObject(this, name, {
        apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name }, spec,
      }));
    }
  }

  private addOperator(): void {
    const oneAgentImage = this.props.oneAgentImage ?? (this.isOpenShift ? `${RED_HAT}/dynatrace/oneagent` : undefined);
    const scope = new Construct(this, 'Operator');
    const serviceAccount = this.addServiceAccount(scope, 'ServiceAccount', OPERATOR);
    const common = { name: OPERATOR, namespace: this.namespace, labels: OPERATOR_LABELS };
    grant(this.plus, scope, serviceAccount, { ...common, ...operatorPermissions(this.plus) });
    deploy(this.plus, scope, 'Deployment', {
      ...common,
      ...this.image(),
      serviceAccount,
      selector: { name: OPERATOR },
      containers: [{
        name: OPERATOR,
        command: 'operator',
        port: 10080,
        metricsPort: 8080,
        scheme: 'HTTP',
        startsWithin: 15,
        env: oneAgentImage === undefined ? undefined : { RELATED_IMAGE_DYNATRACE_ONEAGENT: oneAgentImage },
      }],
      sharesCertificates: false,
      resources: renderResources('operatorResources', this.props.operatorResources ?? RESOURCES),
    });
  }

  private addWebhook(): void {
    const scope = new Construct(this, 'Webhook');
    const serviceAccount = this.addServiceAccount(scope, 'ServiceAccount', WEBHOOK);
    const common = { name: WEBHOOK, namespace: this.namespace, labels: WEBHOOK_LABELS };
    grant(this.plus, scope, serviceAccount, { ...common, ...webhookPermissions(this.plus) });
    deploy(this.plus, scope, 'Deployment', {
      ...common,
      ...this.image(),
      serviceAccount,
      selector: WEBHOOK_SELECTOR,
      containers: WEBHOOK_CONTAINERS,
      sharesCertificates: true,
      resources: renderResources('webhookResources', this.props.webhookResources ?? RESOURCES),
    });
    const service = new this.plus.Service(scope, 'Service', {
      metadata: { name: WEBHOOK, namespace: this.namespace, labels: WEBHOOK_LABELS },
      // Istio reads the protocol from the name. The target is a number, because the other container has a port with the same name.
      ports: [{ name: 'https', port: 443, targetPort: WEBHOOK_PORT, protocol: this.plus.Protocol.TCP }],
    });
    Object.entries(WEBHOOK_SELECTOR).forEach(([key, value]) => service.selectLabel(key, value));
    ApiObject.of(service).addJsonPatch(JsonPatch.remove('/spec/externalIPs')); // the API server removes empty lists
    this.addWebhookConfiguration(scope);
  }

  private addWebhookConfiguration(scope: Construct): void {
    withoutNamespace(new ApiObject(scope, 'MutatingWebhookConfiguration', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name: WEBHOOK, labels: WEBHOOK_LABELS },
      webhooks: [{
        name: 'webhook.oneagent.dynatrace.com',
        rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: 'Namespaced' }],
        namespaceSelector: { matchExpressions: [{ key: 'oneagent.dynatrace.com/instance', operator: 'Exists' }] },
        clientConfig: {
          service: { name: WEBHOOK, namespace: this.namespace, path: '/inject' },
          caBundle: this.props.webhookCaBundle,
        },
        admissionReviewVersions: ['v1beta1', 'v1'],
        sideEffects: 'None',
        // The value that the operator sets, if it can. The default is `Fail`, and then no pod could start before the webhook is reachable.
        failurePolicy: 'Ignore',
      }],
    }));
  }

  private addServiceAccount(scope: Construct, id: string, name: string): kplus.ServiceAccount {
    const serviceAccount = new this.plus.ServiceAccount(scope, id, { metadata: { name, namespace: this.namespace }, automountToken: true });
    const names = this.props.imagePullSecrets ?? (this.isOpenShift ? ['redhat-connect', 'redhat-connect-sso'] : []);
    if (names.length > 0) {
      const secrets = [...names].sort().map(secret => ({ name: objectName('imagePullSecrets', 'Secret', secret) }));
      ApiObject.of(serviceAccount).addJsonPatch(JsonPatch.add('/imagePullSecrets', secrets)); // cdk8s-plus has no property for them
    }
    return serviceAccount;
  }

  private image() {
    const { image, imagePullPolicy = ImagePullPolicy.ALWAYS } = this.props;
    return { image: image ?? `${this.isOpenShift ? RED_HAT : 'docker.io'}/${IMAGE}`, imagePullPolicy };
  }

  private *findings(): ReturnType<ConstructFindings> {
    for (const { construct, name, object: { kind, metadata } } of customResourcesBeside(this, ['OneAgent', 'OneAgentAPM'])) {
      if (metadata?.namespace !== this.namespace) {
        yield {
          rule: LEGACY_OPERATOR_ELSEWHERE,
          related: [construct],
          message: `${name} must be in the namespace ${quote(this.namespace)} of the operator, which reads no other namespace; move it there`,
        };
      } else if (kind === 'OneAgentAPM' && this.props.webhookCaBundle === undefined) {
        yield {
          rule: LEGACY_WEBHOOK_WITHOUT_CA,
          related: [construct],
          message: `${name} has no effect on Kubernetes 1.22 and later, where the operator can't set the certificate authority of its webhook; set 'webhookCaBundle'`,
        };
      }
    }
  }
}

/** The message does not quote the value: it could be a private key. */
function checkCaBundle(caBundle: string | undefined): void {
  if (caBundle === undefined) { return; }
  const pem = /^[A-Za-z0-9+/]+=*$/.test(caBundle) ? Buffer.from(caBundle, 'base64').toString('latin1') : '';
  if (!pem.includes('-----BEGIN CERTIFICATE-----') || pem.includes('PRIVATE KEY')) {
    throw new Error('\'webhookCaBundle\' must be a certificate as PEM in base64, got something else; copy "ca.crt" from the data of the Secret "dynatrace-oneagent-webhook-certs"');
  }
}
