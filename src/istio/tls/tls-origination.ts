import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { originatedPort } from './client-tls-spec';
import { secretFindings, SecretReaders } from './secret-readers';
import { SidecarTls } from './sidecar-tls';
import * as l1 from '../../../imports/networking.istio.io';
import { quote, quoteAll } from '../../analysis/base/quote';
import { isWildcardHost } from '../../analysis/syntax/hosts';
import { ProtocolFamily, protocolFamily } from '../../analysis/syntax/protocols';
import { checkObjectName } from '../../core/check-name';
import { renderLabels } from '../../core/labels';
import { MeshChecker } from '../../core/mesh-checker';
import { listOrNothing } from '../../core/non-empty';
import { lazyOf } from '../../core/rendering/lazy-value';
import { idForHost } from '../routes/child-order';
import { nameForHost } from '../routes/label-of';

/** Options of `ServiceEntry.originateTls()`. */
export interface TlsOriginationOptions {
  /**
   * Numbers of the ports whose connections get TLS. A port for TCP can be one of them, if its clients send plain text and the server expects TLS from the
   * first byte, such as Redis. PostgreSQL and MySQL begin without TLS: their clients must start it.
   *
   * @default - all ports for requests in plain text (`http()`, `grpc()`)
   */
  readonly ports?: number[];

  /**
   * Labels of the clients, pods in the namespace of the ServiceEntry: only their sidecars start TLS. Required with a Secret, because sidecars read
   * Secrets only for rules that select them.
   *
   * @default - all clients that see the ServiceEntry
   */
  readonly clients?: { [key: string]: string };

  /**
   * Names of the ServiceAccounts of the clients. With `SidecarTls.mutual()`, they get a Role for the Secrets of the namespace: istiod passes a Secret with a key
   * only to pods that may list all of them. The synth fails for pods that `clients` selects and that have another one.
   *
   * @default - `default` with `SidecarTls.mutual()`, else none
   */
  readonly serviceAccounts?: string[];
}

/** A ServiceEntry, as far as the TLS that sidecars start for it depends on it. It is read at synth. */
export interface OriginatedEntry extends Construct {
  readonly namespace: string;
  readonly name: string;
  readonly hosts: readonly string[];
  readonly ports: readonly { readonly number: number; readonly protocol: string }[];
  /** Items of `exportTo`; empty if it is left out. */
  readonly _exportedTo: readonly string[];
  readonly _hasSubjectAltNames: boolean;
}

/** TLS that sidecars start for a ServiceEntry: a DestinationRule for each host, and the right to read a Secret. */
export class TlsOrigination {
  private readonly clients: { [key: string]: string } | undefined;

  public constructor(private readonly entry: OriginatedEntry, private readonly tls: SidecarTls, private readonly options: TlsOriginationOptions) {
    this.clients = renderLabels('clients', options.clients);
    if (options.clients && !this.clients) { throw new Error('\'clients\' must not be empty, got "{}"; set labels of the pods that connect to the server'); }
    if (tls.credentialName !== undefined && !this.clients) {
      throw new Error(`'clients' must be set with the Secret ${quote(tls.credentialName)}: sidecars read a Secret only for a rule that selects their pods, and would send plain text; `
        + 'set the labels of the pods that connect to the server, or pass files to SidecarTls');
    }
    if (options.ports?.length === 0) { throw new Error('\'ports\' must not be empty, got "[]"; leave it out for all ports for requests in plain text'); }
    // istiod passes certificates of authorities to all pods of their namespace.
    const secretWithKey = tls.isMutual ? tls.credentialName : undefined;
    if (secretWithKey === undefined && options.serviceAccounts) {
      throw new Error(`'serviceAccounts' is for a Secret with a key, got ${quoteAll(options.serviceAccounts)}; leave it out, or pass SidecarTls.mutual()`);
    }
    if (options.serviceAccounts?.length === 0) { throw new Error('\'serviceAccounts\' must not be empty, got "[]"; leave it out for the ServiceAccount "default"'); }
    if (secretWithKey !== undefined && this.clients) { this.allowToRead({ credentialName: secretWithKey, clients: this.clients }); }
    entry.node.addValidation({ validate: () => this.faults() });
  }

  /** The pods whose sidecars start TLS; undefined for all. */
  public get selected(): { readonly namespace: string; readonly labels: { readonly [key: string]: string } } | undefined {
    return this.clients && { namespace: this.entry.namespace, labels: this.clients };
  }

