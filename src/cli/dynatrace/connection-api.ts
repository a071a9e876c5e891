import { HttpAnswer, HttpClient, NoAnswer } from './http-client';
import { quote } from '../../analysis/base/quote';
import { CONNECTION_REMEDY, ConnectionAnswer, readConnectionJson } from '../../analysis/dynatrace/connection-answer';
import { networkZoneOf } from '../../analysis/dynatrace/network-zone';
import { UsageError } from '../base/usage-error';

/** Who the endpoints are for. */
export type Component = 'OneAgent' | 'ActiveGate';

const PATHS: Readonly<Record<Component, string>> = {
  OneAgent: '/v1/deployment/installer/agent/connectioninfo',
  ActiveGate: '/v1/deployment/installer/gateway/connectioninfo',
};

/** An environment, and how it is asked. */
export interface ConnectionApi {
  readonly client: HttpClient;
  /** Ends in `/api`. */
  readonly apiUrl: URL;
  readonly token: string;
  readonly networkZone?: string;
  /** Whether the API answers for the default zone if there is no such network zone. */
  readonly defaultZoneFallback: boolean;
}

/**
 * Asks the Dynatrace API for the endpoints of a component.
 *
 * @throws UsageError if it gives none, with the reason and the remedy. The message has nothing of the token and of the answer.
 */
export async function askForEndpoints(api: ConnectionApi, component: Component): Promise<ConnectionAnswer> {
  const url = new URL(`${api.apiUrl.pathname}${PATHS[component]}`, api.apiUrl);
  if (api.networkZone !== undefined) {
    url.searchParams.set('networkZone', api.networkZone);
    url.searchParams.set('defaultZoneFallback', String(api.defaultZoneFallback));
  }
  const server = `the Dynatrace API at ${api.apiUrl.href}`;
  try {
    return read(await api.client.get(url, { 'accept': 'application/json', 'accept-encoding': 'identity', 'authorization': `Api-Token ${api.token}` }), api, server, component);
  } catch (error) {
    throw error instanceof NoAnswer ? new UsageError(`${server} gave no list for ${component}: ${error.message}`) : error;
  }
}

function read({ status, contentType, redirectsTo, body }: HttpAnswer, api: ConnectionApi, server: string, component: Component): ConnectionAnswer {
  if (status !== 200) { throw new UsageError(`${server} ${faultOf(status, redirectsTo, api)}`); }
  if (!/^application\/(?:[a-z0-9.+-]*\+)?json\b/i.test(contentType)) {
    throw new UsageError(`${server} answers with ${contentType === '' ? 'an unknown type' : quote(contentType)}, not with JSON: check --environment, and that no login page or proxy answers in its place`);
  }
  const source = `the answer for ${component} of ${server}`;
  let answer: ConnectionAnswer;
  try {
    answer = readConnectionJson(body.toString('utf8'), source);
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(CONNECTION_REMEDY)[0]}; check --environment, and that nothing changes the answer on its way`);
  }
  if (answer.endpoints.length === 0) { throw new UsageError(`${source} has no endpoint: nothing is written, because a mesh that allows none blocks ${component}`); }
  return { ...answer, networkZone: api.networkZone === undefined ? undefined : networkZoneOf(api.networkZone) };
}

/** What is wrong, for the statuses that another attempt does not change. */
function faultOf(status: number, redirectsTo: string | undefined, { networkZone }: ConnectionApi): string {
  switch (status) {
    case 400: return networkZone === undefined ? 'refuses the request (400): check --environment'
      : `refuses the request (400): check that the network zone ${quote(networkZone)} exists`;
    case 401: return 'does not accept the token (401): pass an access token of this environment, with the scope InstallerDownload, that has not expired';
    case 403: return 'does not let the token read the endpoints (403): give it the scope InstallerDownload';
    case 404: return 'has no list of endpoints (404): check --environment, which is the URL of an environment such as https://abc12345.live.dynatrace.com';
    default:
      if (status >= 300 && status < 400) {
        return `redirects to ${redirectsTo ?? 'another address'} (${status}), where the token is not sent: pass that URL to --environment if it is your environment`;
      }
      return `answers ${status}: check --environment`;
  }
}
