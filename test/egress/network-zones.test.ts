import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ConnectionInfo, DynaKube, DynaKubeMode, EgressVerdict, ExportScope, Mesh, NamespaceEgress, OneAgentEgress, Sidecar } from '../../src';

const API = 'https://abc12345.live.dynatrace.com:443';

/** Two network zones of one cluster. Namespace `shop` belongs to `north`, and `games` to `south`. */
class TwoZones {
  public readonly app = new App();
  public readonly webs = new Map<string, kplus.Deployment>();
  private readonly monitoring = new Chart(this.app, 'monitoring', { namespace: 'dynatrace' });
  private readonly namespaces = new Chart(this.app, 'namespaces');

  public readonly north = this.zone('north', 'shop', 'https://198.51.100.4:9999');
  public readonly south = this.zone('south', 'games', 'http://activegate.games.example.com:9998');

  /** The DynaKube of a zone, what it allows, and a workload. */
  private zone(networkZone: string, namespace: string, special: string): { readonly oneAgent: OneAgentEgress; readonly chart: Chart } {
    const dynakube = new DynaKube(this.monitoring, networkZone, {
      metadata: { name: networkZone },
      apiUrl: `${API}/api`,
      networkZone,
      mode: DynaKubeMode.applicationMonitoring({ namespaceSelector: { matchLabels: { 'network-zone': networkZone } } }),
    });
    const communicationEndpoints = [API, special, `https://activegate.${networkZone}.example.com:9999`];
    const oneAgent = new OneAgentEgress(this.monitoring, `OneAgentEgress-${networkZone}`, {
      dynakube,
      connectionInfo: ConnectionInfo.fromJson(JSON.stringify({ tenantUUID: 'abc12345', networkZone, communicationEndpoints })),
      entryNamePrefix: `${networkZone}-`,
      exportTo: [ExportScope.namespace(namespace)],
    });
    new ApiObject(this.namespaces, namespace, {
      apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { 'istio-injection': 'enabled', 'network-zone': networkZone } },
    });
    const chart = new Chart(this.app, namespace, { namespace });
    this.webs.set(namespace, new kplus.Deployment(chart, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] }));
    return { oneAgent, chart };
  }

  public findings(): [string, string, string][] {
    return Mesh.of(this.app).findings().filter(({ rule }) => rule !== 'one-agent-injection/native-sidecar').map(({ rule, path, message }) => [rule, path, message]);
  }

  /** The construct whose proof fails, the workloads, and the endpoints that they do not reach. */
  public lacks(): string[][] {
    return this.findings().filter(([rule]) => rule === 'mesh/egress-unreachable')
      .map(([, path, message]) => [path, ...message.split(/: [A-Z]/)[0].split(' does not reach ')]).sort();
  }

  /** What the pods of a namespace reach of that which is declared. */
  public reached(namespace: string): string[] {
    return Mesh.of(this.app).egressOf(this.webs.get(namespace)!).flatMap(({ destinations }) => destinations)
      .filter(({ verdict }) => verdict === EgressVerdict.REACHABLE).map(({ host, port }) => `${host}:${port}`).sort();
  }
}

const OF_NORTH = ['198-51-100-4.oneagent.invalid:9999', 'abc12345.live.dynatrace.com:443', 'activegate.north.example.com:9999'];
const OF_SOUTH = ['abc12345.live.dynatrace.com:443', 'activegate.games.example.com:9998', 'activegate.south.example.com:9999'];

test('the pods of a zone must reach the endpoints of their zone, and no others', () => {
  const zones = new TwoZones();
  new Sidecar(zones.north.chart, 'Sidecar').allowEgressTo(zones.north.oneAgent);
  new Sidecar(zones.south.chart, 'Sidecar').allowEgressTo(zones.south.oneAgent);

  expect(zones.findings()).toEqual([]);
  expect(zones.reached('shop')).toEqual(OF_NORTH);
  expect(zones.reached('games')).toEqual(OF_SOUTH);
});

test('a namespace that imports the endpoints of the other zone lacks those of its own', () => {
  const zones = new TwoZones();
  new Sidecar(zones.north.chart, 'Sidecar').allowEgressTo(zones.south.oneAgent);
  new Sidecar(zones.south.chart, 'Sidecar').allowEgressTo(zones.south.oneAgent);

  expect(zones.lacks()).toEqual([
    ['monitoring/OneAgentEgress-north', 'Deployment shop/web', 'https://activegate.north.example.com:9999, tcp://198.51.100.4:9999'],
  ]);
  expect(zones.findings().filter(([rule]) => rule !== 'mesh/egress-unreachable').map(([rule, path]) => [rule, path])).toEqual([
    ['mesh/sidecar-imports-nothing', 'shop/Sidecar'],
    ['mesh/sidecar-imports-nothing', 'shop/Sidecar'],
  ]);
});

test('a namespace without imports lacks the endpoints of its zone only', () => {
  const zones = new TwoZones();
  new Sidecar(zones.north.chart, 'Sidecar');
  new Sidecar(zones.south.chart, 'Sidecar').allowEgressTo(zones.south.oneAgent);

  expect(zones.lacks()).toEqual([
    ['monitoring/OneAgentEgress-north', 'Deployment shop/web', 'https://abc12345.live.dynatrace.com:443, https://activegate.north.example.com:9999, tcp://198.51.100.4:9999'],
  ]);
});

test('a locked namespace finds the endpoints of its zone', () => {
  const zones = new TwoZones();
  new NamespaceEgress(zones.north.chart, 'Egress');
  new NamespaceEgress(zones.south.chart, 'Egress');

  expect(zones.findings()).toEqual([]);
  expect(zones.reached('shop')).toEqual(OF_NORTH);
  expect(zones.reached('games')).toEqual(OF_SOUTH);
});
