import type { EgressGatewayProps } from './egress-gateway-props';
import type { PortPlan } from './route-plan';
import { SIDECAR_INJECT } from '../analysis/model/pods/sidecar-injection';

/** Port on which the proxy answers health checks. */
const STATUS_PORT = 15021;
/** Ports below this one need rights that the pods of the gateway do not have. */
const FIRST_UNPRIVILEGED_PORT = 1024;
/** What is added to such a port, until it is one that no route has. */
const OFFSET = 10_000;
/** The user of Istio's proxy image. */
const PROXY_USER = 1337;

/** The part of a pod template that makes pods a gateway: Istio's injector adds the proxy. */
export function proxyPodsOf(labels: { readonly [key: string]: string }): { metadata: object; spec: object } {
  const annotations = {
    'inject.istio.io/templates': 'gateway',
    // OneAgent's code modules can crash the proxy.
    'container.inject.dynatrace.com/istio-proxy': 'false',
    // Servers outside must not learn the identity and the certificate of the client.
    'proxy.istio.io/config': 'gatewayTopology:\n  forwardClientCertDetails: SANITIZE\n',
  };
  return {
    metadata: { annotations, labels: { ...labels, [SIDECAR_INJECT]: 'true' } },
    spec: { containers: [{ name: 'istio-proxy', image: 'auto' }] },
  };
}

/** The Deployment of the gateway. */
export function deploymentSpec(name: string, selector: { readonly [key: string]: string }, props: EgressGatewayProps): object {
  const { metadata } = proxyPodsOf({ ...selector, ...props.revision === undefined ? {} : { 'istio.io/rev': props.revision } });
  const user = props.openShift ? {} : { runAsUser: PROXY_USER, runAsGroup: PROXY_USER };
  return {
    // An autoscaler owns the number of replicas.
    replicas: props.autoscaling ? undefined : props.replicas ?? 2,
    selector: { matchLabels: { ...selector } },
    template: {
      metadata,
      spec: {
        serviceAccountName: name,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [{
          name: 'istio-proxy',
          image: 'auto',
          resources: {
            requests: { cpu: props.cpuRequest ?? '100m', memory: props.memoryRequest ?? '128Mi' },
            limits: { memory: props.memoryLimit ?? '1Gi' },
          },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, ...user },
        }],
        topologySpreadConstraints: [{
          maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { ...selector } },
        }],
      },
    },
  };
}

/** The Service of the gateway, with a port for each that routes need. */
export function serviceSpec(selector: { readonly [key: string]: string }, plans: readonly PortPlan[]): object {
  return {
    type: 'ClusterIP',
    selector: { ...selector },
    ports: [{ name: 'tcp-status', port: STATUS_PORT, protocol: 'TCP', targetPort: STATUS_PORT }, ...plans.map(plan => servicePort(plan, plans))],
  };
}

/** The name tells sidecars the protocol on the way to the gateway: requests need HTTP/2 for gRPC. */
function servicePort({ passage, gatewayPort }: PortPlan, all: readonly PortPlan[]): object {
  const prefix = { http: 'http2', tls: 'tls', tcp: 'tcp' }[passage];
  let targetPort = gatewayPort;
  const isTaken = () => targetPort !== gatewayPort && all.some(other => other.gatewayPort === targetPort);
  while (targetPort < FIRST_UNPRIVILEGED_PORT || isTaken()) { targetPort += OFFSET; }
  return { name: `${prefix}-${gatewayPort}`, port: gatewayPort, protocol: 'TCP', targetPort };
}
