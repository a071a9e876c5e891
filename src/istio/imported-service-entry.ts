import { Construct } from 'constructs';
import { EgressHost } from './egress-host';
import { ProvableTarget } from './provable-target';
import { destinationsOf } from './service-entry-destinations';
import { IServiceEntry, ServiceEntryAttributes } from './service-entry-interface';
import { ServiceEntryResolution } from './service-entry-resolution';
import { ServicePort } from './service-port';
import * as l1 from '../../imports/networking.istio.io';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { quote, quoteHost } from '../analysis/base/quote';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { isWildcardDomain } from '../analysis/syntax/hosts';
import { checkNamespaceName, checkObjectName } from '../core/check-name';
import { MeshChecker } from '../core/mesh-checker';

/** A ServiceEntry that is not part of this app. */
export class ImportedServiceEntry extends Construct implements IServiceEntry, ProvableTarget {
  public readonly name: string;
  public readonly namespace: string;
  private readonly attributes: ServiceEntryAttributes;

  public constructor(scope: Construct, id: string, attributes: ServiceEntryAttributes) {
    super(scope, id);
    this.name = checkObjectName('\'name\'', attributes.name);
    this.namespace = checkNamespaceName('\'namespace\'', attributes.namespace);
    checkHosts(attributes.hosts);
    this.attributes = { ...attributes, hosts: [...attributes.hosts], ports: [...attributes.ports ?? []] };
    MeshChecker.of(this).addAssumedObjects(this, () => this._assumed());
  }

  public get hosts(): string[] {
    return [...this.attributes.hosts];
  }

  public get ports(): ServicePort[] {
    return [...this.attributes.ports ?? []];
  }

  public get egressHosts(): EgressHost[] {
    return this.hosts.map(host => EgressHost._ofService(this.namespace, host));
  }

  public _destinations(): Destination[] {
    return destinationsOf(this.hosts, this.ports, []);
  }

  /** The known part of the manifest; the rest has Istio's defaults. */
  public _assumed(): KubernetesObject[] {
    const ports = this.ports.map(port => port._toSpec());
    if (ports.length === 0) { return []; }
    const resolution = new ServiceEntryResolution(undefined, false).decide(this.hosts, [], []);
    return [{
      ...l1.ServiceEntry.GVK,
      metadata: { name: this.name, namespace: this.namespace },
      spec: { hosts: this.hosts, ports, resolution },
    }];
  }
}

function checkHosts(hosts: readonly string[]): void {
  if (!Array.isArray(hosts) || hosts.length === 0) {
    throw new Error(`'hosts' must list the hosts of the ServiceEntry, at least one, got ${quote(hosts)}`);
  }
  for (const host of hosts as readonly string[]) {
    if (typeof host !== 'string' || host === '*' || !isWildcardDomain(host)) {
      throw new Error(`'hosts' accepts DNS names without scheme, port or path, spelled as in the ServiceEntry, got ${quoteHost(host)}`);
    }
  }
}
