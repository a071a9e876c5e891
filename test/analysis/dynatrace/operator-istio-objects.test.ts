import cases from './operator-istio-cases.json';
import { apiUrlEndpoint } from '../../../src/analysis/dynatrace/api-url';
import { OperatorComponent, OperatorIstioObject, operatorIstioObjects } from '../../../src/analysis/dynatrace/operator-istio-objects';
import { EndpointSeparator, parseOperatorEndpointList } from '../../../src/dynatrace/connection/operator-endpoint-list';

/** What the operator's own code did with a list of endpoints; the objects for the API are in it only where its URL is. */
interface OperatorIstioCase {
  readonly id: string;
  readonly note: string;
  readonly component: string;
  readonly endpoints: string;
  readonly apiUrl?: string;
  readonly refusedBy?: string;
  readonly objects?: { readonly [kindAndName: string]: object };
}

const DYNAKUBE = { name: 'dynakube', namespace: 'dynatrace' };

function objectsOf({ component, endpoints, apiUrl }: OperatorIstioCase): OperatorIstioObject[] {
  const separator = component === 'oneagent' ? EndpointSeparator.ONE_AGENT : EndpointSeparator.ACTIVE_GATE;
  const api = apiUrl === undefined ? undefined : apiUrlEndpoint(apiUrl);
  if (apiUrl !== undefined && api === undefined) { throw new Error('operator'); }
  return [
    ...operatorIstioObjects(DYNAKUBE, 'operator', api ? [api] : []),
    ...operatorIstioObjects(DYNAKUBE, component as OperatorComponent, parseOperatorEndpointList(endpoints, separator, component)),
  ];
}

describe('the operator creates the same objects for', () => {
  test.each(cases as unknown as OperatorIstioCase[])('$id: $note', given => {
    if (given.refusedBy !== undefined) {
      expect(() => objectsOf(given)).toThrow(given.refusedBy);
      return;
    }
    const specs = objectsOf(given).map(({ kind, metadata, spec }) => [`${kind} ${metadata.name}`, spec]);
    expect(Object.fromEntries(specs)).toEqual(given.objects);
    expect(specs).toHaveLength(Object.keys(given.objects!).length);
  });
});

test('an object has the labels of the operator, and no other metadata', () => {
  const [entry, virtualService] = operatorIstioObjects({ name: 'prod', namespace: 'monitoring' }, 'activegate', [{ scheme: 'https', host: 'ag.example.com', port: 9999 }]);
  const metadata = {
    name: 'prod-fqdn-activegate',
    namespace: 'monitoring',
    labels: {
      'app.kubernetes.io/name': 'dynatrace-operator',
      'app.kubernetes.io/created-by': 'prod',
      'app.kubernetes.io/component': 'activegate',
    },
  };
  expect(entry).toEqual({
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'ServiceEntry',
    metadata,
    spec: { hosts: ['ag.example.com'], ports: [{ name: 'https-9999', number: 9999, protocol: 'HTTPS' }], resolution: 'DNS' },
  });
  expect(virtualService).toEqual({
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'VirtualService',
    metadata,
    spec: {
      hosts: ['ag.example.com'],
      tls: [{ match: [{ port: 9999, sniHosts: ['ag.example.com'] }], route: [{ destination: { host: 'ag.example.com', port: { number: 9999 } } }] }],
    },
  });
});

test('port 0 is left out everywhere', () => {
  const [entry, virtualService] = operatorIstioObjects(DYNAKUBE, 'oneagent', [{ scheme: 'http', host: 'a.example.com', port: 0 }]);
  expect(entry.spec.ports).toEqual([{ name: 'http-0', protocol: 'HTTP' }]);
  expect(virtualService.spec.http).toEqual([{ match: [{}], route: [{ destination: { host: 'a.example.com', port: {} } }] }]);
});
