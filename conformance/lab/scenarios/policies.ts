import { App, Chart } from 'cdk8s';
import { app, deployment, REGISTRY_ONLY, Scenario, UNKNOWN_HOSTS } from './scenario';
import { Mesh, OutboundTrafficPolicy, ServiceEntry, ServicePort, Sidecar } from '../../../src';

const PAYMENTS = 'https://api.payments.example:443';
const PLAIN = 'http://plain.payments.example:80';
const WRONG_PORT = 'https://api.payments.example:8443 (wrong port)';

function payments(chart: Chart): ServiceEntry {
  return new ServiceEntry(chart, 'Payments', { hosts: ['api.payments.example'], ports: [ServicePort.https()], metadata: { name: 'payments' } });
}

function withoutSidecars(scope: App): void {
  const shop = new Chart(scope, 'shop', { namespace: 'shop' });
  payments(shop);
  new ServiceEntry(shop, 'Plain', { hosts: ['plain.payments.example'], ports: [ServicePort.http()], metadata: { name: 'plain' } });
  deployment(shop, 'web');
}

/** `REGISTRY_ONLY` in the configuration of the mesh. */
export const registryOnlyByMesh: Scenario = {
  name: 'registry-only-by-mesh',
  steps: [{
    title: 'a mesh without REGISTRY_ONLY allows all egress',
    synth: app(withoutSidecars),
    expected: { 'Deployment shop/web': { REACHABLE: [PAYMENTS, PLAIN], PASSTHROUGH: [...UNKNOWN_HOSTS, WRONG_PORT] } },
  }, {
    title: 'the same YAML with REGISTRY_ONLY: only hosts with an entry are reachable',
    synth: app(scope => {
      new Mesh(scope, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
      withoutSidecars(scope);
    }),
    meshConfig: REGISTRY_ONLY,
    expected: { 'Deployment shop/web': { REACHABLE: [PAYMENTS, PLAIN], BLOCKED: [...UNKNOWN_HOSTS, WRONG_PORT] } },
    withoutEach: true,
  }],
};

/** `REGISTRY_ONLY` in a Sidecar, and the opposite. */
export const registryOnlyBySidecar: Scenario = {
  name: 'registry-only-by-sidecar',
  steps: [{
    title: 'a Sidecar blocks unknown destinations for its namespace in an open mesh',
    synth: app(scope => {
      const shop = new Chart(scope, 'shop', { namespace: 'shop' });
      const entry = payments(shop);
      deployment(shop, 'web');
      new Sidecar(shop, 'Sidecar').allowEgressTo(entry);
    }),
    expected: { 'Deployment shop/web': { REACHABLE: [PAYMENTS], BLOCKED: [...UNKNOWN_HOSTS, WRONG_PORT] } },
    withoutEach: true,
  }, {
    title: 'a Sidecar allows unknown destinations for its namespace in a mesh with REGISTRY_ONLY',
    synth: app(scope => {
      new Mesh(scope, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
      const shop = new Chart(scope, 'shop', { namespace: 'shop' });
      const entry = payments(shop);
      deployment(shop, 'web');
      new Sidecar(shop, 'Sidecar', { outboundTrafficPolicy: OutboundTrafficPolicy.allowAny() }).allowEgressTo(entry);
    }),
    meshConfig: REGISTRY_ONLY,
    expected: { 'Deployment shop/web': { REACHABLE: [PAYMENTS], PASSTHROUGH: [...UNKNOWN_HOSTS, WRONG_PORT] } },
  }],
};

function twoNamespaces(scope: App): void {
  const shop = new Chart(scope, 'shop', { namespace: 'shop' });
  const entry = payments(shop);
  deployment(shop, 'web');
  new Sidecar(shop, 'Sidecar').allowEgressTo(entry);
  deployment(new Chart(scope, 'blog', { namespace: 'blog' }), 'web');
}

/** A Sidecar of one namespace has no effect on another namespace. */
export const namespaceWithoutSidecar: Scenario = {
  name: 'namespace-without-sidecar',
  steps: [{
    title: 'a namespace without a Sidecar is as open as the mesh, and imports everything',
    synth: app(twoNamespaces),
    expected: {
      'Deployment shop/web': { REACHABLE: [PAYMENTS], BLOCKED: UNKNOWN_HOSTS },
      'Deployment blog/web': { REACHABLE: [PAYMENTS], PASSTHROUGH: UNKNOWN_HOSTS },
    },
    withoutEach: true,
  }, {
    title: 'with REGISTRY_ONLY it blocks unknown destinations, and still imports everything',
    synth: app(scope => {
      new Mesh(scope, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
      twoNamespaces(scope);
    }),
    meshConfig: REGISTRY_ONLY,
    expected: {
      'Deployment shop/web': { REACHABLE: [PAYMENTS], BLOCKED: UNKNOWN_HOSTS },
      'Deployment blog/web': { REACHABLE: [PAYMENTS], BLOCKED: UNKNOWN_HOSTS },
    },
  }],
};

/** Two Sidecars in one namespace, one of them for some workloads only. */
export const secondSidecar: Scenario = {
  name: 'second-sidecar',
  steps: [{
    title: 'a Sidecar with a workloadSelector replaces the other Sidecar for its workloads, and adds nothing to it',
    synth: app(scope => {
      const billing = new Chart(scope, 'billing', { namespace: 'billing' });
      const entry = payments(billing);
      const reports = new ServiceEntry(billing, 'Reports', { hosts: ['reports.example'], ports: [ServicePort.https()] });
      const shop = new Chart(scope, 'shop', { namespace: 'shop' });
      deployment(shop, 'web');
      deployment(shop, 'batch');
      new Sidecar(shop, 'Sidecar').allowEgressTo(entry);
      new Sidecar(shop, 'Batch', { workloadSelector: { app: 'batch' }, metadata: { name: 'batch' } }).allowEgressTo(reports);
    }),
    expected: {
      'Deployment shop/web': { REACHABLE: [PAYMENTS], BLOCKED: ['https://reports.example:443', ...UNKNOWN_HOSTS] },
      'Deployment shop/batch': { REACHABLE: ['https://reports.example:443'], BLOCKED: [PAYMENTS, ...UNKNOWN_HOSTS] },
    },
    withoutEach: true,
  }],
};
