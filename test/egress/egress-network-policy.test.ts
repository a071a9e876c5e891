import { ApiObject, App, Chart, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ConnectionInfo, EgressDestination, EgressGateway, EgressHost, EgressNetworkPolicy, EgressNetworkPolicyProps, ExportScope, GatewayTls, Mesh,
  NamespaceEgress, NamespaceEgressMode, OneAgentEgress, PortProtocol, Resolution, ServiceEntry, ServiceEntryEndpoint, ServicePort, SidecarTls,
} from '../../src';

const CLUSTER = ['10.0.0.0/8'];
const OUTSIDE = { ipBlock: { cidr: '0.0.0.0/0', except: CLUSTER } };

function charts(): { app: App; shop: Chart; bank: Chart; egress: Chart } {
  const app = new App();
  const chart = (namespace: string) => new Chart(app, namespace, { namespace });
  return { app, shop: chart('shop'), bank: chart('bank'), egress: chart('egress') };
}

function policy(shop: Chart, props: Partial<EgressNetworkPolicyProps> = {}): EgressNetworkPolicy {
  return new EgressNetworkPolicy(shop, 'Policy', { clusterCidrs: CLUSTER, ...props });
}

function policyOf(chart: Chart): any {
  return Testing.synth(chart).find(({ kind }) => kind === 'NetworkPolicy');
}

function pods(namespace: string, labels?: object): object {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } }, ...labels ? { podSelector: { matchLabels: labels } } : {} };
}

function address(cidr: string): object {
  return { ipBlock: { cidr } };
}

function ports(...numbers: (number | string)[]): { protocol: string; port: number | string }[] {
  return numbers.map(port => ({ protocol: 'TCP', port }));
}

const OWN_PODS = { to: [{ podSelector: {} }] };
const DNS = { to: [pods('kube-system')], ports: [...ports(53), { protocol: 'UDP', port: 53 }] };
const ISTIOD = { to: [pods('istio-system', { app: 'istiod' })], ports: ports(15012) };

/** The rules for the targets. */
function rules(chart: Chart): object[] {
  const always = [OWN_PODS, DNS, ISTIOD].map(rule => JSON.stringify(rule));
  return policyOf(chart).spec.egress.map((rule: any) => ({ to: rule.to, ...rule.ports && { ports: rule.ports } }))
    .filter((rule: { to: object; ports?: { port: unknown; protocol: unknown }[] }) => !always.includes(JSON.stringify(rule.ports
      ? { to: rule.to, ports: rule.ports.map(({ port, protocol }) => ({ protocol, port })) } : rule)));
}

function findings(app: App): string[] {
  return Mesh.of(app).findings().filter(({ rule }) => rule === 'namespace-egress/blocked-destination').map(({ path, message }) => `${path}: ${message}`);
}

function service(chart: Chart, name: string, spec: object): ApiObject {
  return new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec });
}

describe('what every namespace needs', () => {
  test('is its own pods, DNS and istiod', () => {
    const { shop } = charts();
    policy(shop, { metadata: { labels: { team: 'shop' } } });

    expect(policyOf(shop)).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'egress', namespace: 'shop', labels: { team: 'shop' } },
      spec: { podSelector: {}, policyTypes: ['Egress'], egress: [OWN_PODS, ISTIOD, DNS] },
    });
  });

  test('is NodeLocal DNSCache, another DNS Service, the API server and another root namespace, if the cluster has them', () => {
    const { shop } = charts();
    new Mesh(shop, 'Mesh', { rootNamespace: 'mesh-root' });
    policy(shop, {
      nodeLocalDns: ['169.254.20.10', 'fd00::a'],
      dnsPort: 5353,
      clusterDns: EgressHost.of('openshift-dns/dns-default.openshift-dns.svc.cluster.local'),
      kubernetesApiCidrs: ['192.0.2.7/30'],
    });

    expect(policyOf(shop).spec.egress).toEqual([
      OWN_PODS,
      { to: [pods('mesh-root', { app: 'istiod' })], ports: ports(15012) },
      { to: [address('192.0.2.4/30')], ports: ports(443, 6443) },
      { to: [pods('openshift-dns')], ports: [...ports(5353), { protocol: 'UDP', port: 5353 }] },
      { to: [address('169.254.20.10/32'), address('fd00::a/128')], ports: [...ports(53), { protocol: 'UDP', port: 53 }] },
    ]);
  });
});

