import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ResourcesSpec } from '../pods/container';
import { ImagePullPolicy } from '../pods/image-ref';

/** A container with the image of the operator. */
export interface OperatorContainer {
  readonly name: string;
  /** The command of the image. */
  readonly command: string;
  /** Port of the server, which also answers health checks. */
  readonly port: number;
  readonly metricsPort: number;
  readonly scheme: 'HTTP' | 'HTTPS';
  /** Seconds until the first health check. */
  readonly startsWithin: number;
  readonly env?: { readonly [name: string]: string };
}

/** A Deployment with the image of the operator. */
export interface OperatorDeployment {
  readonly name: string;
  readonly namespace: string;
  readonly serviceAccount: kplus.ServiceAccount;
  readonly labels: { readonly [key: string]: string };
  /** Labels by which the Deployment selects its pods. */
  readonly selector: { readonly [key: string]: string };
  readonly containers: readonly OperatorContainer[];
  /** Whether its containers share a folder with the certificates of the webhook. */
  readonly sharesCertificates: boolean;
  readonly image: string;
  readonly imagePullPolicy: ImagePullPolicy;
  readonly resources?: ResourcesSpec;
}

const CERTIFICATES = '/mnt/webhook-certs';

/** Architectures of the image. */
const ARCHITECTURES = ['amd64', 'arm64'];

/** Creates a Deployment with the image of the operator. */
export function deploy(plus: typeof kplus, scope: Construct, id: string, deployment: OperatorDeployment): kplus.Deployment {
  const { name, namespace, selector, serviceAccount } = deployment;
  const labels = { ...deployment.labels };
  const workload = new plus.Deployment(scope, id, {
    metadata: { name, namespace, labels },
    podMetadata: { labels: { ...labels, ...selector } },
    select: false, // the pods have the vendor's labels, and a selector is immutable
    replicas: 1,
    strategy: plus.DeploymentStrategy.recreate(),
    serviceAccount,
    automountServiceAccountToken: true, // the operator calls the API server
  });
  workload.select(plus.LabelSelector.of({ labels: { ...selector } }));
  workload.scheduling.attract(plus.Node.labeled(
    plus.NodeLabelQuery.in('kubernetes.io/arch', ARCHITECTURES), plus.NodeLabelQuery.is('kubernetes.io/os', 'linux'),
  ));

  const certificates = deployment.sharesCertificates ? plus.Volume.fromEmptyDir(workload, 'Certificates', 'certs-volume') : undefined;
  for (const container of deployment.containers) {
    const added = workload.addContainer(toContainer(plus, container, deployment));
    if (certificates) { added.mount(CERTIFICATES, certificates); }
  }

  const object = ApiObject.of(workload);
  object.addJsonPatch(JsonPatch.add('/spec/revisionHistoryLimit', 1));
  // cdk8s-plus does not accept quantities, only multiples of its own units.
  deployment.containers.forEach((_, index) => {
    if (deployment.resources) { object.addJsonPatch(JsonPatch.add(`/spec/template/spec/containers/${index}/resources`, deployment.resources)); }
  });
  return workload;
}

function toContainer(plus: typeof kplus, container: OperatorContainer, { image, imagePullPolicy }: OperatorDeployment): kplus.ContainerProps {
  const { EnvFieldPaths, EnvValue, Probe } = plus;
  const probe = Probe.fromHttpGet('/healthz', {
    port: container.port,
    scheme: container.scheme as kplus.ConnectionScheme,
    initialDelaySeconds: Duration.seconds(container.startsWithin),
    periodSeconds: Duration.seconds(10),
  });
  return {
    name: container.name,
    image,
    imagePullPolicy: imagePullPolicy as string as kplus.ImagePullPolicy,
    args: [container.command],
    envVariables: {
      POD_NAMESPACE: EnvValue.fromFieldRef(EnvFieldPaths.POD_NAMESPACE),
      POD_NAME: EnvValue.fromFieldRef(EnvFieldPaths.POD_NAME),
      ...Object.fromEntries(Object.entries(container.env ?? {}).map(([key, value]) => [key, EnvValue.fromValue(value)])),
    },
    ports: [{ name: 'metrics', number: container.metricsPort }, { name: 'server-port', number: container.port }],
    readiness: probe,
    liveness: probe,
    resources: {},
    // The image runs as user 1001, on OpenShift as any user. Its libraries can write files.
    securityContext: { ensureNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: false },
  };
}
