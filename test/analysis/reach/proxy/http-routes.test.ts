import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { ask, entry, istio, sidecar, verdictOf } from '../../manifests';

const QUESTION = { host: 'b.test.', port: 443, protocol: 'http' } as const;
const plain = entry('b.test', 443, 'HTTP');

describe('a Host with a trailing dot', () => {
  const dotted = (protocol: string) => entry('b.test.', 443, protocol, {}, { name: 'dotted', namespace: 'shop' });

  test('is another spelling of a host', () => {
    expect(verdictOf([plain], QUESTION)).toBe('REACHABLE b.test');
  });

  test('is another spelling even if an entry without HTTP has this name', () => {
    expect(verdictOf([plain, dotted('TLS')], QUESTION)).toBe('REACHABLE b.test');
  });

  test('belongs to an entry with HTTP that has this name', () => {
    expect(verdictOf([plain, dotted('HTTP')], QUESTION)).toBe('REACHABLE b.test.');
  });
});

describe('a Service whose port is that of an HTTP_PROXY listener', () => {
  const service = (name: string, address: string, ...ports: number[]) => ({
    apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { clusterIP: address, ports: ports.map(port => ({ port, name: `x${port}` })) },
  });
  /** Requests to the address of Service `web` on the port of the listener. */
  const at = (listener: number, ports: number[], host = 'web.shop.svc.cluster.local', ...others: KubernetesObject[]) => {
    const proxy = sidecar([], { egress: [{ port: { number: listener, name: 'proxy', protocol: 'HTTP_PROXY' }, hosts: ['./*'] }, { hosts: ['*/*'] }] });
    const { verdict, service: reached, port } = ask(
      [proxy, service('web', '10.0.0.10', ...ports), service('other', '10.0.0.11', listener), ...others],
      { host, address: '10.0.0.10', port: listener, protocol: 'http' },
    );
    return [verdict, ...reached === undefined ? [] : [`${reached.split('.')[0]}:${port}`]].join(' ');
  };
  const toOther = istio('VirtualService', 'v', {
    hosts: ['web.shop.svc.cluster.local'], http: [{ route: [{ destination: { host: 'other.shop.svc.cluster.local', port: { number: 8080 } } }] }],
  }, { namespace: 'shop' });

  test.each<[listener: number, ports: number[], byName: string, byAnother: string]>([
    [80, [80], 'REACHABLE web:80', 'MISROUTED web:80'],
    [80, [9, 80], 'REACHABLE web:80', 'MISROUTED web:80'],
    [8080, [8080], 'REACHABLE web:8080', 'MISROUTED web:8080'],
    [8080, [8080, 80], 'REACHABLE web:8080', 'MISROUTED web:8080'],
    [8080, [9, 80, 8080], 'REACHABLE web:8080', 'MISROUTED web:8080'],
    [8080, [80, 8080], 'REACHABLE web:80', 'BLOCKED'],
  ])('%d, with the ports %j, has routes in its own listener', (listener, ports, byName, byAnother) => {
    expect([at(listener, ports), at(listener, ports, 'a.test')]).toEqual([byName, byAnother]);
  });

  test('has the routes of its VirtualService in its own listener', () => {
    expect([at(8080, [8080], undefined, toOther), at(8080, [9, 8080], undefined, toOther)]).toEqual(['MISROUTED other:8080', 'MISROUTED other:8080']);
  });
});

describe('a VirtualService for a wildcard', () => {
  const all = istio('VirtualService', 'v', { hosts: ['*.test'], http: [{ route: [{ destination: { host: 'b.test', port: { number: 80 } } }] }] });
  const at = (...hosts: string[]) => verdictOf(
    [all, entry('b.test', 80, 'HTTP'), ...hosts.map((host, index) => entry(host, 80, 'HTTP', {}, { name: `e${index}` }))],
    { host: 'a.test', port: 80, protocol: 'http' },
  );

  test('routes requests for a host that it covers', () => {
    expect(at('a.test')).toBe('MISROUTED b.test');
  });

  test('does not cover a host in upper case, whose own routes fail', () => {
    expect([at('A.test'), at('A.test', 'a.test')]).toEqual(['BLOCKED', 'MISROUTED b.test']);
  });
});