  /** Creates the rules of hosts that have none yet. */
  public update(): void {
    for (const host of this.entry.hosts) {
      const id = idForHost('DestinationRule', host);
      if (this.entry.node.tryFindChild(id)) { continue; }
      new ApiObject(this.entry, id, {
        ...l1.DestinationRule.GVK,
        metadata: { namespace: this.entry.namespace, name: nameForHost(this.entry.name, host) },
        spec: lazyOf(() => this.ruleSpec(host), l1.toJson_DestinationRuleSpec),
      });
    }
  }

  /** A port of the ServiceEntry: where the sidecar starts TLS for requests, it connects to the port for TLS. */
  public portSpec(port: l1.ServiceEntrySpecPorts): l1.ServiceEntrySpecPorts {
    return this.portNumbers.includes(port.number) ? originatedPort(port) : port;
  }

  private get portNumbers(): number[] {
    const ofRequests = this.entry.ports.filter(({ protocol }) => protocolFamily(protocol) === ProtocolFamily.HTTP);
    return this.options.ports ?? ofRequests.map(({ number }) => number);
  }

  /** Sidecars of all namespaces look for a rule in the namespace of the entry. One with a selector is for pods of its own namespace only. */
  private ruleSpec(host: string): l1.DestinationRuleSpec {
    // What faults() refuses is left out: one cause has one message.
    const originated = this.entry.ports
      .filter(({ number, protocol }) => this.portNumbers.includes(number) && protocolFamily(protocol) !== ProtocolFamily.TLS);
    const tls = this.tls._toTls(isWildcardHost(host) ? undefined : host, this.entry._hasSubjectAltNames);
    const exportTo = this.clients || this.entry._exportedTo.includes('~') ? ['.'] : this.entry._exportedTo;
    return {
      host,
      exportTo: listOrNothing(exportTo),
      workloadSelector: this.clients && { matchLabels: this.clients },
      // Not for the whole host: clients may start TLS on another port of it.
      trafficPolicy: originated.length > 0 ? { portLevelSettings: originated.map(({ number }) => ({ port: { number }, tls })) } : undefined,
    };
  }

  /** istiod asks whether the ServiceAccount of a pod may list the Secrets of the namespace. */
  private allowToRead(secret: Pick<SecretReaders, 'credentialName' | 'clients'>): void {
    const { name, namespace } = this.entry;
    const metadata = { name, namespace };
    const serviceAccounts = [...new Set(this.options.serviceAccounts ?? ['default'])].sort();
    const subjects = serviceAccounts.map(account => ({ kind: 'ServiceAccount', name: checkObjectName('\'serviceAccounts\'', account), namespace }));
    MeshChecker.of(this.entry).addSource(this.entry, ({ current }) => secretFindings(current, { namespace, serviceAccounts, ...secret }));
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    new ApiObject(this.entry, 'Role', { apiVersion, kind: 'Role', metadata, rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['list'] }] });
    new ApiObject(this.entry, 'RoleBinding', {
      apiVersion, kind: 'RoleBinding', metadata, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name }, subjects,
    });
  }

  private faults(): string[] {
    const { ports, hosts } = this.entry;
    if (this.portNumbers.length === 0) {
      return ['originateTls() is for connections that clients open in plain text, but the ServiceEntry has no port for requests in plain text; add ServicePort.http(), or remove the call'];
    }
    return this.portNumbers.flatMap((number): string[] => {
      const port = ports.find(each => each.number === number);
      if (!port) { return [`'ports' of originateTls() must be ports of the ServiceEntry, got ${quote(number)}; add the port, or leave it out`]; }
      const family = protocolFamily(port.protocol);
      if (family === ProtocolFamily.TLS) {
        return [`'ports' of originateTls() must not have port ${number} (${port.protocol}), where clients start TLS themselves: the sidecar would start TLS again around it, and every handshake fails; `
          + 'leave it out, or declare the port with ServicePort.http() if its clients send plain text'];
      }
      if (family === ProtocolFamily.UDP) { return [`'ports' of originateTls() must not have port ${number} (UDP), which sidecars don't handle; leave it out`]; }
      const wildcard = family === ProtocolFamily.TCP && this.tls._sni === undefined && hosts.find(isWildcardHost);
      return wildcard ? [`port ${number} (${port.protocol}) of ${quote(wildcard)} needs 'sni', because its bytes don't tell the name of the server; set it in SidecarTls, or list the hosts`] : [];
    });
  }
}
