import { ApiObject, App, Chart, Testing } from 'cdk8s';
import {
  ArgoCd, ArgoCdAnnotations, ChartDelivery, DynaKube, DynatraceOperator, EgressGateway, GatewayTls,
  SecretStoreRef, ServiceEntry, ServicePort, Sidecar, TokenSecret, Waypoint,
} from '../../src';

function shop(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

function configMap(chart: Chart, id: string, annotations?: { [key: string]: string }): ApiObject {
  return new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id.toLowerCase(), annotations } });
}

function annotationsOf(chart: Chart): object {
  return Object.fromEntries(Testing.synth(chart).map(({ metadata }) => [metadata.name, metadata.annotations]));
}

/** The wave and the sync options of each object. */
function placesOf(chart: Chart): object {
  return Object.fromEntries(Testing.synth(chart).map(({ kind, metadata: { name, annotations } }) => [
    `${kind} ${name}`, [annotations['argocd.argoproj.io/sync-wave'], annotations['argocd.argoproj.io/sync-options']],
  ]));
}

describe('annotate', () => {
  test('adds a wave and options to every object at or below a construct, and to no other', () => {
    const chart = shop();
    const annotated = configMap(chart, 'A');
    configMap(chart, 'B');
    ArgoCd.annotate(annotated, { syncWave: -1, skipDryRunOnMissingResource: true });
    expect(annotationsOf(chart)).toEqual({
      a: { 'argocd.argoproj.io/sync-wave': '-1', 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' },
      b: undefined,
    });
  });

  test('writes wave 0 if it is asked for', () => {
    const chart = shop();
    configMap(chart, 'A');
    ArgoCd.annotate(chart, { syncWave: 0 });
    expect(annotationsOf(chart)).toEqual({ a: { 'argocd.argoproj.io/sync-wave': '0' } });
  });

  test('keeps what an object has, and replaces the wave and options of the same name', () => {
    const chart = shop();
    configMap(chart, 'A', {
      'note': 'kept', 'argocd.argoproj.io/sync-wave': '5', 'argocd.argoproj.io/sync-options': 'Validate=false, Prune=confirm',
    });
    ArgoCd.annotate(chart, { syncWave: 7 });
    ArgoCd.annotate(chart, { syncOptions: ['ServerSideApply=true', 'Prune=false'] });
    expect(annotationsOf(chart)).toEqual({
      a: {
        'note': 'kept',
        'argocd.argoproj.io/sync-wave': '7',
        'argocd.argoproj.io/sync-options': 'Prune=false,ServerSideApply=true,Validate=false',
      },
    });
  });

  test('skipDryRunOnMissingResource: false turns the option of an object off', () => {
    const chart = shop();
    configMap(chart, 'A', { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' });
    ArgoCd.annotate(chart, { skipDryRunOnMissingResource: false });
    expect(annotationsOf(chart)).toEqual({ a: { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=false' } });
  });

  test('fails the synth if an object is created later, which would lack the annotations', () => {
    const chart = shop();
    configMap(chart, 'A');
    ArgoCd.annotate(chart, { syncWave: 1 });
    configMap(chart, 'B');
    expect(() => Testing.synth(chart)).toThrow('[shop] ArgoCd.annotate() was called before an object was created, which now lacks its annotations, such as "shop/B"; '
      + 'call it after all objects of "shop" are created');
    configMap(chart, 'C');
    expect(() => Testing.synth(chart)).toThrow('was called before 2 objects were created, which now lack its annotations, such as "shop/B"');
  });

  test.each<[ArgoCdAnnotations, string]>([
    [{}, "one of 'syncWave', 'skipDryRunOnMissingResource' and 'syncOptions' must be set, got none; leave out the call"],
    [{ syncWave: 0.5 }, '\'syncWave\' must be a whole number, got "0.5"'],
    [{ syncWave: 2 ** 31 }, '\'syncWave\' must be a whole number, got "2147483648"'],
    [{ syncOptions: ['Prune'] }, '\'syncOptions\' must be options such as "ServerSideApply=true", got "Prune"'],
    [{ syncOptions: ['Prune=false,Delete=false'] }, '\'syncOptions\' must be options such as "ServerSideApply=true", got "Prune=false,Delete=false"'],
    [{ syncOptions: ['ServerSideAply=true'] }, '\'syncOptions\' must have options of Argo CD, got "ServerSideAply=true"; write "ServerSideApply=true"'],
    [{ syncOptions: ['prune=false'] }, '\'syncOptions\' must have options of Argo CD, got "prune=false"; write "Prune=false"'],
    [{ syncOptions: ['Prune=flase'] }, '\'syncOptions\' must have values that Argo CD knows, got "Prune=flase"; write one of "Prune=true", "Prune=false", "Prune=confirm"'],
    [{ syncOptions: ['Delete=Confirm'] }, '\'syncOptions\' must have values that Argo CD knows, got "Delete=Confirm"; write one of "Delete=true", "Delete=false", "Delete=confirm"'],
    [{ syncOptions: ['ServerSideApply=yes'] }, '\'syncOptions\' must have values that Argo CD knows, got "ServerSideApply=yes"; write one of "ServerSideApply=true", "ServerSideApply=false"'],
    [{ syncOptions: ['prune=yes'] }, '\'syncOptions\' must have options of Argo CD, got "prune=yes"; write one of "Prune=true", "Prune=false", "Prune=confirm"'],
    [{ syncOptions: ['Validate=confirm'] }, '\'syncOptions\' must have values that Argo CD knows, got "Validate=confirm"; write one of "Validate=true", "Validate=false"'],
    [{ syncOptions: ['PrunePropagationPolicy=Orphan'] }, '\'syncOptions\' must have values that Argo CD knows, got "PrunePropagationPolicy=Orphan"; '
      + 'write one of "PrunePropagationPolicy=foreground", "PrunePropagationPolicy=background", "PrunePropagationPolicy=orphan"'],
    [{ syncOptions: ['Prune=false', 'Prune=confirm'] }, '\'syncOptions\' must have each option once, got "Prune" twice; remove one of them'],
  ])('rejects %j', (annotations, message) => {
    const chart = shop();
    configMap(chart, 'A');
    expect(() => ArgoCd.annotate(chart, annotations)).toThrow(new Error(message));
  });

  test('accepts each value of Argo CD, and options that only a later version has', () => {
    const names = [
      'ApplyOutOfSyncOnly', 'ClientSideApplyMigration', 'CreateNamespace', 'Delete', 'FailOnSharedResource', 'Force', 'Prune', 'PruneLast', 'Replace',
      'RespectIgnoreDifferences', 'ServerSideApply', 'SkipDryRunOnMissingResource', 'Validate',
    ];
    const policies = ['background', 'foreground', 'orphan'].map(policy => [`PrunePropagationPolicy=${policy}`]);
    for (const syncOptions of [
      names.map(name => `${name}=true`), names.map(name => `${name}=false`), ['Delete=confirm', 'Prune=confirm'], ...policies, ['WaitForWebhooks=10s'],
    ]) {
      const chart = shop();
      configMap(chart, 'A');
      ArgoCd.annotate(chart, { syncOptions });
      expect(annotationsOf(chart)).toEqual({ a: { 'argocd.argoproj.io/sync-options': syncOptions.join(',') } });
    }
  });

  test('rejects a construct without objects', () => {
    const chart = shop();
    expect(() => ArgoCd.annotate(chart, { syncWave: 1 }))
      .toThrow(new Error('\'scope\' must have an object at or below it, got "shop"; call ArgoCd.annotate() after the objects are created'));
  });
});

describe('order', () => {
  test('puts the operator before Secrets, Secrets before the mesh, the mesh before DynaKubes, and these before workloads', () => {
    const app = new App();
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    new DynatraceOperator(monitoring, 'Operator', { delivery: ChartDelivery.argoCd() });
    new DynaKube(monitoring, 'DynaKube', {
      metadata: { name: 'dynakube' },
      apiUrl: 'https://abc12345.live.dynatrace.com/api',
      tokens: TokenSecret.fromExternalSecret({ store: SecretStoreRef.clusterSecretStore('vault'), key: 'dynatrace' }),
    });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new ApiObject(chart, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    const entry = new ServiceEntry(chart, 'Entry', { metadata: { name: 'entry' }, hosts: ['api.example.com'], ports: [ServicePort.https()] });
    new Sidecar(chart, 'Sidecar', { metadata: { name: 'sidecar' } }).allowEgressTo(entry);
    configMap(chart, 'Settings');
    ArgoCd.order(app);

    const objects = [...Testing.synth(monitoring), ...Testing.synth(chart)];
    const skip = 'SkipDryRunOnMissingResource=true';
    expect(Object.fromEntries(objects.map(({ kind, metadata: { annotations } }) => [
      kind, [annotations['argocd.argoproj.io/sync-wave'], annotations['argocd.argoproj.io/sync-options']],
    ]))).toEqual({
      Application: ['-4', undefined],
      Namespace: ['-4', undefined],
      ExternalSecret: ['-3', skip],
      ServiceEntry: ['-2', skip],
      Sidecar: ['-2', skip],
      DynaKube: ['-1', skip],
      ConfigMap: ['0', undefined],
    });
  });

  test('puts a gateway before the objects of Istio that lead connections to it', () => {
    const app = new App();
    const egress = new Chart(app, 'egress', { namespace: 'egress' });
    const gateway = new EgressGateway(egress, 'Gateway', { autoscaling: { maxReplicas: 4 } });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const partner = new ServiceEntry(chart, 'Partner', { metadata: { name: 'partner' }, hosts: ['partner.example.com'], ports: [ServicePort.http()] });
    partner.through(gateway, { originateTls: GatewayTls.mutual('partner-client') });
    new Sidecar(chart, 'Sidecar', { metadata: { name: 'sidecar' } }).allowEgressTo(partner);
    configMap(egress, 'Settings');
    ArgoCd.order(app);

    const skip = 'SkipDryRunOnMissingResource=true';
    expect(placesOf(egress)).toEqual({
      'Deployment egress-gateway': ['-3', undefined],
      'ServiceAccount egress-gateway': ['-3', undefined],
      'Service egress-gateway': ['-3', undefined],
      'PodDisruptionBudget egress-gateway': ['-3', undefined],
      'HorizontalPodAutoscaler egress-gateway': ['-3', undefined],
      'Role egress-gateway': ['-3', undefined],
      'RoleBinding egress-gateway': ['-3', undefined],
      'DestinationRule egress-gateway': ['-2', skip],
      'ConfigMap settings': ['0', undefined],
    });
    expect(placesOf(chart)).toEqual({
      'ServiceEntry partner': ['-2', skip],
      'Gateway partner': ['-2', skip],
      'VirtualService partner': ['-2', skip],
      'DestinationRule shop-partner': ['-2', skip],
      'Sidecar sidecar': ['-2', skip],
    });
  });

  test('puts a waypoint before the ServiceEntries that name it, and leaves other objects of the Gateway API with the workloads', () => {
    const chart = shop();
    const waypoint = new Waypoint(chart, 'Waypoint');
    new ServiceEntry(chart, 'Entry', { metadata: { name: 'entry' }, hosts: ['api.example.com'], ports: [ServicePort.https()] }).useWaypoint(waypoint);
    new ApiObject(chart, 'Ingress', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'ingress' } });
    ArgoCd.order(chart);
    const skip = 'SkipDryRunOnMissingResource=true';
    expect(placesOf(chart)).toEqual({
      'Gateway waypoint': ['-3', skip],
      'ServiceEntry entry': ['-2', skip],
      'Gateway ingress': ['0', skip],
    });
  });

  test('keeps a wave that was set before, and one that is set afterwards', () => {
    const chart = shop();
    const [before, after] = [configMap(chart, 'Before'), configMap(chart, 'After')];
    ArgoCd.annotate(before, { syncWave: 3 });
    new DynatraceOperator(chart, 'Operator', { delivery: ChartDelivery.argoCd({ syncWave: -9 }) });
    ArgoCd.order(chart);
    ArgoCd.annotate(after, { syncWave: 4 });
    expect(annotationsOf(chart)).toEqual({
      'before': { 'argocd.argoproj.io/sync-wave': '3' },
      'after': { 'argocd.argoproj.io/sync-wave': '4' },
      'dynatrace-operator': { 'argocd.argoproj.io/sync-wave': '-9' },
    });
  });
});
