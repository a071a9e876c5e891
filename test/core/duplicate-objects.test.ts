import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Mesh, ServiceEntry, ServicePort } from '../../src';

function entry(scope: Chart, id: string, host: string): ServiceEntry {
  return new ServiceEntry(scope, id, { hosts: [host], ports: [ServicePort.https()], metadata: { name: 'payments' } });
}

test('two entries with the same name fail the synth, and the message names both', () => {
  const shop = new Chart(new App(), 'shop', { namespace: 'shop' });
  entry(shop, 'Api', 'api.payments.example');
  entry(shop, 'Files', 'files.payments.example');

  expect(() => Testing.synth(shop)).toThrow(
    '[shop/Files] \'metadata.name\' must be unique for its kind in namespace "shop", got "payments" twice; rename or remove one of the two; the other is "shop/Api" (kubernetes/duplicate-object); see https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/kubernetes/duplicate-object.md',
  );
});

test('an object of another library counts too, in any version of its API', () => {
  const shop = new Chart(new App(), 'shop', { namespace: 'shop' });
  entry(shop, 'Api', 'api.payments.example');
  new ApiObject(shop, 'Raw', {
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'ServiceEntry',
    metadata: { name: 'payments' },
    spec: { hosts: ['files.payments.example'], ports: [{ name: 'https-443', number: 443, protocol: 'HTTPS' }], resolution: 'DNS' },
  });

  expect(Mesh.of(shop).findings().map(({ message, ...rest }) => rest)).toEqual([{
    rule: 'kubernetes/duplicate-object',
    ruleUrl: 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/kubernetes/duplicate-object.md',
    severity: 'error',
    source: 'cdk8s-istio-oneagent',
    path: 'shop/Raw',
    kind: 'ServiceEntry',
    namespace: 'shop',
    name: 'payments',
    relatedObjects: [{ kind: 'ServiceEntry', namespace: 'shop', name: 'payments', path: 'shop/Api' }],
  }]);
});

test('the same name in another namespace, or in another mesh of the app, is valid', () => {
  const app = new App();
  const [east, west] = ['east', 'west'].map(cluster => {
    const chart = new Chart(app, cluster, { namespace: 'shop' });
    new Mesh(chart, 'Mesh');
    return chart;
  });
  entry(east, 'Api', 'api.payments.example');
  entry(west, 'Api', 'api.payments.example');
  new ServiceEntry(east, 'Other', { hosts: ['files.payments.example'], ports: [ServicePort.https()], metadata: { name: 'payments', namespace: 'cart' } });

  expect(() => app.charts.forEach(chart => Testing.synth(chart))).not.toThrow();
});
