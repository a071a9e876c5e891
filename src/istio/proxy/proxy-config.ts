import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkConcurrency, checkVariableName } from './proxy-environment';
import * as l1 from '../../../imports/networking.istio.io';
import { quote } from '../../analysis/base/quote';
import { DNS_CAPTURE } from '../../analysis/model/pods/dns-capture';
import { renderLabels } from '../../core/labels';
import { mapOrNothing, structOrNothing } from '../../core/non-empty';
import { Resource, ResourceProps } from '../../core/resource';
import { checkCall } from '../../core/signatures/check-call';

/** Image of Istio's proxy. */
export enum ProxyImageType {
  /** The image with a shell and tools. */
  DEFAULT = 'default',
  /** The image with tools for debugging. */
  DEBUG = 'debug',
  /** The image without a shell. */
  DISTROLESS = 'distroless',
}

/** Properties of `ProxyConfig`. */
export interface ProxyConfigProps extends ResourceProps {
  /**
   * Labels of the pods whose proxies get the settings. They then take precedence over the annotation `proxy.istio.io/config` of the pods.
   *
   * @default - all pods of the namespace, or of the mesh in its root namespace; the name is then `default`
   */
  readonly selector?: { [key: string]: string };

  /**
   * Whether the sidecars answer the DNS queries of their pods (`ISTIO_META_DNS_CAPTURE`). The names of ServiceEntries without addresses then lead to
   * addresses that istiod allocates, by which sidecars know connections for TCP.
   *
   * @default - as the mesh has it
   */
  readonly dnsCapture?: boolean;

  /**
   * Number of threads of the proxies; 0 for one thread for each core.
   *
   * @default - as the mesh has it
   */
  readonly concurrency?: number;

  /**
   * Environment variables of the proxies. Don't pass secrets: everyone who may read pods can read them.
   *
   * @default - none
   */
  readonly environmentVariables?: { [key: string]: string };

  /**
   * Image of the proxies.
   *
   * @default - as the mesh has it
   */
  readonly imageType?: ProxyImageType;
}

/**
 * Settings of the proxies of a namespace, or of some of its pods. They apply to pods that are created afterwards.
 *
 * Only the oldest ProxyConfig without a selector counts in a namespace. For one workload, and for settings that a ProxyConfig does not have, use
 * `ProxySettings`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/proxy-config/
 *
 * @exampleMetadata fixture=app
 * @example
 * new ProxyConfig(shop, 'ProxyConfig', { dnsCapture: true, concurrency: 2 });
 */
export class ProxyConfig extends Resource {
  protected readonly apiObject: ApiObject;

  /**
   * @throws if nothing is set, a value is not valid, or the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: ProxyConfigProps = {}) {
    checkCall('ProxyConfig', [scope, id, props]);
    super(scope, id, props.metadata);
    const matchLabels = renderLabels('selector', props.selector);
    if (props.selector && !matchLabels) { throw new Error('\'selector\' must not be empty, got "{}"; leave it out to select all pods'); }
    const spec: l1.ProxyConfigSpec = {
      selector: matchLabels && { matchLabels },
      concurrency: props.concurrency === undefined ? undefined : checkConcurrency(props.concurrency),
      environmentVariables: mapOrNothing(variablesOf(props)),
      image: props.imageType === undefined ? undefined : { imageType: props.imageType },
    };
    if (!structOrNothing({ ...spec, selector: undefined })) {
      throw new Error('a ProxyConfig must set something, got "{}"; set \'dnsCapture\', \'concurrency\', \'environmentVariables\' or \'imageType\'');
    }
    const metadata = matchLabels ? props.metadata : { ...props.metadata, name: props.metadata?.name ?? 'default' };
    this.apiObject = this._define(l1.ProxyConfig.GVK, metadata, () => spec, l1.toJson_ProxyConfigSpec);
  }
}

function variablesOf({ dnsCapture, environmentVariables = {} }: ProxyConfigProps): { [name: string]: string } {
  Object.keys(environmentVariables).forEach(checkVariableName);
  const given = Object.hasOwn(environmentVariables, DNS_CAPTURE) ? environmentVariables[DNS_CAPTURE] : undefined;
  if (dnsCapture !== undefined && given !== undefined && given !== String(dnsCapture)) {
    throw new Error(`'dnsCapture' must not contradict 'environmentVariables', got ${quote(String(dnsCapture))} and ${quote(given)}; leave the variable out`);
  }
  return { ...environmentVariables, ...dnsCapture === undefined ? {} : { [DNS_CAPTURE]: String(dnsCapture) } };
}
