import { IConstruct } from 'constructs';
import { quote } from '../analysis/base/quote';
import { egressHostFault } from '../analysis/syntax/egress-host-syntax';
import { isKubernetesLabel, isPartialWildcard } from '../analysis/syntax/hosts';
import { namespaceOf } from '../core/namespace-of';
import { checkCall } from '../core/signatures/check-call';

/**
 * Services that a Sidecar imports: those of a namespace that have a host.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener-hosts
 */
export class EgressHost implements IEgressTarget {
  /**
   * All services of a namespace (`<name>/*`).
   *
   * @throws if the name is not valid for a namespace
   */
  public static namespace(name: string): EgressHost {
    checkCall('EgressHost.namespace', [name]);
    if (!isKubernetesLabel(name)) {
      throw new Error(`'namespace' must be lower-case letters, digits and '-', 63 characters at most, got ${quote(name)}; use EgressHost.of() for the other forms`);
    }
    return new EgressHost(`${name}/*`);
  }

  /**
   * All services of the namespace of a construct: the `namespace` of a Chart, or a Namespace object.
   *
   * @throws if the construct is neither
   */
  public static namespaceOf(scope: IConstruct): EgressHost {
    checkCall('EgressHost.namespaceOf', [scope]);
    return EgressHost.namespace(namespaceOf(scope));
  }

  /** All services of the namespace of the workload (`./*`). */
  public static sameNamespace(): EgressHost {
    return new EgressHost('./*');
  }

  /** All services of all namespaces. It must be the only host of its listener. */
  public static everywhere(): EgressHost {
    return new EgressHost('*/*');
  }

  /**
   * A host in Istio's own syntax: `<namespace>/<dnsName>`.
   *
   * The namespace is a name, `*` for all namespaces, `.` for that of the workload, or `~` for none; `~` before a name excludes services (since
   * Istio 1.31). The DNS name is the host of the service, `*`, or a wildcard such as `*.example.com`. For a ServiceEntry with a wildcard host, use that
   * wildcard as it is.
   *
   * @throws if the text does not have this form
   */
  public static of(host: string): EgressHost {
    checkCall('EgressHost.of', [host]);
    const fault = egressHostFault(host);
    if (fault) { throw new Error(`'host' of an egress listener ${fault}, got ${quote(host)}`); }
    return new EgressHost(host);
  }

  /**
   * The host that imports a service: its own host, spelled as in its manifest. A host without a dot, or with a wildcard for a part of a label, can only
   * be imported with all services of its namespace.
   *
   * @internal
   */
  public static _ofService(namespace: string, host: string): EgressHost {
    return host.includes('.') && !isPartialWildcard(host) ? EgressHost.of(`${namespace}/${host}`) : EgressHost.namespace(namespace);
  }

  /** The host as it is in the manifest. */
  public readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }

  /** This host: an EgressHost is a target too. */
  public get egressHosts(): EgressHost[] {
    return [this];
  }
}

/**
 * A target of egress: a ServiceEntry, an egress host, or a pattern that makes several ServiceEntries, such as `OneAgentEgress`.
 */
export interface IEgressTarget {
  /** The hosts that a Sidecar must import to reach the target. They are read at synth, so that hosts added later are imported too. */
  readonly egressHosts: EgressHost[];
}
