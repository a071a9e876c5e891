import { EdgeConnectOauth, EdgeConnectProps, EdgeConnectProxy } from './edge-connect-props';
import * as l1 from '../../../imports/dynatrace.com';
import { quote, quoteHost } from '../../analysis/base/quote';
import { isIpAddress } from '../../analysis/syntax/addresses';
import { parseGoUrl } from '../../analysis/syntax/go-url';
import { isFqdn } from '../../analysis/syntax/hosts';
import { renderAnnotations, renderLabels } from '../../core/labels';
import { listOrNothing } from '../../core/non-empty';
import { renderEnv, renderResources } from '../pods/container';
import { renderImageRef } from '../pods/image-ref';
import { renderTolerations, renderTopologySpreadConstraints } from '../pods/scheduling';
import { objectName } from '../shared/object-name';
import { MAX_INT32, wholeNumber } from '../shared/whole-number';

/** Domains of the platform, each with its single sign-on. The longer domains come first, because they end with the last one. */
const PLATFORMS: readonly { readonly domain: string; readonly sso: string }[] = [
  { domain: '.dev.apps.dynatracelabs.com', sso: 'sso-dev.dynatracelabs.com' },
  { domain: '.sprint.apps.dynatracelabs.com', sso: 'sso.sprint.dynatracelabs.com' },
  { domain: '.apps.dynatrace.com', sso: 'sso.dynatrace.com' },
];

const TOKEN_PATH = '/sso/oauth2/token';

/** The host of the platform of an environment, and values that belong to it. */
export interface ApiServer {
  readonly host: string;
  /** The part of the host before the domain of the platform. */
  readonly environment: string;
  /** Host of the single sign-on. */
  readonly sso: string;
}

/**
 * Parses the host of the platform of an environment.
 *
 * @throws if the operator would reject it, or no environment can have it. The message does not quote user info.
 */
export function apiServerOf(text: string): ApiServer {
  const platform = typeof text === 'string' ? PLATFORMS.find(({ domain }) => text.endsWith(domain)) : undefined;
  const environment = platform && text.slice(0, -platform.domain.length);
  if (!platform || !environment || !isFqdn(text) || text !== text.toLowerCase()) {
    throw new Error(`'apiServer' must be the host of the platform only, in lower case, such as "abc12345.apps.dynatrace.com", got ${quoteHost(text)}`);
  }
  return { host: text, environment, sso: platform.sso };
}

/**
 * Renders the spec without its host patterns, as in the L1.
 *
 * @param clientSecret name of the Secret with the OAuth client
 * @throws if a value is not valid
 */
export function renderEdgeConnect(props: EdgeConnectProps, apiServer: ApiServer, clientSecret: string): l1.EdgeConnectSpec {
  if (props.kubernetesAutomation && !props.oauth.provisioner) {
    throw new Error('\'kubernetesAutomation\' needs \'oauth.provisioner\', got "true" without it; set both');
  }
  return {
    apiServer: apiServer.host,
    oauth: {
      clientSecret,
      endpoint: oauthEndpoint(props.oauth, apiServer),
      resource: resourceOf(props.oauth, apiServer),
      provisioner: props.oauth.provisioner || undefined,
    },
    hostRestrictions: listOrNothing(props.hostRestrictions?.map(pattern => checkHostPattern('hostRestrictions', pattern)).sort()),
    kubernetesAutomation: props.kubernetesAutomation ? { enabled: true } : undefined,
    imageRef: renderImageRef('imageRef', props.imageRef),
    customPullSecret: objectName('customPullSecret', 'Secret', props.customPullSecret),
    autoUpdate: props.autoUpdate,
    replicas: wholeNumber('replicas', props.replicas, 0, MAX_INT32),
    resources: renderResources('resources', props.resources),
    env: renderEnv('env', props.env),
    labels: renderLabels('labels', props.labels),
    annotations: renderAnnotations('annotations', props.annotations),
    nodeSelector: renderLabels('nodeSelector', props.nodeSelector),
    tolerations: renderTolerations('tolerations', props.tolerations),
    topologySpreadConstraints: renderTopologySpreadConstraints('topologySpreadConstraints', props.topologySpreadConstraints),
    serviceAccountName: objectName('serviceAccountName', 'ServiceAccount', props.serviceAccountName),
    caCertsRef: objectName('caCertsRef', 'ConfigMap', props.caCertsRef),
    proxy: props.proxy && renderProxy(props.proxy),
  };
}

/**
 * Checks a host pattern or restriction.
 *
 * @throws if it is not valid
 */
export function checkHostPattern(prop: string, pattern: string): string {
  if (!isIpAddress(pattern) && !isFqdn(pattern.replace(/^\*\./, ''))) {
    throw new Error(`'${prop}' accepts DNS names, wildcards such as "*.example.com", and IP addresses, got ${quoteHost(pattern)}`);
  }
  return pattern;
}

function oauthEndpoint({ endpoint }: EdgeConnectOauth, { sso }: ApiServer): string {
  if (endpoint === undefined) { return `https://${sso}${TOKEN_PATH}`; }
  const url = parseGoUrl(endpoint);
  // The operator compares host and port as text, so that not even the default port is allowed.
  const isRight = url !== undefined && url.scheme === 'https' && PLATFORMS.some(platform => platform.sso === url.hostname)
    && /^https:\/\/[^/?#:]+(?:[/?#]|$)/i.test(endpoint);
  if (!isRight || endpoint.includes('@')) {
    throw new Error(`'oauth.endpoint' must be an https URL of Dynatrace's single sign-on, such as "https://${sso}${TOKEN_PATH}", got ${quoteHost(endpoint)}`);
  }
  return endpoint;
}

function resourceOf({ resource }: EdgeConnectOauth, { environment }: ApiServer): string {
  if (resource === undefined) { return `urn:dtenvironment:${environment}`; }
  if (!/^urn:[A-Za-z0-9-]+:[!-~]+$/.test(resource)) {
    throw new Error(`'oauth.resource' must be a URN, such as "urn:dtenvironment:abc12345", got ${quote(resource)}`);
  }
  return resource;
}

function renderProxy({ host, port, noProxy, authRef }: EdgeConnectProxy): l1.EdgeConnectSpecProxy {
  if (!isIpAddress(host) && !isFqdn(host)) {
    throw new Error(`'proxy.host' must be a DNS name or IP address, without scheme and port, got ${quoteHost(host)}`);
  }
  const bad = noProxy?.find(item => !/^[^\s,]+$/.test(item));
  if (bad !== undefined) { throw new Error(`'proxy.noProxy' accepts hosts without spaces and commas, got ${quote(bad)}`); }
  return {
    host,
    port: wholeNumber('proxy.port', port, 1, 65535),
    noProxy: listOrNothing(noProxy)?.sort().join(','),
    authRef: objectName('proxy.authRef', 'Secret', authRef),
  };
}
