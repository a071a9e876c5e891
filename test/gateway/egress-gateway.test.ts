import { App, Chart, Testing } from 'cdk8s';
import { EgressGateway, EgressGatewayAttributes, EgressGatewayProps, GatewayTls, Mesh, ServiceEntry, ServicePort } from '../../src';

interface Manifest { kind: string; metadata: { name: string; namespace?: string }; spec?: any; [field: string]: unknown }

function charts(): { egress: Chart; shop: Chart } {
  const app = new App();
  return { egress: new Chart(app, 'egress', { namespace: 'egress' }), shop: new Chart(app, 'shop', { namespace: 'shop' }) };
}

function synth(chart: Chart): Manifest[] {
  return Testing.synth(chart) as Manifest[];
}

function find(chart: Chart, kind: string): Manifest | undefined {
  return synth(chart).find(object => object.kind === kind);
}

describe('a gateway without props', () => {
  const { egress } = charts();
  new EgressGateway(egress, 'Gateway');
  const objects = synth(egress);

  test('is a Deployment, a ServiceAccount, a Service and a PodDisruptionBudget with one name', () => {
    expect(objects.map(({ kind, metadata }) => [kind, metadata])).toEqual(
      ['Deployment', 'ServiceAccount', 'Service', 'PodDisruptionBudget'].map(kind => [kind, { name: 'egress-gateway', namespace: 'egress' }]),
    );
  });

  test('has two pods that the injector makes a gateway, and that OneAgent leaves alone', () => {
    expect(objects[0].spec).toEqual({
      replicas: 2,
      selector: { matchLabels: { istio: 'egress-gateway' } },
      template: {
        metadata: {
          annotations: {
            'inject.istio.io/templates': 'gateway',
            'container.inject.dynatrace.com/istio-proxy': 'false',
            'proxy.istio.io/config': 'gatewayTopology:\n  forwardClientCertDetails: SANITIZE\n',
          },
          labels: { 'istio': 'egress-gateway', 'sidecar.istio.io/inject': 'true' },
        },
        spec: {
          serviceAccountName: 'egress-gateway',
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name: 'istio-proxy',
            image: 'auto',
            resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '1Gi' } },
            securityContext: {
              allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsUser: 1337, runAsGroup: 1337,
            },
          }],
          topologySpreadConstraints: [{
            maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { istio: 'egress-gateway' } },
          }],
        },
      },
    });
  });

  test('has a Service without ports of routes, and a budget of one pod', () => {
    expect(objects.slice(2).map(({ spec }) => spec)).toEqual([
      { type: 'ClusterIP', selector: { istio: 'egress-gateway' }, ports: [{ name: 'tcp-status', port: 15021, protocol: 'TCP', targetPort: 15021 }] },
      { maxUnavailable: 1, selector: { matchLabels: { istio: 'egress-gateway' } } },
    ]);
  });
});

describe('its props', () => {
  function deployment(props: EgressGatewayProps): any {
    const { egress } = charts();
    new EgressGateway(egress, 'Gateway', props);
    return find(egress, 'Deployment')!.spec;
  }

  test('set name, labels and resources', () => {
    const { egress } = charts();
    const gateway = new EgressGateway(egress, 'Gateway', {
      metadata: { name: 'out', namespace: 'gateways', labels: { team: 'mesh' } },
      selector: { gateway: 'out' },
      cpuRequest: '1',
      memoryRequest: '256Mi',
      memoryLimit: '512Mi',
      revision: '1-31',
    });
    expect(gateway.host).toBe('out.gateways.svc.cluster.local');
    expect(synth(egress).map(({ metadata }) => metadata)).toEqual(Array(4).fill({ name: 'out', namespace: 'gateways', labels: { team: 'mesh' } }));
    const { template } = find(egress, 'Deployment')!.spec;
    expect(template.metadata.labels).toEqual({ 'gateway': 'out', 'istio.io/rev': '1-31', 'sidecar.istio.io/inject': 'true' });
    expect(template.spec.containers[0].resources).toEqual({ requests: { cpu: '1', memory: '256Mi' }, limits: { memory: '512Mi' } });
  });

  test('leave the user of the pods to OpenShift', () => {
    const [{ securityContext }] = deployment({ openShift: true }).template.spec.containers;
    expect(securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true });
  });

  test('leave the number of pods to an autoscaler', () => {
    const { egress } = charts();
    new EgressGateway(egress, 'Gateway', { autoscaling: { maxReplicas: 5 } });
    expect(find(egress, 'Deployment')!.spec).not.toHaveProperty('replicas');
    expect(find(egress, 'HorizontalPodAutoscaler')!.spec).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'egress-gateway' },
      minReplicas: 2,
      maxReplicas: 5,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
    });
  });

  test('leave the budget out for one pod, which could never be drained', () => {
    const { egress } = charts();
    new EgressGateway(egress, 'Gateway', { replicas: 1 });
    expect(find(egress, 'PodDisruptionBudget')).toBeUndefined();
  });

  test.each<[EgressGatewayProps, string]>([
    [{ replicas: 2, autoscaling: { maxReplicas: 3 } }, '\'replicas\' and \'autoscaling\' can\'t be combined, got 2 replicas; set \'minReplicas\' instead'],
    [{ replicas: 0 }, '\'replicas\' must be a whole number from 1, got "0"'],
    [{ autoscaling: { minReplicas: 1.5, maxReplicas: 3 } }, '\'autoscaling.minReplicas\' must be a whole number from 1, got "1.5"'],
    [{ autoscaling: { maxReplicas: 1 } }, '\'maxReplicas\' must not be less than \'minReplicas\' (2), got "1"'],
    [{ selector: {} }, '\'selector\' must not be empty, got "{}"; set labels that only the gateway\'s pods have'],
  ])('%j is refused', (props, message) => {
    expect(() => deployment(props)).toThrow(message);
  });
});

