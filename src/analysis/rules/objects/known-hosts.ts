import { EVERYWHERE, exportScopes } from './export-scopes';
import { HostIndex } from './host-index';
import { objectsOf } from './mesh-objects';
import { CONTROL_PLANE_NAMESPACE } from './pods';
import { textsOf } from '../../base/json';
import type { MeshModel } from '../../model/mesh-model';
import { ClusterDomain, serviceSuffix } from '../../syntax/service-hosts';

/** A host that `istioctl analyze` knows. */
export interface KnownHost {
  /** Numbers of the ports. */
  readonly ports: readonly number[];
  /** Index of the object with the host; undefined for the Service of the default ingress gateway. */
  readonly object?: number;
}

const SERVICE_ENTRY = 'networking.istio.io/ServiceEntry';
const EXPORT_TO_ANNOTATION = 'networking.istio.io/exportTo';
const DEFAULT_GATEWAY: KnownHost = { ports: [80, 443, 31400, 15443] };

/** The hosts of ServiceEntries and Services, as `istioctl analyze` looks them up: by the namespaces that see them, without the defaults of the mesh. */
export class KnownHosts {
  public static of(model: MeshModel): KnownHosts {
    return model.once('known hosts', () => new KnownHosts(model));
  }

  /** Hosts by the namespace that sees them, or `*`. */
  private readonly byScope = new Map<string, HostIndex<KnownHost>>();
  /** Hosts as proxies know them: the host of a ServiceEntry without a dot stays unchanged. */
  private readonly written = new HostIndex<true>();

  private constructor(private readonly model: MeshModel) {
    for (const entry of objectsOf(model, SERVICE_ENTRY)) {
      const { ref, spec } = entry;
      const scopes = exportScopes(entry);
      const known = { ports: portNumbers(spec.ports, 'number'), object: ref.index };
      for (const host of textsOf(spec.hosts)) {
        this.add(scopes, fullName(host, ref.namespace, model.settings), known);
        this.written.add(host, true);
      }
    }
    for (const { ref, object, spec } of objectsOf(model, 'Service')) {
      const annotation = object.metadata?.annotations?.[EXPORT_TO_ANNOTATION];
      const scopes = typeof annotation === 'string' && annotation !== ''
        ? annotation.split(',').map(scope => scope.trim()).map(scope => scope === '.' ? ref.namespace : scope) : [EVERYWHERE];
      const name = fullName(ref.name, ref.namespace, model.settings);
      this.add(scopes, name, { ports: portNumbers(spec.ports, 'port'), object: ref.index });
      this.written.add(name, true);
    }
    this.add([EVERYWHERE], `istio-ingressgateway.${CONTROL_PLANE_NAMESPACE}${serviceSuffix(model.settings)}`, DEFAULT_GATEWAY);
  }

  /**
   * The known hosts to which an object refers; empty if no visible Service or ServiceEntry has the host, or a wildcard that covers it.
   *
   * @param namespace namespace of the object
   * @param exportTo `exportTo` of the object
   */
  public find(host: string, namespace: string, exportTo: readonly string[]): readonly KnownHost[] {
    const name = fullName(host, namespace, this.model.settings);
    const scopes = [EVERYWHERE, ...exportTo.length === 0 ? [namespace] : exportTo.map(scope => scope === '.' ? namespace : scope)];
    for (const scope of scopes) {
      // If there are several, `istioctl analyze` keeps one of them, usually the last.
      const exact = this.byScope.get(scope)?.at(name).slice(-1) ?? [];
      if (exact.length > 0) { return exact; }
    }
    // Here the host and the namespace that sees it are compared as they are written.
    return [EVERYWHERE, namespace].flatMap(scope => {
      const index = this.byScope.get(scope);
      return (index?.hostsCovering(host) ?? []).filter(pattern => pattern.startsWith('*')).flatMap(pattern => index?.at(pattern).slice(-1) ?? []);
    });
  }

  /** Whether proxies find any host below a wildcard, whatever namespaces see it. */
  public hasBelow(wildcard: string): boolean {
    return this.written.hostsCoveredBy(wildcard).length > 0;
  }

  private add(scopes: readonly string[], host: string, known: KnownHost): void {
    for (const scope of new Set(scopes)) {
      const index = this.byScope.get(scope) ?? new HostIndex<KnownHost>();
      this.byScope.set(scope, index);
      index.add(host, known);
    }
  }
}

/** The full name of a host. A host without a dot is a Service of the object's namespace. */
export function fullName(host: string, namespace: string, domain: ClusterDomain): string {
  return host.startsWith('*') || host.includes('.') ? host : `${host}.${namespace}${serviceSuffix(domain)}`;
}

function portNumbers(ports: unknown, field: string): number[] {
  return (Array.isArray(ports) ? ports : []).flatMap(port => {
    const number: unknown = port?.[field];
    return typeof number === 'number' ? [number] : [];
  });
}
