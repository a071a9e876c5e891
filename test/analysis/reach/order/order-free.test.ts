import * as fc from 'fast-check';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { isOrderOpen, possibleOrders } from '../../../../src/analysis/model/age-orders';
import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { orderAlternatives, relevantTo } from '../../../../src/analysis/reach/order/order-alternatives';
import { isOrderFree } from '../../../../src/analysis/reach/order/order-free';
import type { ListenerContext } from '../../../../src/analysis/reach/proxy/listener-context';
import { dialledAddresses } from '../../../../src/analysis/reach/proxy/name-table';
import { applicableSidecars, sidecarScope } from '../../../../src/analysis/reach/proxy/sidecar-scope';
import type { ReachQuestion } from '../../../../src/analysis/reach/question';
import { trace } from '../../../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../../../src/analysis/settings/mesh-config';
import { entry, istio, LOCKED, sidecar } from '../../manifests';

const one = fc.constantFrom;

/** An entry for a host; nothing but its protocol, its resolution and its addresses decides whether its age matters. */
const entries = fc.record({
  host: one('a.test', 'b.test', 'c.test', 'd.test', 'x.w.test', '*.test', '*.w.test', 'B.test'),
  port: one(443, 443, 80),
  protocol: one('TLS', 'TLS', 'TLS', 'HTTPS', 'HTTPS', 'TCP', 'MONGO', 'HTTP', ''),
  resolution: one('DNS', 'DNS', 'STATIC', 'NONE', 'DYNAMIC_DNS'),
  address: one(undefined, undefined, undefined, '10.0.0.1', '10.0.0.2', '10.0.0.0/24', '0.0.0.0'),
  endpoint: one(undefined, undefined, '198.51.100.7'),
  namespace: one('egress', 'shop', 'other'),
}).map(({ host, port, protocol, resolution, address, endpoint, namespace }) => entry(host, port, protocol, {
  resolution,
  ...address === undefined ? {} : { addresses: [address] },
  ...endpoint === undefined ? {} : { endpoints: [{ address: endpoint }] },
}, { namespace, name: `${namespace}-${protocol.toLowerCase()}-${resolution.toLowerCase()}` }));

const questions: fc.Arbitrary<ReachQuestion> = fc.record({
  namespace: fc.constant('shop'),
  host: one('a.test', 'b.test', 'x.w.test', 'x.test', 'unknown.example', undefined),
  address: one(undefined, undefined, undefined, '10.0.0.1', '10.0.0.7'),
  port: one(443, 443, 80),
  protocol: one('https', 'http', 'tcp'),
  dnsCapture: fc.boolean(),
});

const routes = one([], [], [], [istio('VirtualService', 'route', { hosts: ['a.test'], tcp: [{ route: [{ destination: { host: 'b.test' } }] }] })]);

const tidy = fc.record({
  objects: fc.tuple(fc.array(entries, { minLength: 2, maxLength: 4 }), one([], [sidecar(['./*', 'egress/*'])], [sidecar(['*/*'])], [sidecar(['*/a.test'])]), routes)
    .map(all => all.flat()),
  meshConfig: one({}, LOCKED),
  questions: fc.array(questions, { minLength: 3, maxLength: 3 }),
});

function contextOf(model: MeshModel, { namespace, labels = {}, dnsCapture = false }: ReachQuestion): ListenerContext {
  const [applied] = applicableSidecars(model, { namespace, labels });
  return { model, scope: sidecarScope(model, namespace, applied), client: { namespace, labels, gateway: 'mesh' }, dnsCapture };
}

/** How many connections need one order only. Each of them is asked about in all orders, and must have the same outcome in each. */
function orderFreeAmong(objects: readonly KubernetesObject[], meshConfig: object, asked: readonly ReachQuestion[]): number {
  const model = MeshModel.of(objects, meshSettingsOf(meshConfig));
  return asked.filter(question => {
    const { host, address, port } = question;
    const context = contextOf(model, question);
    const addresses = dialledAddresses(context, { host, address });
    const { services, virtualServices } = relevantTo(context, { host, port }, addresses);
    const isOpen = isOrderOpen(services) || isOrderOpen(virtualServices);
    const isFree = virtualServices.length === 0 && isOrderFree(context, services, port);
    // The search for what is relevant is left out if it is not needed.
    expect(orderAlternatives(context, { host, port }, addresses)?.length === 0).toBe(!isOpen || isFree);
    if (services.length < 2 || !isFree) { return false; }
    const outcomes = possibleOrders(services).map(order => trace(model.reordered(order, []), question).outcome);
    expect(new Set(outcomes).size).toBe(1);
    return true;
  }).length;
}

test('services whose age is left out have the same outcome in each order', () => {
  let found = 0;
  fc.assert(fc.property(tidy, ({ objects, meshConfig, questions: asked }) => {
    found += orderFreeAmong(objects, meshConfig, asked);
  }), { numRuns: 1000, seed: 1 });
  expect(found).toBeGreaterThan(60);
});

function alternativesOf(...objects: readonly KubernetesObject[]): number | undefined {
  const question: ReachQuestion = { namespace: 'shop', host: 'a.test', port: 443, protocol: 'https' };
  const context = contextOf(MeshModel.of(objects, meshSettingsOf(LOCKED)), question);
  return orderAlternatives(context, { host: 'a.test', port: 443 }, [undefined])?.length;
}

test('entries with TLS and names of their own need no second order', () => {
  expect(alternativesOf(entry('a.test', 443, 'TLS'), entry('b.test', 443, 'HTTPS'), entry('*.w.test', 443, 'TLS', { resolution: 'NONE' }))).toBe(0);
});

test('entries need a second order if one of them can take what is meant for the other', () => {
  expect(alternativesOf(entry('a.test', 443, 'TLS'), entry('b.test', 443, 'TCP'))).toBe(1);
  expect(alternativesOf(entry('a.test', 443, 'TLS'), entry('b.test', 443, 'HTTP'))).toBe(1);
  expect(alternativesOf(entry('a.test', 443, 'TLS'), entry('b.test', 443, ''))).toBe(1);
  expect(alternativesOf(entry('a.test', 443, 'TLS'), entry('a.test', 443, 'TLS', {}, { name: 'again' }))).toBe(1);
  expect(alternativesOf(entry('a.test', 443, 'TLS'), entry('*', 443, 'TLS', { resolution: 'NONE' }))).toBe(1);
});

test('a Sidecar with ports of its own needs a second order', () => {
  const ports = { egress: [{ port: { number: 443, name: 'tls', protocol: 'TLS' }, hosts: ['*/*'] }] };
  expect(alternativesOf(entry('a.test', 443, 'TLS'), entry('b.test', 443, 'TLS'), sidecar([], ports))).toBe(1);
});
