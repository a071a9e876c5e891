import { Chart } from 'cdk8s';
import { app, deployment, Scenario, UNKNOWN_HOSTS } from './scenario';
import { InterceptionMode, ProxyBypass, Resolution, ServiceEntry, ServiceEntryEndpoint, ServicePort, Sidecar } from '../../../src';

const OPEN = [
  'http://plain.example:80', 'https://any-name.wild.example:443', 'http://grpc.example:50051', 'tcp://203.0.113.1:7000', 'https://moved.example:443',
];
const CLOSED = [
  'https://plain.example:8443 (wrong port)', 'https://any-name.wild.example:443 as unknown-host.invalid (wrong SNI)', ...UNKNOWN_HOSTS,
];

/** All kinds of entries, and all modes of interception. */
export const entries: Scenario = {
  name: 'entries',
  steps: [{
    title: 'each kind of entry opens its hosts, however connections get to the sidecar',
    synth: app(scope => {
      const shop = new Chart(scope, 'shop', { namespace: 'shop' });
      new ServiceEntry(shop, 'Plain', { hosts: ['plain.example'], ports: [ServicePort.http()] });
      new ServiceEntry(shop, 'Wild', { hosts: ['*.wild.example'], ports: [ServicePort.tls()], resolution: Resolution.NONE });
      new ServiceEntry(shop, 'Grpc', { hosts: ['grpc.example'], ports: [ServicePort.grpc(50051)] });
      new ServiceEntry(shop, 'Range', {
        hosts: ['range.invalid'], addresses: ['203.0.113.0/24'], ports: [ServicePort.tcp(7000)], resolution: Resolution.NONE,
      });
      new ServiceEntry(shop, 'Moved', {
        hosts: ['moved.example'],
        ports: [ServicePort.https()],
        resolution: Resolution.STATIC,
        endpoints: [ServiceEntryEndpoint.ip('192.0.2.7', { ports: { 'https-443': 8444 } })],
      });
      new Sidecar(shop, 'Sidecar');
      deployment(shop, 'redirect');
      ProxyBypass.of(deployment(shop, 'tproxy')).useInterceptionMode(InterceptionMode.TPROXY);
      ProxyBypass.of(deployment(shop, 'none')).useInterceptionMode(InterceptionMode.NONE);
    }),
    expected: {
      'Deployment shop/redirect': { REACHABLE: OPEN, BLOCKED: CLOSED },
      'Deployment shop/tproxy': { REACHABLE: OPEN, BLOCKED: CLOSED },
      'Deployment shop/none': { BYPASSED: [...OPEN, ...CLOSED] },
    },
    withoutEach: true,
  }],
};
