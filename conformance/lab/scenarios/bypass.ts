import { Chart } from 'cdk8s';
import { app, deployment, Scenario, UNKNOWN_HOSTS } from './scenario';
import { ConnectionInfo, OneAgentEgress, ProxyBypass, Sidecar } from '../../../src';

const NAMED = 'https://activegate.example.com:9999';
const BY_IP = 'https://203.0.113.10:9999';

/** Annotations of pods, which Istio's own init code turns into iptables rules. */
export const bypass: Scenario = {
  name: 'bypass',
  steps: [{
    title: 'excluded connections go past the sidecar, and the sidecar still refuses the rest',
    synth: app(scope => {
      const monitoring = new Chart(scope, 'monitoring', { namespace: 'dynatrace' });
      const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', {
        connectionInfo: ConnectionInfo.fromEndpoints('https://activegate.example.com:9999/communication;https://203.0.113.10:9999/communication'),
      });
      const shop = new Chart(scope, 'shop', { namespace: 'shop' });
      new Sidecar(shop, 'Sidecar').allowEgressTo(oneAgent);
      deployment(shop, 'through');
      oneAgent.bypass(deployment(shop, 'bypassed'));
      ProxyBypass.of(deployment(shop, 'port')).excludeOutboundPorts(9999);
      ProxyBypass.of(deployment(shop, 'one-range')).includeOutboundIpRanges('203.0.113.0/24');
      const port = ProxyBypass.of(deployment(shop, 'one-port'));
      port.captureNoOutboundTraffic();
      port.includeOutboundPorts(443);
      ProxyBypass.of(deployment(shop, 'none')).captureNoOutboundTraffic();
    }),
    expected: {
      'Deployment shop/through': { REACHABLE: [NAMED, BY_IP], BLOCKED: UNKNOWN_HOSTS },
      'Deployment shop/bypassed': { REACHABLE: [NAMED], BYPASSED: [BY_IP, 'https://203.0.113.10:8443 (wrong port)'], BLOCKED: UNKNOWN_HOSTS },
      'Deployment shop/port': { BYPASSED: [NAMED, BY_IP], BLOCKED: [...UNKNOWN_HOSTS, 'https://203.0.113.10:8443 (wrong port)'] },
      'Deployment shop/one-range': { REACHABLE: [BY_IP], BYPASSED: [NAMED, ...UNKNOWN_HOSTS], BLOCKED: ['https://203.0.113.10:8443 (wrong port)'] },
      'Deployment shop/one-port': { BYPASSED: [NAMED, BY_IP, UNKNOWN_HOSTS[0]], BLOCKED: [UNKNOWN_HOSTS[1]] },
      'Deployment shop/none': { BYPASSED: [NAMED, BY_IP, ...UNKNOWN_HOSTS] },
    },
  }],
};
