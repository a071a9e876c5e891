import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { app, deployment, Scenario, Step, UNKNOWN_HOSTS } from './scenario';
import { ConnectionInfo, DynaKube, DynaKubeMode, OneAgentEgress, Sidecar } from '../../../src';

const OLD = ['https://activegate-1.example.com:9999', 'https://203.0.113.10:9999'];
const NEW = ['https://activegate-2.example.com:9999', 'https://203.0.113.20:9999'];

const IPV6 = 'https://[2001:db8::10]:9999';
const IPV6_WRONG_PORT = 'https://[2001:db8::10]:8443 (wrong port)';
const IPV6_UNKNOWN = 'tcp://[3fff::1]:9999 (unknown IP)';

/** The same app each time: only the answer of the Dynatrace API differs. */
function step(title: string, endpoints: readonly string[], expected: Step['expected']): Step {
  return {
    title,
    synth: folder => {
      const file = join(folder, '..', 'connection-info.json');
      writeFileSync(file, JSON.stringify({ tenantUUID: 'abc12345', communicationEndpoints: endpoints.map(endpoint => `${endpoint}/communication`) }));
      app(scope => {
        const monitoring = new Chart(scope, 'monitoring', { namespace: 'dynatrace' });
        const dynakube = new DynaKube(monitoring, 'DynaKube', {
          apiUrl: 'https://abc12345.live.dynatrace.com/api', mode: DynaKubeMode.cloudNativeFullStack(),
        });
        const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', { dynakube, connectionInfo: ConnectionInfo.fromFile(file) });
        const shop = new Chart(scope, 'shop', { namespace: 'shop' });
        deployment(shop, 'web');
        new Sidecar(shop, 'Sidecar').allowEgressTo(oneAgent);
      })(folder);
    },
    expected,
  };
}

/** ActiveGates are added and removed, and the mesh follows with the next synth and apply. */
export const activeGates: Scenario = {
  name: 'active-gates',
  steps: [
    step('two ActiveGates, one by name and one by IP', OLD, { 'Deployment shop/web': { REACHABLE: OLD, BLOCKED: [...NEW, ...UNKNOWN_HOSTS] } }),
    step('two more appear in connection-info.json, and are reachable', [...OLD, ...NEW], {
      'Deployment shop/web': { REACHABLE: [...OLD, ...NEW], BLOCKED: UNKNOWN_HOSTS },
    }),
    step('the first two disappear, and are closed', NEW, { 'Deployment shop/web': { REACHABLE: NEW, BLOCKED: [...OLD, ...UNKNOWN_HOSTS] } }),
  ],
};

/** An IPv6 endpoint, through the sidecar and past it. */
export const ipv6: Scenario = {
  name: 'ipv6',
  steps: [{
    title: 'an IPv6 endpoint is reached through the sidecar by its entry, and past it by the bypass; its neighbour is not',
    synth: app(scope => {
      const monitoring = new Chart(scope, 'monitoring', { namespace: 'dynatrace' });
      const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', {
        connectionInfo: ConnectionInfo.fromEndpoints('https://[2001:db8::10]:9999/communication'),
      });
      const shop = new Chart(scope, 'shop', { namespace: 'shop' });
      deployment(shop, 'web');
      oneAgent.bypass(deployment(shop, 'bypassed'));
      new Sidecar(shop, 'Sidecar').allowEgressTo(oneAgent);
    }),
    expected: {
      'Deployment shop/web': {
        REACHABLE: [IPV6],
        BLOCKED: [IPV6_WRONG_PORT, IPV6_UNKNOWN, ...UNKNOWN_HOSTS],
      },
      'Deployment shop/bypassed': {
        BYPASSED: [IPV6, IPV6_WRONG_PORT],
        BLOCKED: [IPV6_UNKNOWN, ...UNKNOWN_HOSTS],
      },
    },
    withoutEach: true,
  }],
};
