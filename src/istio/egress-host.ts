import { IConstruct } from 'constructs';
import { quote } from '../analysis/base/quote';
import { egressHostFault } from '../analysis/syntax/egress-host-syntax';
import { isKubernetesLabel, isPartialWildcard } from '../analysis/syntax/hosts';
import { namespaceOf } from '../core/namespace-of';

/**
 * What a Sidecar imports: services of a namespace, by host.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener-hosts
 */
export class EgressHost implements IEgressTarget {
  /**
   * All services of a namespace (`<name>/*`).
   *
   * @throws if the text can't be the name of a namespace
   */
  public static namespace(name: string): EgressHost {
    if (!isKubernetesLabel(name)) {
      throw new Error(`'namespace' takes lower-case letters, digits and '-', 63 characters at most, got ${quote(name)}; use EgressHost.of() for the other forms`);
    }
    return new EgressHost(`${name}/*`);
  }

  /**
   * All services of the namespace that a construct stands for: a Chart's `namespace`, or a Namespace object.
   *
   * @throws if the construct is neither
   */
  public static namespaceOf(scope: IConstruct): EgressHost {
    return EgressHost.namespace(namespaceOf(scope));
  }

  /** All services of the workload's own namespace (`./*`). */
  public static sameNamespace(): EgressHost {
    return new EgressHost('./*');
  }

  /** All services of all namespaces (any namespace, any host). Stands alone in its listener. */
  public static everywhere(): EgressHost {
    return new EgressHost('*/*');
  }

  /**
   * Any form that Istio knows, `<namespace>/<dnsName>`.
   *
   * The namespace is a name, `*` for any, `.` for the workload's own or `~` for none; `~` in front of a namespace takes services away (since
   * Istio 1.31). The DNS name is the host string of the service, `*`, or a wildcard such as `*.example.com`. The host of a wildcard entry must be
   * given as it stands in the entry.
   *
   * @throws if the text has another form
   */
  public static of(host: string): EgressHost {
    const fault = egressHostFault(host);
    if (fault) { throw new Error(`'host' of an egress listener ${fault}, got ${quote(host)}`); }
    return new EgressHost(host);
  }

  /**
   * What imports a service: its own host string, as it stands in its entry. A host without a dot, or with a wildcard for a part of a label, can't be
   * named, only imported with its namespace.
   *
   * @internal
   */
  public static _ofService(namespace: string, host: string): EgressHost {
    return host.includes('.') && !isPartialWildcard(host) ? EgressHost.of(`${namespace}/${host}`) : EgressHost.namespace(namespace);
  }

  /** The host as it stands in the manifest. */
  public readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }

  /** This host itself, so that it can stand where other targets stand. */
  public get egressHosts(): EgressHost[] {
    return [this];
  }
}

/**
 * Something that workloads can be let out to: a ServiceEntry, an egress host, or a pattern that stands for several ServiceEntries.
 */
export interface IEgressTarget {
  /** The hosts that a Sidecar must import. Asked for at synth, so that what is added late is imported too. */
  readonly egressHosts: EgressHost[];
}