describe('Services of other namespaces', () => {
  test('are their pods on the ports of the pods, by number or name', () => {
    const { shop, bank } = charts();
    service(bank, 'ledger', { selector: { b: '2', a: '1' }, ports: [{ port: 80, targetPort: 8080 }, { port: 90, targetPort: 'admin' }, { port: 7000, protocol: 'UDP' }] });
    policy(shop, { targets: [EgressHost.of('bank/ledger.bank.svc.cluster.local')] });

    expect(rules(shop)).toEqual([{ to: [pods('bank', { a: '1', b: '2' })], ports: [{ protocol: 'UDP', port: 7000 }, ...ports(8080, 'admin')] }]);
  });

  test('are all pods of their namespace if the app does not have them, and no finding', () => {
    const { app, shop } = charts();
    policy(shop, { targets: [EgressHost.of('bank/ledger.bank.svc.cluster.local')] });

    expect(policyOf(shop).spec.egress).toEqual([{ to: [pods('bank'), { podSelector: {} }] }, ISTIOD, DNS]);
    expect(findings(app)).toEqual([]);
  });

  test('of a whole namespace include all its pods and its ServiceEntries that are visible', () => {
    const { shop, bank } = charts();
    service(bank, 'ledger', { selector: { app: 'ledger' }, ports: [{ port: 80 }] });
    new ServiceEntry(bank, 'Seen', { hosts: ['seen.example.com'], ports: [ServicePort.https()] });
    new ServiceEntry(bank, 'Hidden', { hosts: ['hidden.example.com'], ports: [ServicePort.https(8443)], exportTo: [ExportScope.sameNamespace()] });
    policy(shop, { targets: [EgressHost.namespace('bank')] });

    expect(policyOf(shop).spec.egress).toEqual([{ to: [pods('bank'), { podSelector: {} }] }, ISTIOD, { to: [OUTSIDE], ports: ports(443) }, DNS]);
  });

  test('of all namespaces are one peer', () => {
    const { shop } = charts();
    policy(shop, { targets: [EgressHost.everywhere()] });

    expect(policyOf(shop).spec.egress).toEqual([{ to: [{ namespaceSelector: {} }] }]);
  });

  test('of type ExternalName lead to the pods of another Service, or outside', () => {
    const { shop, bank } = charts();
    service(bank, 'ledger', { selector: { app: 'ledger' }, ports: [{ port: 80, targetPort: 8080 }] });
    service(bank, 'alias', { type: 'ExternalName', externalName: 'ledger.bank.svc.cluster.local', ports: [{ port: 80 }] });
    service(bank, 'far', { type: 'ExternalName', externalName: 'api.example.com', ports: [{ port: 444 }] });
    policy(shop, { targets: ['alias', 'far'].map(name => EgressHost.of(`bank/${name}.bank.svc.cluster.local`)) });

    expect(rules(shop)).toEqual([{ to: [OUTSIDE], ports: ports(444) }, { to: [pods('bank', { app: 'ledger' })], ports: ports(8080) }]);
  });
});

