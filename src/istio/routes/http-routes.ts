import { HttpRetries, HttpRoute } from './http-route';
import { renderDuration } from './render-duration';
import * as l1 from '../../../imports/networking.istio.io';
import { quote } from '../../analysis/base/quote';

/** What a route of a VirtualService sets for requests with a path, or for all others. */
export interface HttpRouteSettings {
  readonly uri?: l1.VirtualServiceSpecHttpMatchUri;
  readonly timeout?: string;
  readonly retries?: l1.VirtualServiceSpecHttpRetries;
}

/** The routes of a ServiceEntry for requests. */
export class HttpRoutes {
  private readonly byPrefix = new Map<string, HttpRouteSettings>();

  public get isEmpty(): boolean { return this.byPrefix.size === 0; }

  /** Adds a route. The same route again is ignored. */
  public add(route: HttpRoute): void {
    const settings = settingsOf(route);
    const { uriPrefix = '' } = route;
    const before = this.byPrefix.get(uriPrefix);
    if (before && JSON.stringify(before) !== JSON.stringify(settings)) {
      throw new Error(uriPrefix === ''
        ? 'the route for all paths already has other settings: set \'uriPrefix\', or call addHttpRoute() once'
        : `'uriPrefix' must differ from that of the other routes, got ${quote(uriPrefix)} twice with different settings; use a longer prefix, or one route`);
    }
    this.byPrefix.set(uriPrefix, settings);
  }

  /**
   * The settings as Istio reads them, which uses the first route that matches: the longest prefix first, and all other paths last. A path without a route
   * would get the status 404.
   */
  public get settings(): HttpRouteSettings[] {
    const prefixes = [...this.byPrefix.keys()].filter(prefix => prefix !== '').sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    return [...prefixes.map(prefix => this.byPrefix.get(prefix)!), this.byPrefix.get('') ?? {}];
  }
}

function settingsOf({ uriPrefix, timeout, retries }: HttpRoute): HttpRouteSettings {
  if (uriPrefix !== undefined && !/^\/[^\s?#]*$/.test(uriPrefix)) {
    throw new Error(`'uriPrefix' must be the start of a path, from "/" on, without query, got ${quote(uriPrefix)}`);
  }
  if (uriPrefix === undefined && timeout === undefined && retries === undefined) {
    throw new Error('a route must have \'timeout\', \'retries\' or \'uriPrefix\', got none; without a route, there is no time limit, and Istio sends a request again twice');
  }
  return {
    uri: uriPrefix === undefined ? undefined : { prefix: uriPrefix },
    timeout: renderDuration('timeout', timeout),
    retries: retries && retriesOf(retries),
  };
}

function retriesOf({ attempts, perTryTimeout, retryOn = [] }: HttpRetries): l1.VirtualServiceSpecHttpRetries {
  if (!Number.isInteger(attempts) || attempts < 0 || attempts > 2147483647) {
    throw new Error(`'retries.attempts' must be a whole number from 0 to 2147483647, got ${quote(attempts)}`);
  }
  if (attempts === 0 && (perTryTimeout !== undefined || retryOn.length > 0)) {
    throw new Error('\'retries.attempts\' must be at least 1 with \'perTryTimeout\' or \'retryOn\', got "0"; leave them out, or set \'timeout\'');
  }
  const malformed = retryOn.find(condition => !/^[a-z0-9-]+$/.test(condition));
  if (malformed !== undefined) { throw new Error(`'retries.retryOn' must have one condition or status code in each item, got ${quote(malformed)}`); }
  return {
    attempts,
    perTryTimeout: renderDuration('retries.perTryTimeout', perTryTimeout),
    retryOn: retryOn.length === 0 ? undefined : [...new Set(retryOn)].sort().join(','),
  };
}
