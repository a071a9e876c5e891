import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { showPath } from '../../../src/analysis/base/field-path';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { describeRef, refOf } from '../../../src/analysis/base/object-ref';
import { decidingField } from '../../../src/analysis/egress/deciding-field';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { trace } from '../../../src/analysis/reach/trace/trace';

const EXAMPLE = resolve(__dirname, '..', '..', '..', 'examples', 'egress-gateway', 'dist');

const objects = readdirSync(EXAMPLE).flatMap(file => parseAllDocuments(readFileSync(join(EXAMPLE, file), 'utf8')).map(document => document.toJS() as KubernetesObject));

/** The fields that decide about a connection of the shop, hop by hop. */
function fieldsOf(connection: { host?: string; address?: string; port: number; protocol: 'http' | 'https' | 'tcp' }): string[] {
  return trace(MeshModel.of(objects), { namespace: 'shop', ...connection }).hops.flatMap(hop => hop.because.map(name => {
    const object = objects.find(each => describeRef(refOf(each, 0)) === name)!;
    return `${hop.at}: ${object.kind} ${object.metadata!.name!.replace(/-c[0-9a-f]{7,}$/, '')} ${showPath(decidingField(object, hop, connection))}`;
  }));
}

test('at a gateway, the rule for the gateway decides, and on the way to it the TLS of the subset', () => {
  expect(fieldsOf({ host: 'invoices.example.com', port: 80, protocol: 'http' })).toEqual([
    'sidecar: Service egress-gateway spec.ports[1]',
    'sidecar: VirtualService shop-invoices spec.http[0]',
    'sidecar: Sidecar default spec.egress[0].hosts',
    'tls: DestinationRule egress-gateway spec.subsets[0].trafficPolicy.portLevelSettings[0].tls',
    'gateway: ServiceEntry shop-invoices spec.ports[0]',
    'gateway: VirtualService shop-invoices spec.http[1]',
    'endpoint: DestinationRule shop-shop-invoices spec.trafficPolicy.portLevelSettings[0].tls',
    'endpoint: ServiceEntry shop-invoices spec.ports[0]',
  ]);
});

test('the rules of TLS and of TCP are found in the same way', () => {
  const rulesFor = (connection: Parameters<typeof fieldsOf>[0]) => fieldsOf(connection).filter(field => field.includes('VirtualService'));
  expect(rulesFor({ host: 'api.payments.example', port: 443, protocol: 'https' })).toEqual([
    'sidecar: VirtualService shop-payments spec.tls[0]', 'gateway: VirtualService shop-payments spec.tls[1]',
  ]);
  expect(rulesFor({ address: '203.0.113.20', port: 5432, protocol: 'tcp' })).toEqual([
    'sidecar: VirtualService shop-database spec.tcp[0]', 'gateway: VirtualService shop-database spec.tcp[1]',
  ]);
});
