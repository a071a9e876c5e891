import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ConnectionInfo, DynaKube, DynaKubeMode, Mesh, OneAgentEgress, OperatorCompatibleEgress, Sidecar } from '../../src';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

function web(scope: Chart): kplus.Deployment {
  return new kplus.Deployment(scope, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
}

function egressIn(app: App, mode?: DynaKubeMode): { monitoring: Chart; oneAgent: OneAgentEgress } {
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = mode && new DynaKube(monitoring, 'DynaKube', { apiUrl: API_URL, mode });
  return { monitoring, oneAgent: new OneAgentEgress(monitoring, 'OneAgentEgress', { dynakube, connectionInfo: ConnectionInfo.fromEndpoints(API_URL) }) };
}

/** The findings about what is not proved: rule, path and message. */
function unproved(...meshes: Mesh[]): string[][] {
  const rules = ['one-agent-egress/without-workload', 'one-agent-egress/other-mesh', 'mesh/target-in-other-mesh'];
  return meshes.flatMap(mesh => mesh.findings()).filter(({ rule }) => rules.includes(rule)).map(({ rule, path, message }) => [rule, path, message]);
}

describe('an egress that is proved for no workload', () => {
  const without = (message: string) => [['one-agent-egress/without-workload', 'monitoring/OneAgentEgress', `nothing is proved: ${message}`]];

  test('is a finding if the app has no workload', () => {
    const app = new App();
    egressIn(app);

    expect(unproved(Mesh.of(app))).toEqual(without('the app has no workload, and no Sidecar for workloads of other apps; add a Sidecar to each namespace whose pods get code modules, and call its allowEgressTo()'));
  });

  test('is a finding if the mode injects nothing, which the message says', () => {
    const app = new App();
    egressIn(app, DynaKubeMode.hostMonitoring());
    web(new Chart(app, 'shop', { namespace: 'shop' }));

    expect(unproved(Mesh.of(app))).toEqual(without('the mode of the DynaKube "dynakube" injects no code modules; choose DynaKubeMode.cloudNativeFullStack() or applicationMonitoring(), or remove the construct'));
  });

  test('is a finding if the pods opt out', () => {
    const app = new App();
    egressIn(app);
    web(new Chart(app, 'shop', { namespace: 'shop' })).podMetadata.addAnnotation('oneagent.dynatrace.com/inject', 'false');

    expect(unproved(Mesh.of(app))).toEqual(without('no workload of the app gets code modules: the annotations of the pods, the selector of the DynaKube, or the namespaces that the operator ignores exclude all of them; correct them, or remove the construct'));
  });

  test('is a finding of OperatorCompatibleEgress too', () => {
    const app = new App();
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    const dynakube = DynaKube.fromDynakubeAttributes(monitoring, 'DynaKube', { namespace: 'dynatrace', name: 'dynakube', apiUrl: API_URL });
    new OperatorCompatibleEgress(monitoring, 'OneAgentEgress', { dynakube });

    expect(unproved(Mesh.of(app)).map(([rule]) => rule)).toEqual(['one-agent-egress/without-workload']);
  });

  test.each<[string, (shop: Chart, oneAgent: OneAgentEgress) => void]>([
    ['a workload', shop => web(shop)],
    ['a Sidecar for workloads of other apps', (shop, oneAgent) => new Sidecar(shop, 'Sidecar').allowEgressTo(oneAgent)],
    ['workloads that are all exempt', (shop, oneAgent) => oneAgent.exempt(web(shop), 'nobody looks at its data')],
  ])('is no finding with %s', (_, add) => {
    const app = new App();
    const { oneAgent } = egressIn(app, DynaKubeMode.cloudNativeFullStack());
    add(new Chart(app, 'shop', { namespace: 'shop' }), oneAgent);

    expect(unproved(Mesh.of(app))).toEqual([]);
  });
});

describe('different meshes', () => {
  test('are a finding if the workloads are below another one', () => {
    const app = new App();
    const { monitoring } = egressIn(app);
    const mesh = new Mesh(monitoring, 'Mesh');
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    const other = new Mesh(shop, 'Mesh');
    web(shop);

    expect(unproved(mesh, other)).toEqual([['one-agent-egress/other-mesh', 'monitoring/OneAgentEgress',
      'nothing is proved: the workloads that get code modules belong to the Mesh "shop/Mesh", such as "shop/Web", but the endpoints are allowed in the Mesh "monitoring/Mesh"; '
      + 'create the construct below the same Mesh as the workloads, or one for each Mesh']]);
  });

  test('are a finding if the DynaKube is below another one, and only one', () => {
    const app = new App();
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    const dynakube = new DynaKube(monitoring, 'DynaKube', { apiUrl: API_URL, mode: DynaKubeMode.cloudNativeFullStack() });
    const egress = new Chart(app, 'egress', { namespace: 'dynatrace' });
    const mesh = new Mesh(egress, 'Mesh');
    new OneAgentEgress(egress, 'OneAgentEgress', { dynakube });
    web(new Chart(app, 'shop', { namespace: 'shop' }));

    expect(unproved(mesh)).toEqual([['one-agent-egress/other-mesh', 'egress/OneAgentEgress',
      'the DynaKube "monitoring/DynaKube" belongs to no Mesh, but the endpoints are allowed in the Mesh "egress/Mesh"; create both below the same Mesh']]);
  });

  test('are a finding if a Sidecar imports an egress of another one', () => {
    const app = new App();
    const { monitoring, oneAgent } = egressIn(app);
    new Mesh(monitoring, 'Mesh');
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    const mesh = new Mesh(shop, 'Mesh');
    new Sidecar(shop, 'Sidecar').allowEgressTo(oneAgent, oneAgent);

    expect(unproved(mesh)).toEqual([['mesh/target-in-other-mesh', 'shop/Sidecar',
      '\'allowEgressTo\' imports hosts of "monitoring/OneAgentEgress", which belongs to the Mesh "monitoring/Mesh", and the Sidecar to the Mesh "shop/Mesh": '
      + 'nothing proves that its workloads reach them; create the target below the Mesh of the Sidecar']]);
  });

  test('are no finding if each has its own egress', () => {
    const app = new App();
    const meshes = ['east', 'west'].map(name => {
      const chart = new Chart(app, name, { namespace: 'shop' });
      const mesh = new Mesh(chart, 'Mesh');
      const oneAgent = new OneAgentEgress(chart, 'OneAgentEgress', { connectionInfo: ConnectionInfo.fromEndpoints(API_URL) });
      web(chart);
      new Sidecar(chart, 'Sidecar').allowEgressTo(oneAgent);
      return mesh;
    });

    expect(unproved(...meshes)).toEqual([]);
  });
});
