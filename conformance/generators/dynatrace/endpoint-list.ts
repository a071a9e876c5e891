import * as fc from 'fast-check';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { apiUrlFault } from '../../../src/analysis/dynatrace/api-url';
import { pick, scribble, weighted } from '../base/shapes';

const HOST = weighted(
  [12, pick([
    [3, 'a.example.com'], [2, 'b.example.com'], [1, 'a-b.example.com'], [1, 'a1.example.com'], [1, 'A.example.com'], [1, 'a.example.com.'], [1, 'sg-1.live.dynatrace.com'], [2, '10.0.0.9'], [2, '10.0.0.10'], [1, '[2001:db8::1]'],
    [1, '[2001:db8:0::1]'], [1, 'dynakube-activegate.dynatrace.svc'],
  ])],
  [4, pick([
    [1, ''], [1, '010.0.0.1'], [1, '10.0.0.256'], [1, '10.0.1'], [1, '2130706433'], [1, '[::]'], [1, '0.0.0.0'], [1, '[::ffff:10.0.0.1]'], [1, '[fe80::1%25eth0]'], [1, '[fe80::1%25]'], [1, '[10.0.0.1]'], [1, '[a.example.com]'],
    [1, '2001:db8::1'], [1, '*.example.com'], [1, 'ä.example.com'], [1, '%C3%A4.example.com'], [1, '%61.example.com'], [1, 'a_b'], [1, '-a'], [1, 'a b'], [1, 'user:pw@a.example.com'], [1, 'us er@a.example.com'],
    [1, '😀.example.com'], [1, '～.example.com'], [1, 'a,b'], [1, 'a;b'], [1, '<a>'], [1, 'a"b'], [1, '[2001:DB8::1]'], [1, '[::1]x'], [1, 'localhost'], [1, '[fe80::1%25a]b]'], [1, '[fe80::1%25%41]'], [1, '[fe80::1%25a%5D]'],
  ])],
  [1, scribble('a1.:[]%@-', 7)],
);
const SCHEME = weighted([12, pick([[4, 'https://'], [2, 'http://']])], [1, pick([[2, 'HTTPS://'], [1, 'https:/'], [1, 'https:'], [1, '//'], [1, ''], [1, 'ftp://'], [1, 'https:///'], [1, ' https://']])]);
const PORT = weighted(
  [8, pick([[5, ''], [3, ':9999'], [2, ':443'], [2, ':80'], [1, ':8443']])],
  [1, pick([[2, ':'], [1, ':0443'], [1, ':0'], [1, ':65535'], [1, ':65536'], [1, ':4294967295'], [1, ':4294967296'], [1, ':99999999999999999999'], [1, ':-1'], [1, ':+443'], [1, ':x'], [1, ':00000000000000000000443'], [1, ':4 3']])],
);
const PATH = weighted([8, pick([[4, '/communication'], [3, ''], [1, '/']])], [1, pick([[1, '?x='], [1, '#x'], [1, '/%zz'], [1, '/ '], [1, '\n'], [1, '/a b'], [1, '?%zz'], [1, '#%zz'], [1, '/%41'], [1, '\\x'], [1, ' '], [1, '\u007f']])]);

const ENDPOINT = weighted(
  [40, fc.tuple(SCHEME, HOST, PORT, PATH).map(parts => parts.join(''))],
  [1, scribble('https:/.@[]%;, ', 12)],
);

/** A list with the separator that its reader expects; in rare cases with another separator, or with one too many. */
function endpointList(separator: string, other: string): fc.Arbitrary<string> {
  const joint = weighted([20, fc.constant(separator)], [1, pick([[3, other], [1, `${separator} `], [1, `${separator}${separator}`]])]);
  const joined = fc.array(fc.tuple(ENDPOINT, joint), { maxLength: 6 }).map(parts => parts.map(([endpoint, after], index) => index < parts.length - 1 ? endpoint + after : endpoint).join(''));
  return weighted([30, joined], [1, joined.map(text => `${text}${separator}`)], [1, joined.map(text => `{${text}}`)], [1, joined.map(text => ` ${text}`)]);
}

/** A DynaKube with the fields from which the operator makes objects of Istio: the URL of the API, and the lists in the status. */
export const dynaKubeWithEndpoints: fc.Arbitrary<KubernetesObject> = fc.record({
  name: pick([[3, 'dynakube'], [1, 'prod']]),
  namespace: pick([[3, 'dynatrace'], [1, 'monitoring']]),
  apiUrl: weighted(
    [6, pick([
      [4, 'https://abc12345.live.dynatrace.com/api'], [2, 'https://abc12345.apps.dynatrace.com'], [1, 'https://10.20.30.40:9999/e/1a2b3c/api'], [1, 'http://managed.example.com/e/1/api'], [1, 'https://[2001:db8::1]/api'],
      [1, 'https://a.apps.b.apps.example.com:8443'], [1, 'ftp://host/api'], [1, 'https://ABC.apps.dynatrace.com'], [1, 'https://host:0/api'], [1, 'https://user:pw@host/api'],
    ])],
    [1, fc.tuple(SCHEME, HOST, PORT).map(parts => `${parts.join('')}/api`)],
    // The webhook refuses all others.
  ).filter(url => apiUrlFault(url) === undefined),
  endpoints: endpointList(';', ','),
  activeGateEndpoints: endpointList(',', ';'),
}).map(({ name, namespace, apiUrl, endpoints, activeGateEndpoints }) => ({
  apiVersion: 'dynatrace.com/v1beta6',
  kind: 'DynaKube',
  metadata: { name, namespace },
  spec: { apiUrl, enableIstio: true },
  status: { oneAgent: { connectionInfoStatus: { endpoints } }, activeGate: { connectionInfoStatus: { endpoints: activeGateEndpoints } } },
}));
