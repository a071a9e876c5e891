import { ApiObject, ApiObjectMetadata, ApiObjectMetadataDefinition, ApiObjectProps, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { idForHost, orderChildren } from './child-order';
import type { HttpRoutes } from './http-routes';
import { nameForHost, shortName } from './label-of';
import * as l1 from '../../../imports/networking.istio.io';
import { ProtocolFamily, protocolFamily } from '../../analysis/syntax/protocols';
import { listOrNothing } from '../../core/non-empty';
import { lazyOf } from '../../core/rendering/lazy-value';

/** The most hosts that the API server accepts in one ServiceEntry. */
const MOST_HOSTS = 256;

/** A ServiceEntry, as far as its other objects depend on it. */
export interface EntryOfObjects extends Construct {
  readonly name: string;
  /** Metadata of the first ServiceEntry. */
  readonly metadata: ApiObjectMetadataDefinition;
  readonly namespace: string;
  readonly ports: readonly { readonly number: number; readonly protocol: string }[];
  readonly _exportedTo: readonly string[];
}

/** The objects of a ServiceEntry beside its first one: ServiceEntries for further hosts, and VirtualServices for requests. */
export class EntryObjects {
  private parts = 1;

  /**
   * @param metadata metadata of the first ServiceEntry, as the user passed it
   * @param specOf the spec of a ServiceEntry with the hosts of a part, from 1
   */
  public constructor(
    private readonly entry: EntryOfObjects,
    private readonly metadata: ApiObjectMetadata | undefined,
    private readonly specOf: (part: number) => unknown,
  ) {
    orderChildren(entry);
  }

  /** Creates the ServiceEntries for hosts that the others have no place for. */
  public split(hosts: number): void {
    const { entry } = this;
    while (hosts > this.parts * MOST_HOSTS) {
      const part = ++this.parts;
      const metadata = { ...this.metadata, name: shortName(`${entry.name}-${part}`), namespace: entry.namespace };
      new EntryPart(entry, `ServiceEntry${part}`, { ...l1.ServiceEntry.GVK, metadata, spec: Lazy.any({ produce: () => this.specOf(part) }) });
    }
  }

  /** Creates the VirtualServices of the hosts: one for each, because a route leads to one host. */
  public route(hosts: readonly string[], routes: HttpRoutes): void {
    for (const host of hosts) {
      const id = idForHost('VirtualService', host);
      if (this.entry.node.tryFindChild(id)) { continue; }
      new ApiObject(this.entry, id, {
        ...l1.VirtualService.GVK,
        metadata: { name: nameForHost(this.entry.name, host), namespace: this.entry.namespace },
        spec: lazyOf(() => virtualServiceSpec(this.entry, host, routes), l1.toJson_VirtualServiceSpec),
      });
    }
  }

  /** Removes the VirtualServices: another one has their routes. */
  public unroute(hosts: readonly string[]): void {
    hosts.forEach(host => this.entry.node.tryRemoveChild(idForHost('VirtualService', host)));
  }
}

/** A ServiceEntry for further hosts. It has the labels and annotations of the first one, also those that are added to it later. */
class EntryPart extends ApiObject {
  public constructor(private readonly entry: EntryOfObjects, id: string, props: ApiObjectProps) {
    super(entry, id, props);
  }

  public toJson(): unknown {
    const { labels, annotations } = this.entry.metadata.toJson() as Pick<ApiObjectMetadata, 'labels' | 'annotations'>;
    Object.entries(labels ?? {}).forEach(([key, value]) => { this.metadata.addLabel(key, value); });
    Object.entries(annotations ?? {}).forEach(([key, value]) => { this.metadata.addAnnotation(key, value); });
    return super.toJson();
  }
}

/** The hosts of a part, from 1. The last part has the hosts for which no other has a place. */
export function hostsOfPart(hosts: readonly string[], part: number): string[] {
  return hosts.slice((part - 1) * MOST_HOSTS, part * MOST_HOSTS);
}

/** Why routes for requests have no effect. */
export function httpRouteFaults({ ports }: Pick<EntryOfObjects, 'ports'>): string[] {
  return ports.some(isHttp) ? [] : ['addHttpRoute() has no effect without a port on which applications send plain text, because the sidecar sees no requests in TLS; '
    + 'add ServicePort.http() or ServicePort.grpc(), or set time-outs and retries in the application'];
}

function isHttp({ protocol }: { readonly protocol: string }): boolean {
  return protocolFamily(protocol) === ProtocolFamily.HTTP;
}

function virtualServiceSpec({ ports, _exportedTo: exportTo }: EntryOfObjects, host: string, routes: HttpRoutes): l1.VirtualServiceSpec {
  return {
    hosts: [host],
    exportTo: listOrNothing(exportTo),
    http: ports.filter(isHttp).flatMap(({ number }) => routes.settings.map(({ uri, ...settings }): l1.VirtualServiceSpecHttp => ({
      match: [{ uri, port: number }],
      route: [{ destination: { host, port: { number } } }],
      ...settings,
    }))),
  };
}
