import { ApiObject } from 'cdk8s';
import type { ForwardProxy } from './forward-proxy';
import { isAmong } from './monitored-workloads';
import { CODE_MODULES, proxyFindings, proxyUrlOf, unproved } from './proxy-findings';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { quote, quoteAll } from '../analysis/base/quote';
import { apiUrlEndpoint } from '../analysis/dynatrace/api-url';
import { bypassesProxy, noProxyEntries, proxyEndpoint, proxyOfCodeModules } from '../analysis/dynatrace/code-modules-endpoint';
import { ConvertedDynaKube, dynaKubeOf } from '../analysis/dynatrace/dynakube';
import { hasActiveGate } from '../analysis/dynatrace/dynakube-state';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import type { ConstructFinding } from '../core/finding-collector';
import { DynaKube, IDynaKube } from '../dynatrace/dynakube/dynakube';

/** Decides which endpoints code modules connect to themselves, and for which they ask the proxy of the DynaKube. */
export class OneAgentProxy {
  /** Entries of `no-proxy`. */
  private readonly exceptions: readonly string[];

  /**
   * @param forwardProxy the proxy that the mesh allows; undefined if it allows the endpoints
   * @param destinations what the mesh allows
   * @throws if `noProxyHosts` is set without a proxy, or for a DynaKube of the app
   */
  public constructor(
    private readonly dynakube: IDynaKube | undefined,
    private readonly forwardProxy: ForwardProxy | undefined,
    noProxyHosts: readonly string[] | undefined,
    private readonly destinations: () => readonly Destination[],
  ) {
    const manifest = this.manifest();
    if (noProxyHosts && !forwardProxy) {
      throw new Error(`'noProxyHosts' needs 'forwardProxy', got ${quoteAll(noProxyHosts)}; without a proxy, all endpoints are reached directly, so leave it out`);
    }
    if (noProxyHosts && manifest) {
      throw new Error(`'noProxyHosts' is for a DynaKube outside the app, got ${quoteAll(noProxyHosts)}; pass FeatureFlag.noProxy() to the DynaKube ${quote(manifest.name)} instead`);
    }
    this.exceptions = noProxyHosts ?? exceptionsOf(manifest);
  }

  /** Whether pods may connect to a host themselves. How OneAgent reads domains and patterns in `no-proxy` is not documented: they count. */
  public isDirect(host: string): boolean {
    return this.forwardProxy === undefined || bypassesProxy(this.exceptions, host) !== 'no';
  }

  /** Whether a finding about an object repeats what is proved or reported here. */
  public covers(object: KubernetesObject): boolean {
    const { dynakube } = this;
    return DynaKube.isDynakube(dynakube) && object.metadata?.name === dynakube.name && object.metadata.namespace === dynakube.namespace
      && (this.forwardProxy !== undefined || this.finding() !== undefined);
  }

  /** What is wrong if the DynaKube uses another proxy than the mesh allows. Undefined if it uses the same, or if its manifest is not known. */
  public finding(): ConstructFinding | undefined {
    const manifest = this.manifest();
    if (manifest === undefined) { return undefined; }
    const proxy = proxyOfCodeModules(manifest);
    if (this.forwardProxy === undefined && typeof proxy === 'string') {
      const endpoint = proxyEndpoint(proxy, 'spec.proxy.value');
      return endpoint === undefined || isAmong(endpoint, this.destinations()) ? undefined : unproved(manifest, proxyUrlOf(endpoint), CODE_MODULES);
    }
    return proxyFindings(manifest, proxyOfCodeModules, this.forwardProxy, CODE_MODULES)[0];
  }

  /** What is wrong if the DynaKube got exceptions after the ServiceEntries were created. Undefined if it did not. */
  public lateException(): string | undefined {
    const late = this.forwardProxy && exceptionsOf(this.manifest()).find(entry => !this.exceptions.includes(entry));
    return late === undefined ? undefined
      : `the DynaKube got the exception ${quote(late)} from its proxy after OneAgentEgress was created, so its endpoints are not allowed; set 'featureFlags' and 'otlpExporterConfiguration' of the DynaKube before`;
  }

  private manifest(): ConvertedDynaKube | undefined {
    return DynaKube.isDynakube(this.dynakube) ? dynaKubeOf(ApiObject.of(this.dynakube).toJson() as KubernetesObject) : undefined;
  }
}

/** The hosts that pods connect to themselves: those of the flag, and the API if exporters call it, because the operator sets no proxy for exporters. */
function exceptionsOf(manifest: ConvertedDynaKube | undefined): string[] {
  if (manifest === undefined) { return []; }
  const { spec, annotations } = manifest;
  const api = spec.otlpExporterConfiguration && !hasActiveGate(spec) ? apiUrlEndpoint(spec.apiUrl ?? '') : undefined;
  return [...noProxyEntries(annotations).map(withoutBrackets), ...api ? [api.host.toLowerCase()] : []];
}

function withoutBrackets(entry: string): string {
  return entry.replace(/^\[(.*)\]$/, '$1');
}