test('a gateway may read Secrets only if a route needs one', () => {
  const { egress, shop } = charts();
  const gateway = new EgressGateway(egress, 'Gateway');
  const route = (host: string, tls: GatewayTls) => {
    new ServiceEntry(shop, host, { hosts: [host], ports: [ServicePort.http()] }).through(gateway, { originateTls: tls });
  };
  route('a.example', GatewayTls.simple());
  expect(find(egress, 'Role')).toBeUndefined();
  route('b.example', GatewayTls.mutual('client'));
  route('c.example', GatewayTls.simple({ caCredentialName: 'authority' }));
  expect(synth(egress).filter(({ kind }) => kind.startsWith('Role'))).toEqual([
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'egress-gateway', namespace: 'egress' },
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'egress-gateway', namespace: 'egress' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'egress-gateway' },
      subjects: [{ kind: 'ServiceAccount', name: 'egress-gateway', namespace: 'egress' }],
    },
  ]);
});

test('its Service has the ports of its routes, with target ports that need no rights', () => {
  const { egress, shop } = charts();
  const gateway = new EgressGateway(egress, 'Gateway');
  const entry = new ServiceEntry(shop, 'Api', { hosts: ['api.example'], ports: [ServicePort.https()] });
  entry.through(gateway);
  entry.addPort(ServicePort.tls(8443));
  new ServiceEntry(shop, 'Other', { hosts: ['other.example'], ports: [ServicePort.https(), ServicePort.http()] }).through(gateway);
  expect(find(egress, 'Service')!.spec.ports).toEqual([
    { name: 'tcp-status', port: 15021, protocol: 'TCP', targetPort: 15021 },
    { name: 'http2-80', port: 80, protocol: 'TCP', targetPort: 10080 },
    { name: 'tls-443', port: 443, protocol: 'TCP', targetPort: 10443 },
    { name: 'tls-8443', port: 8443, protocol: 'TCP', targetPort: 8443 },
  ]);
});

test('its target ports differ, also from the ports of other routes', () => {
  const { egress, shop } = charts();
  const gateway = new EgressGateway(egress, 'Gateway');
  new ServiceEntry(shop, 'Api', { hosts: ['api.example'], ports: [ServicePort.https(), ServicePort.https(10443)] }).through(gateway);
  expect(find(egress, 'Service')!.spec.ports.slice(1).map(({ port, targetPort }: any) => [port, targetPort])).toEqual([[443, 20443], [10443, 10443]]);
});

