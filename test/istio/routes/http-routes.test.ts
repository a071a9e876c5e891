import { Duration } from 'cdk8s';
import { HttpRoute } from '../../../src';
import { HttpRoutes } from '../../../src/istio/routes/http-routes';

function added(...routes: HttpRoute[]): HttpRoutes {
  const all = new HttpRoutes();
  routes.forEach(route => all.add(route));
  return all;
}

test('without routes there is one for all paths, which sets nothing', () => {
  expect([added().isEmpty, added().settings]).toEqual([true, [{}]]);
});

test('the same route twice is one', () => {
  const route = { uriPrefix: '/a', timeout: Duration.millis(1500) };
  expect(added(route, { ...route }).settings).toEqual([{ uri: { prefix: '/a' }, timeout: '1500ms', retries: undefined }, {}]);
});

test.each<[string, HttpRoute[], string]>([
  ['nothing set', [{}], 'a route must have \'timeout\', \'retries\' or \'uriPrefix\', got none; without a route, there is no time limit, and Istio sends a request again twice'],
  ['two routes for all paths', [{ timeout: Duration.seconds(1) }, { timeout: Duration.seconds(2) }],
    'the route for all paths already has other settings: set \'uriPrefix\', or call addHttpRoute() once'],
  ['two routes for one path', [{ uriPrefix: '/a' }, { uriPrefix: '/a', timeout: Duration.seconds(2) }],
    '\'uriPrefix\' must differ from that of the other routes, got "/a" twice with different settings; use a longer prefix, or one route'],
  ['a relative path', [{ uriPrefix: 'a' }], '\'uriPrefix\' must be the start of a path, from "/" on, without query, got "a"'],
  ['an empty path', [{ uriPrefix: '' }], '\'uriPrefix\' must be the start of a path, from "/" on, without query, got ""'],
  ['a query', [{ uriPrefix: '/a?b' }], '\'uriPrefix\' must be the start of a path, from "/" on, without query, got "/a?b"'],
  ['no time', [{ timeout: Duration.seconds(0) }], '\'timeout\' must be a whole number of milliseconds, at least 1, got "0"'],
  ['half an attempt', [{ retries: { attempts: 0.5 } }], '\'retries.attempts\' must be a whole number from 0 to 2147483647, got "0.5"'],
  ['conditions without attempts', [{ retries: { attempts: 0, retryOn: ['5xx'] } }],
    '\'retries.attempts\' must be at least 1 with \'perTryTimeout\' or \'retryOn\', got "0"; leave them out, or set \'timeout\''],
  ['two conditions in one', [{ retries: { attempts: 1, retryOn: ['5xx,reset'] } }], '\'retries.retryOn\' must have one condition or status code in each item, got "5xx,reset"'],
])('%s is refused', (_, routes, message) => {
  expect(() => added(...routes)).toThrow(new Error(message));
});
