import type { KubernetesObject } from '../../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../../src/analysis/check';

function entry(host: string, address: string): KubernetesObject {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: host, namespace: 'dynatrace' },
    spec: { hosts: [host], addresses: [address], location: 'MESH_EXTERNAL', resolution: 'NONE', ports: [{ number: 9999, name: 'tcp-9999', protocol: 'TCP' }] },
  };
}

function reported(ranges: string, ...entries: KubernetesObject[]): (string | undefined)[] {
  const web = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { template: { metadata: { annotations: { 'traffic.sidecar.istio.io/excludeOutboundIPRanges': ranges } } } },
  };
  return check([web, ...entries]).filter(({ rule }) => rule === 'mesh/bypassed-entry').map(({ message }) => /"([^"]+)"/.exec(message)?.[1]);
}

const V4 = entry('198-51-100-7.oneagent.invalid', '198.51.100.7');
const V6 = entry('2001-db8--7.oneagent.invalid', '2001:db8::7');
const OPERATOR = entry('ignored.subdomain', '198.51.100.7/32');
const DATABASE = entry('db.example.com', '198.51.100.9');

test.each([
  ['an entry that represents an address', '198.51.100.7/32', [V4]],
  ['an entry that represents an IPv6 address', '2001:db8:0::7/128', [V6]],
  ['an entry of the operator', '198.51.100.7/32', [OPERATOR]],
])('%s is not reported if the annotation names the address', (_, ranges, entries) => {
  expect(reported(ranges, ...entries)).toEqual([]);
});

test.each([
  ['an entry that represents an address in a wider range', '198.51.100.0/24', [V4], ['198-51-100-7.oneagent.invalid']],
  ['an entry of the operator in a wider range', '198.51.100.0/24', [OPERATOR], ['ignored.subdomain']],
  ['an entry with a name in DNS', '198.51.100.9/32', [DATABASE], ['db.example.com']],
  ['an entry beside one that is bypassed deliberately', '198.51.100.7/32,198.51.100.9/32', [V4, DATABASE], ['db.example.com']],
])('%s is reported', (_, ranges, entries, hosts) => {
  expect(reported(ranges, ...entries)).toEqual(hosts);
});