describe('a gateway of others', () => {
  test('is that of Istio\'s installation unless attributes are set', () => {
    const { egress } = charts();
    const gateway = EgressGateway.fromEgressGatewayAttributes(egress, 'Gateway', {});
    expect([gateway.namespace, gateway.name, gateway.host]).toEqual(['istio-system', 'istio-egressgateway', 'istio-egressgateway.istio-system.svc.cluster.local']);
    expect(synth(egress)).toEqual([]);
  });

  test('has a host in the domain of the cluster', () => {
    const { egress } = charts();
    new Mesh(egress, 'Mesh', { clusterDomain: 'corp.internal' });
    expect(EgressGateway.fromEgressGatewayAttributes(egress, 'Gateway', { namespace: 'egress', serviceName: 'out' }).host).toBe('out.egress.svc.corp.internal');
  });

  test('must have the ports of its routes', () => {
    const { egress, shop } = charts();
    const gateway = EgressGateway.fromEgressGatewayAttributes(egress, 'Gateway', { ports: [443] });
    new ServiceEntry(shop, 'Api', { hosts: ['api.example'], ports: [ServicePort.https(), ServicePort.tcp(5432)] }).through(gateway);
    expect(() => Testing.synth(egress)).toThrow('the Service "istio-egressgateway" of the egress gateway must have port 5432 for a route; add it to the Service, and to \'ports\'');
  });

  test.each<[EgressGatewayAttributes, string]>([
    [{ selector: {} }, '\'selector\' must not be empty, got "{}": it would select the sidecars of all pods; set the labels of the gateway\'s pods'],
    [{ selector: { 'no key': 'a' } }, '\'selector\' accepts keys of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, optionally prefixed with a DNS name and \'/\', got "no key"'],
    [{ selector: { istio: 'not a label' } }, '\'selector\' accepts values of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, got "not a label"'],
    [{ serviceName: 'Out' }, '\'serviceName\' must be the name of a Service (lower-case letters, digits and \'-\', 63 characters at most, a letter first), got "Out"'],
    [{ serviceName: 'out.side' }, '\'serviceName\' must be the name of a Service (lower-case letters, digits and \'-\', 63 characters at most, a letter first), got "out.side"'],
    [{ serviceName: '1out' }, '\'serviceName\' must be the name of a Service (lower-case letters, digits and \'-\', 63 characters at most, a letter first), got "1out"'],
    [{ namespace: 'a.b' }, '\'namespace\' must be'],
    [{ ports: [0] }, '\'ports\' must be'],
  ])('with %j is refused', (attributes, message) => {
    expect(() => EgressGateway.fromEgressGatewayAttributes(charts().egress, 'Gateway', attributes)).toThrow(message);
  });
});

describe('the NetworkPolicy of a gateway', () => {
  const pods = (name: string, labels?: object) => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } }, ...labels ? { podSelector: { matchLabels: labels } } : {},
  });

  test('is not written by default', () => {
    const { egress } = charts();
    new EgressGateway(egress, 'Gateway');

    expect(find(egress, 'NetworkPolicy')).toBeUndefined();
  });

  test('lets its pods out to the CIDRs, DNS and istiod', () => {
    const { egress } = charts();
    new EgressGateway(egress, 'Gateway', { allowedCidrs: ['::/0', '203.0.113.9/24', '203.0.113.0/24'] });

    expect(find(egress, 'NetworkPolicy')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'egress-gateway', namespace: 'egress' },
      spec: {
        podSelector: { matchLabels: { istio: 'egress-gateway' } },
        policyTypes: ['Egress'],
        egress: [
          { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }, { ipBlock: { cidr: '::/0' } }] },
          { to: [pods('kube-system')], ports: [{ protocol: 'TCP', port: 53 }, { protocol: 'UDP', port: 53 }] },
          { to: [pods('istio-system', { app: 'istiod' })], ports: [{ protocol: 'TCP', port: 15012 }] },
        ],
      },
    });
  });

  test('knows the DNS pods of OpenShift, and the root namespace of the mesh', () => {
    const { egress } = charts();
    new Mesh(egress, 'Mesh', { rootNamespace: 'mesh-root' });
    new EgressGateway(egress, 'Gateway', { allowedCidrs: ['0.0.0.0/0'], openShift: true });

    expect(find(egress, 'NetworkPolicy')?.spec.egress.slice(1)).toEqual([
      { to: [pods('openshift-dns')], ports: [{ protocol: 'TCP', port: 5353 }, { protocol: 'UDP', port: 5353 }] },
      { to: [pods('mesh-root', { app: 'istiod' })], ports: [{ protocol: 'TCP', port: 15012 }] },
    ]);
  });

  test.each([
    [[], '\'allowedCidrs\' must have at least one CIDR, got "[]": the gateway would have no way out; leave it out to write no NetworkPolicy'],
    [['203.0.113.9'], '\'allowedCidrs\' must be CIDRs, got "203.0.113.9"; did you mean "203.0.113.9/32"'],
    [['api.example.com'], '\'allowedCidrs\' must be CIDRs, got "api.example.com"; use the form "203.0.113.0/24"'],
  ])('refuses %j', (allowedCidrs, message) => {
    expect(() => new EgressGateway(charts().egress, 'Gateway', { allowedCidrs })).toThrow(new Error(message));
  });
});
