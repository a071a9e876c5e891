import { groupBy } from '../base/group-by';
import { listOf, recordOf, textOf, textsOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { refOf } from '../base/object-ref';
import { Exposure, exposureOf } from '../model/exposure';
import { serviceOfKubernetes } from '../model/service';
import type { MeshSettings } from '../settings/mesh-settings';
import { serviceSuffix } from '../syntax/service-hosts';

/** An object that declares services. */
export interface ServicePlace {
  readonly object: KubernetesObject;
  /** Whether it is not part of the app: only what clients use is known. */
  readonly isAssumed: boolean;
}

/** A host of a Service or a ServiceEntry. */
export interface NamedService {
  readonly host: string;
  readonly namespace: string;
  readonly exposure: Exposure;
  readonly isKubernetes: boolean;
  readonly place: ServicePlace;
}

/** The services among objects, by host. */
export class NetworkServices {
  public readonly all: readonly NamedService[];
  private readonly byHost: ReadonlyMap<string, readonly NamedService[]>;

  public constructor(written: readonly KubernetesObject[], assumed: readonly KubernetesObject[], settings: MeshSettings) {
    const read = (isAssumed: boolean) => (object: KubernetesObject) => servicesOf({ object, isAssumed }, settings);
    this.all = [...written.flatMap(read(false)), ...assumed.flatMap(read(true))];
    this.byHost = groupBy(this.all, ({ host }) => host);
  }

  public withHost(host: string): readonly NamedService[] {
    return this.byHost.get(host) ?? [];
  }
}

function servicesOf(place: ServicePlace, settings: MeshSettings): NamedService[] {
  const { object } = place;
  if (object.kind === 'ServiceEntry') {
    const { namespace } = refOf(object, 0);
    const spec = recordOf(object.spec);
    const exposure = exposureOf(textsOf(spec.exportTo), settings.defaultServiceExportTo, namespace);
    return textsOf(spec.hosts).map(host => ({ host, namespace, exposure, isKubernetes: false, place }));
  }
  if (object.kind !== 'Service' || textOf(object.apiVersion) !== 'v1') { return []; }
  const { host, namespace, exposure } = serviceOfKubernetes(object, 0, settings);
  return [{ host, namespace, exposure, isKubernetes: true, place }];
}

/** A route of sidecars, from VirtualServices. */
export interface SidecarRoute {
  readonly hosts: readonly string[];
  readonly exposure: Exposure;
  readonly section: 'http' | 'tls' | 'tcp';
  /** The ports of the service that it is for. Undefined: all. */
  readonly port?: number;
  readonly destinations: readonly { readonly host: string; readonly port?: number }[];
}

/** The routes of sidecars among objects. */
export function sidecarRoutes(objects: readonly KubernetesObject[], settings: MeshSettings): SidecarRoute[] {
  return objects.filter(({ kind }) => kind === 'VirtualService').flatMap(object => {
    const { namespace } = refOf(object, 0);
    const spec = recordOf(object.spec);
    const exposure = exposureOf(textsOf(spec.exportTo), settings.defaultVirtualServiceExportTo ?? ['*'], namespace);
    const isShort = (host: string) => !host.includes('.') && !host.startsWith('*');
    const fullName = (host: string) => isShort(host) ? `${host}.${namespace}${serviceSuffix(settings)}` : host;
    const gateways = textsOf(spec.gateways);
    return (['http', 'tls', 'tcp'] as const).flatMap(section => listOf(spec[section]).map(recordOf).flatMap(route => {
      const destinations = listOf(route.route).map(each => recordOf(recordOf(each).destination)).flatMap(({ host, port }) => {
        const text = textOf(host);
        const number = recordOf(port).number;
        return text === undefined ? [] : [{ host: fullName(text), ...typeof number === 'number' ? { port: number } : {} }];
      });
      const matches = listOf(route.match).map(recordOf);
      const ofSidecars = (matches.length > 0 ? matches : [{}]).filter(match => {
        const own = textsOf(recordOf(match).gateways);
        const used = own.length > 0 ? own : gateways;
        return used.length === 0 || used.includes('mesh');
      });
      return ofSidecars.map(match => {
        const { port } = recordOf(match);
        return { hosts: textsOf(spec.hosts).map(fullName), exposure, section, destinations, ...typeof port === 'number' ? { port } : {} };
      });
    }));
  });
}
