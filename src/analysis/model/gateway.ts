import { Aged, createdAt } from './age';
import { isRecord, listOf, recordOf, textOf, textsOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf } from '../base/labels';
import { refOf } from '../base/object-ref';
import { portNumberOf } from '../base/port-number';
import { splitNamespace } from '../syntax/namespaced-name';
import { normalizeProtocol } from '../syntax/protocols';

/** A port that a Gateway opens. */
export interface GatewayServer {
  readonly port: number;
  readonly protocol: string;
  /** Hosts as `<namespace>/<dnsName>`, or the name alone for VirtualServices of any namespace. */
  readonly hosts: readonly string[];
  readonly bind?: string;
  /** Undefined without TLS. */
  readonly tlsMode?: string;
  readonly redirectsToHttps: boolean;
}

/** A Gateway of Istio. */
export interface Gateway extends Aged {
  /** Labels of the pods that it configures, in any namespace; undefined for all gateways. */
  readonly selector?: Labels;
  readonly servers: readonly GatewayServer[];
}

/** Reads a Gateway of Istio. Parts that the API server would refuse are passed over. */
export function gatewayOf(object: KubernetesObject, index: number): Gateway {
  const ref = refOf(object, index);
  const spec = recordOf(object.spec);
  const selector = labelsOf(spec.selector);
  return {
    ref,
    created: createdAt(object),
    namespace: ref.namespace,
    selector: Object.keys(selector).length > 0 ? selector : undefined,
    servers: listOf(spec.servers).map(recordOf).filter(server => isRecord(server.port)).map(server => {
      const port = recordOf(server.port);
      const tls = isRecord(server.tls) ? server.tls : undefined;
      return {
        port: portNumberOf(port.number) ?? 0,
        protocol: normalizeProtocol(port.protocol),
        hosts: textsOf(server.hosts).map(host => serverHost(host, ref.namespace)),
        bind: textOf(server.bind) || undefined,
        tlsMode: tls && (textOf(tls.mode) || 'PASSTHROUGH'),
        redirectsToHttps: tls?.httpsRedirect === true,
      };
    }),
    sortName: ref.name,
    tieBreak: '',
  };
}

function serverHost(host: string, namespace: string): string {
  const { namespace: scope, name } = splitNamespace(host);
  if (scope === undefined || scope === '*') { return name; }
  return `${scope === '.' ? namespace : scope}/${name}`;
}
