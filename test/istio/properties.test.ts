import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as fc from 'fast-check';
import { anyAddress, anyHost, serviceEntryProps, sidecars } from './generators';
import { ServiceEntry, ServiceEntryProps, Sidecar } from '../../src';
import type { KubernetesObject } from '../../src/analysis/base/kubernetes-object';
import { check } from '../../src/analysis/check';
import { Severity } from '../../src/analysis/findings/finding';

/** What a cluster would refuse about the objects below a chart. */
function refusals(scope: Chart): string[] {
  const objects = scope.node.findAll().filter(ApiObject.isApiObject).map(object => (object as ApiObject).toJson() as KubernetesObject);
  return check(objects)
    .filter(({ severity, upstream }) => severity === Severity.ERROR && (upstream === 'schema' || upstream === 'webhook'))
    .map(({ rule, message }) => `${rule}: ${message}`);
}

function chart(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

/** With what message the props of a ServiceEntry are refused, if they are. */
function refusalOf(shop: Chart, props: ServiceEntryProps): string | undefined {
  try {
    new ServiceEntry(shop, 'Entry', props);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

test('every cluster accepts a ServiceEntry with valid props', () => {
  fc.assert(fc.property(serviceEntryProps, props => {
    const shop = chart();
    new ServiceEntry(shop, 'Entry', props);
    expect(refusals(shop)).toEqual([]);
  }), { numRuns: 1000 });
});

test('a ServiceEntry that is filled piece by piece is the same as one that is made at once', () => {
  fc.assert(fc.property(serviceEntryProps, props => {
    const shop = chart();
    const atOnce = new ServiceEntry(shop, 'Once', { ...props, metadata: { name: 'entry' } });
    const [first, ...others] = props.hosts;
    const piecemeal = new ServiceEntry(shop, 'Pieces', {
      hosts: [first],
      location: props.location,
      workloadSelector: props.workloadSelector,
      subjectAltNames: props.subjectAltNames,
      metadata: { name: 'entry' },
    });
    props.endpoints?.forEach(endpoint => piecemeal.addEndpoint(endpoint));
    props.exportTo?.forEach(scope => piecemeal.addExportTo(scope));
    props.addresses?.forEach(address => piecemeal.addAddress(address));
    props.ports?.forEach(port => piecemeal.addPort(port));
    others.forEach(host => piecemeal.addHost(host));

    if (props.resolution) {
      // An explicit resolution can't be added later.
      [atOnce, piecemeal].forEach(entry => ApiObject.of(entry).addJsonPatch(JsonPatch.remove('/spec/resolution')));
    }
    expect(ApiObject.of(piecemeal).toJson()).toEqual(ApiObject.of(atOnce).toJson());
  }), { numRuns: 300 });
});

test('whatever is given for hosts and addresses is refused at once, or taken by every cluster', () => {
  fc.assert(fc.property(fc.array(anyHost, { minLength: 1, maxLength: 3 }), fc.array(anyAddress, { maxLength: 2 }), (hosts, addresses) => {
    const shop = chart();
    const refusal = refusalOf(shop, { hosts, addresses });
    if (refusal === undefined) { expect(refusals(shop)).toEqual([]); } else { expect(refusal).toMatch(/^'(hosts|addresses)' [^\n]*, got [^\n]*[^.]$/); }
  }), { numRuns: 2000 });
});

test('no message shows the user info of a URL', () => {
  fc.assert(fc.property(fc.webUrl(), fc.stringMatching(/^[A-Z]{12}$/), fc.constantFrom('', ':', '/', '@', '?', '#', ' '), (url, secret, mark) => {
    const refusal = refusalOf(chart(), { hosts: [url.replace('://', `://me:${secret}${mark}${secret}@`)] });
    expect(refusal).toMatch(/^'hosts' accepts DNS names/);
    expect(refusal!.toUpperCase()).not.toContain(secret);
  }));
});

test('every cluster accepts a Sidecar with valid props', () => {
  fc.assert(fc.property(sidecars, ({ props, listeners }) => {
    const shop = chart();
    const sidecar = new Sidecar(shop, 'Sidecar', props);
    listeners.forEach(listener => sidecar.addEgressListener(listener));
    expect(refusals(shop)).toEqual([]);
  }), { numRuns: 500 });
});

test('the order in which a Sidecar is told of targets does not matter', () => {
  fc.assert(fc.property(fc.array(serviceEntryProps, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 3 }), (props, by) => {
    const shop = chart();
    const entries = props.map((each, index) => new ServiceEntry(shop, `Entry${index}`, { ...each, metadata: { namespace: index % 2 ? 'bank' : 'shop' } }));
    const [one, other] = ['One', 'Other'].map(id => new Sidecar(shop, id, { workloadSelector: { app: id }, hosts: [] }));
    one.allowEgressTo(...entries);
    other.allowEgressTo(...entries.slice(by), ...entries.slice(0, by));
    expect(ApiObject.of(other).toJson().spec.egress).toEqual(ApiObject.of(one).toJson().spec.egress);
  }), { numRuns: 200 });
});
