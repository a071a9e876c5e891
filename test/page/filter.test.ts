import { filterEgress } from '../../page/view/filter';
import type { PicturedDestination, PicturedWorkload } from '../../src/report/picture/pictured-egress';

function destination(host: string, via: string): PicturedDestination {
  return { host, port: 443, protocol: 'https', via, verdict: 'REACHABLE' };
}

function workload(namespace: string, name: string): PicturedWorkload {
  return {
    kind: 'Deployment',
    namespace,
    name,
    sidecar: `Sidecar ${namespace}/default`,
    destinations: [destination('api.pay.example', 'ServiceEntry shop/pay'), destination('mail.example', 'ServiceEntry shop/mail')],
    unknownHosts: [],
  };
}

const WORKLOADS = [workload('shop', 'web'), workload('shop', 'cart'), workload('stock', 'web')];

function found(namespace: string, text: string): string[] {
  return filterEgress({ workloads: WORKLOADS, notes: [] }, { namespace, text }).workloads
    .map(each => `${each.namespace}/${each.name}: ${each.destinations.map(({ host }) => host).join(' ')}`);
}

test.each([
  ['shop', '', ['shop/web: api.pay.example mail.example', 'shop/cart: api.pay.example mail.example']],
  ['', 'CART', ['shop/cart: api.pay.example mail.example']],
  ['', 'mail', ['shop/web: mail.example', 'shop/cart: mail.example', 'stock/web: mail.example']],
  ['', 'stock mail', ['stock/web: mail.example']],
  ['stock', ' web  pay ', ['stock/web: api.pay.example']],
  ['', 'nothing', []],
])('namespace "%s" and search "%s"', (namespace, text, expected) => {
  expect(found(namespace, text)).toEqual(expected);
});
