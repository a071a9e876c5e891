import { Aged, createdAt } from './age';
import { isRecord, listOf, recordOf, textOf, textsOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf } from '../base/labels';
import { refOf } from '../base/object-ref';
import { portNumberOf } from '../base/port-number';
import { splitNamespace } from '../syntax/namespaced-name';
import { normalizeProtocol } from '../syntax/protocols';

/** A server of a Gateway: a port that it opens. */
export interface GatewayServer {
  readonly port: number;
  readonly protocol: string;
  /** Hosts as `<namespace>/<dnsName>`, or only the DNS name if VirtualServices of any namespace can bind. */
  readonly hosts: readonly string[];
  readonly bind?: string;
  /** Undefined if the server has no TLS settings. */
  readonly tlsMode?: string;
  readonly redirectsToHttps: boolean;
}

/** An Istio Gateway. */
export interface Gateway extends Aged {
  /** Labels of the gateway pods that it configures, in any namespace. Undefined if it configures all gateways. */
  readonly selector?: Labels;
  readonly servers: readonly GatewayServer[];
}

/** Reads an Istio Gateway. Fields that the API server would refuse are ignored. */
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