describe('ServiceEntries', () => {
  function rulesFor(make: (shop: Chart) => ServiceEntry, clusterCidrs = CLUSTER): object[] {
    const { shop } = charts();
    policy(shop, { targets: [make(shop)], clusterCidrs });
    return rules(shop);
  }

  test('with a name are all addresses outside of the cluster, on the port of the server', () => {
    expect(rulesFor(shop => new ServiceEntry(shop, 'E', { hosts: ['a.example.com'], ports: [ServicePort.of({ number: 443, protocol: PortProtocol.HTTPS, targetPort: 8443 })] })))
      .toEqual([{ to: [OUTSIDE], ports: ports(8443) }]);
  });

  test('with a name are IPv6 addresses too if the cluster has them', () => {
    expect(rulesFor(shop => new ServiceEntry(shop, 'E', { hosts: ['a.example.com'], ports: [ServicePort.https()] }), ['fd00::1/8', '10.96.0.0/12', '10.0.0.0/16']))
      .toEqual([{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/16', '10.96.0.0/12'] } }, { ipBlock: { cidr: '::/0', except: ['fd00::/8'] } }], ports: ports(443) }]);
  });

  test('with addresses are exactly these', () => {
    expect(rulesFor(shop => new ServiceEntry(shop, 'E', {
      hosts: ['a.invalid'], addresses: ['203.0.113.7', '198.51.100.0/24', '2001:db8::7'], resolution: Resolution.NONE, ports: [ServicePort.tcp(5432)],
    }))).toEqual([{ to: ['198.51.100.0/24', '2001:db8::7/128', '203.0.113.7/32'].map(address), ports: ports(5432) }]);
  });

  test('with endpoints are these, on ports of their own, and not the addresses that clients dial', () => {
    expect(rulesFor(shop => new ServiceEntry(shop, 'E', {
      hosts: ['a.example.com'],
      addresses: ['240.0.0.1'],
      ports: [ServicePort.tcp(5432)],
      endpoints: [ServiceEntryEndpoint.ip('203.0.113.7'), ServiceEntryEndpoint.ip('203.0.113.8', { ports: { 'tcp-5432': 6432 } })],
    }))).toEqual([{ to: [address('203.0.113.7/32')], ports: ports(5432) }, { to: [address('203.0.113.8/32')], ports: ports(6432) }]);
  });

  test('with a selector are pods and WorkloadEntries', () => {
    expect(rulesFor(shop => {
      const workloadEntry = (name: string, labels: object) => new ApiObject(shop, name, {
        apiVersion: 'networking.istio.io/v1', kind: 'WorkloadEntry', metadata: { name }, spec: { address: name, labels },
      });
      workloadEntry('203.0.113.7', { app: 'db', zone: 'a' });
      workloadEntry('203.0.113.8', { app: 'other' });
      const bank = new Chart(shop, 'Bank', { namespace: 'bank' });
      new ApiObject(bank, 'vm', { apiVersion: 'networking.istio.io/v1', kind: 'WorkloadEntry', metadata: { name: 'vm' }, spec: { address: '203.0.113.9', labels: { app: 'db' } } });
      return new ServiceEntry(bank, 'E', { hosts: ['db.example.com'], workloadSelector: { app: 'db' }, resolution: Resolution.STATIC, ports: [ServicePort.tcp(5432)] });
    })).toEqual([{ to: [address('203.0.113.9/32'), pods('bank', { app: 'db' })], ports: ports(5432) }]);
  });

  test('whose TLS the sidecar starts are the port for TLS', () => {
    expect(rulesFor(shop => {
      const entry = new ServiceEntry(shop, 'E', { hosts: ['a.example.com'], ports: [ServicePort.http()] });
      entry.originateTls(SidecarTls.simple());
      return entry;
    })).toEqual([{ to: [OUTSIDE], ports: ports(443) }]);
  });

  test('with time limits for requests stay direct', () => {
    expect(rulesFor(shop => {
      const entry = new ServiceEntry(shop, 'E', { hosts: ['a.example.com'], ports: [ServicePort.http()] });
      entry.addHttpRoute({ timeout: Duration.seconds(3) });
      return entry;
    })).toEqual([{ to: [OUTSIDE], ports: ports(80) }]);
  });

  test('of other apps are allowed by the ports that are known', () => {
    expect(rulesFor(shop => ServiceEntry.fromServiceEntryAttributes(shop, 'E', {
      namespace: 'platform', name: 'api', hosts: ['api.example.com'], ports: [ServicePort.https()],
    }) as ServiceEntry)).toEqual([{ to: [OUTSIDE], ports: ports(443) }]);
  });

  test('that nothing declares are blocked, with a finding', () => {
    const { app, shop } = charts();
    policy(shop, { targets: [EgressHost.of('platform/api.example.com')] });

    expect(rules(shop)).toEqual([]);
    expect(findings(app)).toEqual(['shop/Policy: the NetworkPolicy blocks "platform/api.example.com", whose ports and addresses the app does not have: allow a ServiceEntry with its ports instead']);
  });
});

describe('through an egress gateway', () => {
  test('only the pods of the gateway are left, on the ports of its pods that are used', () => {
    const { shop, egress } = charts();
    const gateway = new EgressGateway(egress, 'Gateway');
    const entry = (id: string, port: ServicePort) => new ServiceEntry(shop, id, { hosts: [`${id}.example.com`], ports: [port] });
    const [payments, invoices, other] = [entry('payments', ServicePort.https()), entry('invoices', ServicePort.http()), entry('other', ServicePort.tcp(5432))];
    payments.through(gateway);
    invoices.through(gateway, { originateTls: GatewayTls.simple() });
    other.through(gateway);
    policy(shop, { targets: [payments] }).allowEgressTo(invoices);

    expect(rules(shop)).toEqual([{ to: [pods('egress', { istio: 'egress-gateway' })], ports: ports(10080, 10443) }]);
  });

  test('of another app, the ports of the pods are not known', () => {
    const { shop } = charts();
    const payments = new ServiceEntry(shop, 'Payments', { hosts: ['api.payments.example'], ports: [ServicePort.https()] });
    payments.through(EgressGateway.fromEgressGatewayAttributes(shop, 'Gateway', { namespace: 'edge', serviceName: 'out', selector: { app: 'out' } }));
    policy(shop, { targets: [payments] });

    expect(policyOf(shop).spec.egress).toEqual([{ to: [pods('edge', { app: 'out' }), { podSelector: {} }] }, ISTIOD, DNS]);
  });

  test('a namespace that does not see the VirtualService connects directly', () => {
    const { shop, bank, egress } = charts();
    const payments = new ServiceEntry(bank, 'Payments', { hosts: ['api.payments.example'], ports: [ServicePort.https()] });
    new ApiObject(bank, 'Route', {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'route' },
      spec: {
        hosts: ['*.payments.example'],
        exportTo: ['.'],
        gateways: ['mesh', 'bank/out'],
        tls: [
          { match: [{ gateways: ['mesh'], port: 443, sniHosts: ['api.payments.example'] }], route: [{ destination: { host: 'out.egress.svc.cluster.local', port: { number: 443 } } }] },
          { match: [{ gateways: ['bank/out'], port: 443, sniHosts: ['api.payments.example'] }], route: [{ destination: { host: 'api.payments.example', port: { number: 443 } } }] },
        ],
      },
    });
    service(egress, 'out', { selector: { app: 'out' }, ports: [{ port: 443, targetPort: 8443 }] });
    policy(shop, { targets: [payments] });
    policy(bank, { targets: [payments] });

    expect(rules(shop)).toEqual([{ to: [OUTSIDE], ports: ports(443) }]);
    expect(rules(bank)).toEqual([{ to: [pods('egress', { app: 'out' })], ports: ports(8443) }]);
  });

  test('endpoints of OneAgent that are addresses stay direct', () => {
    const { bank, shop, egress } = charts();
    const oneAgent = new OneAgentEgress(bank, 'OneAgentEgress', {
      connectionInfo: ConnectionInfo.fromEndpoints('https://activegate.example.com:9999/communication;https://203.0.113.10:9999/communication'),
    });
    oneAgent.through(new EgressGateway(egress, 'Gateway'));
    policy(shop, { targets: [oneAgent] });

    expect(rules(shop)).toEqual([
      { to: [pods('egress', { istio: 'egress-gateway' })], ports: ports(10443) }, { to: [address('203.0.113.10/32')], ports: ports(9999) },
    ]);
  });
});

describe('of a NamespaceEgress', () => {
  const networkPolicy = { clusterCidrs: CLUSTER };

  test('allows what the Sidecar imports, with the whole root namespace', () => {
    const { app, shop, bank } = charts();
    const ledger = new kplus.Deployment(bank, 'Ledger', { podMetadata: { labels: { app: 'ledger' } }, select: false, containers: [{ image: 'registry.example/ledger:1.0', portNumber: 8080 }] });
    ledger.select(kplus.LabelSelector.of({ labels: { app: 'ledger' } }));
    service(bank, 'ledger', { selector: { app: 'ledger' }, ports: [{ port: 80, targetPort: 8080 }] });
    new kplus.Deployment(shop, 'Web', { containers: [{ image: 'registry.example/web:1.0', envVariables: { LEDGER: kplus.EnvValue.fromValue('http://ledger.bank') } }] });
    const egress = new NamespaceEgress(shop, 'Egress', { destinations: [EgressDestination.https('api.payments.example')], networkPolicy });
    egress.allowDestinations(EgressDestination.tcp('198.51.100.77', 5432));

    expect(policyOf(shop)).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'egress', namespace: 'shop' },
      spec: {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [
          { to: [pods('istio-system'), { podSelector: {} }] },
          { to: [OUTSIDE], ports: ports(443) },
          DNS,
          { to: [address('198.51.100.77/32')], ports: ports(5432) },
          { to: [pods('bank', { app: 'ledger' })], ports: ports(8080) },
        ],
      },
    });
    expect(findings(app)).toEqual([]);
  });

  test('is not written without the option, and while it observes', () => {
    const { shop, bank } = charts();
    new NamespaceEgress(shop, 'Egress');
    new NamespaceEgress(bank, 'Egress', { mode: NamespaceEgressMode.OBSERVE, networkPolicy });

    expect([policyOf(shop), policyOf(bank)]).toEqual([undefined, undefined]);
  });

  test('tells that the API of Kubernetes is blocked, until its addresses are set', () => {
    const { app, shop, bank } = charts();
    new NamespaceEgress(shop, 'Egress', { kubernetesApi: true, networkPolicy });
    new NamespaceEgress(bank, 'Egress', { kubernetesApi: true, networkPolicy: { ...networkPolicy, kubernetesApiCidrs: ['192.0.2.1/32'] } });

    expect(findings(app)).toEqual(['shop/Egress/NetworkPolicy: the NetworkPolicy blocks the API of Kubernetes, which is not a pod: set \'kubernetesApiCidrs\' to its addresses, or do not allow it']);
    expect(policyOf(shop).spec.egress).toEqual([{ to: [pods('istio-system'), { podSelector: {} }] }, DNS]);
    expect(rules(bank)).toContainEqual({ to: [address('192.0.2.1/32')], ports: ports(443, 6443) });
  });

  test('leaves only the gateway if destinations go through it', () => {
    const { shop, egress } = charts();
    new NamespaceEgress(shop, 'Egress', { destinations: [EgressDestination.https('api.payments.example')], networkPolicy }).through(new EgressGateway(egress, 'Gateway'));

    expect(rules(shop)).toEqual([{ to: [pods('istio-system'), { podSelector: {} }] }, { to: [pods('egress', { istio: 'egress-gateway' })], ports: ports(10443) }]);
  });
});

test.each<[Partial<EgressNetworkPolicyProps>, string]>([
  [{ clusterCidrs: [] }, '\'clusterCidrs\' must have at least one range, got "[]"; set the ranges of the cluster\'s pods and Services'],
  [{ clusterCidrs: ['10.0.0.1'] }, '\'clusterCidrs\' must be CIDRs, got "10.0.0.1"; did you mean "10.0.0.1/32"'],
  [{ clusterCidrs: ['0.0.0.0/0'] }, '\'clusterCidrs\' must not be all addresses, got "0.0.0.0/0"; set the ranges of the cluster\'s pods and Services'],
  [{ kubernetesApiCidrs: ['api.example.com'] }, '\'kubernetesApiCidrs\' must be CIDRs, got "api.example.com"; use the form "10.0.0.0/8"'],
  [{ nodeLocalDns: ['169.254.20.10/32'] }, '\'nodeLocalDns\' must be IP addresses, got "169.254.20.10/32"; the default of NodeLocal DNSCache is "169.254.20.10"'],
  [{ dnsPort: 0 }, '\'dnsPort\' must be a port number from 1 to 65535, got "0"'],
])('refuses %j', (props, message) => {
  expect(() => policy(charts().shop, props)).toThrow(new Error(message));
});
