import { App, Chart, Testing } from 'cdk8s';
import { ServiceEntry, ServiceEntryAttributes, ServicePort, Sidecar } from '../../src';

function chart(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

const ATTRIBUTES: ServiceEntryAttributes = { namespace: 'egress', name: 'partner', hosts: ['api.partner.example'] };

test('an entry that exists elsewhere is imported, and not written', () => {
  const shop = chart();
  const partner = ServiceEntry.fromServiceEntryAttributes(shop, 'Partner', { ...ATTRIBUTES, ports: [ServicePort.https()] });
  new Sidecar(shop, 'Sidecar').allowEgressTo(partner);

  expect([partner.namespace, partner.name, partner.hosts, partner.ports.map(port => port.name)])
    .toEqual(['egress', 'partner', ['api.partner.example'], ['https-443']]);
  expect(Testing.synth(shop).map(({ kind, spec }) => [kind, spec.egress])).toEqual([
    ['Sidecar', [{ hosts: ['./*', 'egress/api.partner.example', 'istio-system/*'] }]],
  ]);
});

test('its hosts are those of the entry, unchanged', () => {
  const hosts = ['API.partner.example', 'db', '*-eu.partner.example', '*.partner.example'];
  const partner = ServiceEntry.fromServiceEntryAttributes(chart(), 'Partner', { ...ATTRIBUTES, hosts });
  expect(partner.hosts).toEqual(hosts);
  expect(partner.egressHosts.map(({ value }) => value)).toEqual(['egress/API.partner.example', 'egress/*', 'egress/*', 'egress/*.partner.example']);
});

test('ports that are not given are not known', () => {
  expect(ServiceEntry.fromServiceEntryAttributes(chart(), 'Partner', ATTRIBUTES).ports).toEqual([]);
});

test('lists are copied in and out', () => {
  const hosts = ['api.partner.example'];
  const ports = [ServicePort.https()];
  const partner = ServiceEntry.fromServiceEntryAttributes(chart(), 'Partner', { ...ATTRIBUTES, hosts, ports });
  hosts.push('b.example');
  ports.pop();
  partner.hosts.push('c.example');
  partner.ports.pop();
  expect([partner.hosts, partner.ports.length]).toEqual([['api.partner.example'], 1]);
});

test.each<[what: string, attributes: Partial<ServiceEntryAttributes>, message: string]>([
  ['no hosts', { hosts: [] }, '\'hosts\' must list the hosts of the ServiceEntry, at least one, got "[]"'],
  ['hosts that are missing', { hosts: undefined }, '\'hosts\' must be a list, got "undefined"'],
  ['a host that is no text', { hosts: [null as never] }, '\'hosts[0]\' must be a string, got "null"'],
  ['a name with a capital letter', { name: 'Partner' },
    '\'name\' must be lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "Partner"'],
  ['a name that is missing', { name: undefined }, '\'name\' must be a string, got "undefined"'],
  ['a namespace with a slash', { namespace: 'a/b' }, '\'namespace\' must be lower-case letters, digits and \'-\', 63 characters at most, got "a/b"'],
  ['a URL', { hosts: ['https://me:secret@api.partner.example'] },
    '\'hosts\' accepts DNS names without scheme, port or path, spelled as in the ServiceEntry, got "https://…@api.partner.example"'],
  ['every host', { hosts: ['*'] },
    '\'hosts\' accepts DNS names without scheme, port or path, spelled as in the ServiceEntry, got "*"'],
])('%s is refused', (_, attributes, message) => {
  expect(() => ServiceEntry.fromServiceEntryAttributes(chart(), 'Partner', { ...ATTRIBUTES, ...attributes })).toThrow(new Error(message));
});
