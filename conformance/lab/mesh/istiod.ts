import { get } from 'node:http';
import { ACCESS_LOG_CONFIG } from './access-log';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Cluster } from '../cluster/cluster';
import type { KubernetesClient } from '../cluster/kubernetes-client';
import { Daemon } from '../machine/daemon';

/** istiod's report about a proxy: the last configuration of each type that it sent, and that the proxy accepted. */
interface SyncStatus {
  readonly proxy: string;
  readonly resources?: Readonly<Record<string, { readonly sent?: string; readonly acked?: string; readonly lastError?: string }>>;
}

/** What istiod knows of a service. */
interface RegisteredService {
  readonly Attributes: { readonly ServiceRegistry?: string; readonly Name: string; readonly Namespace: string };
  readonly ResourceVersion?: string;
}

/** The endpoints that istiod knows, by host and namespace. */
type EndpointShards = Readonly<Record<string, object>>;

const XDS_PORT = 15010;
const DEBUG_URL = 'http://127.0.0.1:8080';
const READY_SECONDS = 90;
const PUSH_SECONDS = 60;
/** Name of a marker in the mesh config that only the lab uses. */
const GENERATION = 'LAB_GENERATION';

/** Istio's control plane, reading from a cluster. */
export class Istiod {
  /** Starts istiod, and waits until it is ready. */
  public static async start(cluster: Cluster, program: string, folder: string, servesZtunnel: boolean): Promise<Istiod> {
    const { network, client } = cluster;
    await client.apply([meshConfigMap({}, 0)]);
    const daemon = new Daemon({
      name: 'istiod',
      folder,
      command: program,
      args: ['discovery', '--kubeconfig', cluster.kubeconfig, '--grpcAddr', `${network.address}:${XDS_PORT}`, '--httpAddr', '127.0.0.1:8080',
        '--monitoringAddr', '127.0.0.1:15014', '--secureGRPCAddr', '', '--httpsAddr', ''],
      env: {
        POD_NAMESPACE: 'istio-system',
        POD_NAME: 'istiod',
        CLUSTER_ID: 'Kubernetes',
        ENABLE_CA_SERVER: 'false',
        INJECT_ENABLED: 'false',
        // A stock Envoy lacks Istio's own extensions.
        PILOT_ENABLE_METADATA_EXCHANGE: 'false',
        PILOT_ENABLE_ALPN_FILTER: 'false',
        // Proxies say who they are in a header, without TLS.
        XDS_AUTH_PLAINTEXT: 'true',
        TRUSTED_GATEWAY_CIDR: '10.244.0.0/16',
        PILOT_DEBOUNCE_AFTER: '20ms',
        PILOT_ENABLE_AMBIENT: String(servesZtunnel),
        ISTIO_DUAL_STACK: String(network.hasIPv6),
      },
    });
    await daemon.until('ready', READY_SECONDS, async () => {
      await fetchText('/ready');
      return true;
    });
    return new Istiod(daemon, client, { address: network.address, port: XDS_PORT });
  }

  private generation = 0;

  private constructor(
    private readonly daemon: Daemon,
    private readonly client: KubernetesClient,
    /** The address from which proxies get their configuration. */
    public readonly xds: { readonly address: string; readonly port: number },
  ) {}

  /** Changes the configuration of the mesh, and waits until istiod uses it. */
  public async configure(meshConfig: object): Promise<void> {
    this.generation += 1;
    await this.client.apply([meshConfigMap(meshConfig, this.generation)]);
    const mark = `"${GENERATION}":"${this.generation}"`;
    await this.daemon.until('working with the new mesh config', PUSH_SECONDS, async () =>
      (await fetchText('/debug/mesh')).replaceAll(/\s/g, '').includes(mark));
  }

  /**
   * Waits until istiod has read the current version of objects, and no longer knows others.
   *
   * @param present the objects as the API server stores them; undefined for an object that is not there yet
   */
  public async untilKnown(present: () => Promise<readonly (KubernetesObject | undefined)[]>, absent: readonly KubernetesObject[]): Promise<void> {
    await this.daemon.until('done with taking up the objects', PUSH_SECONDS, async () => {
      const configs = JSON.parse(await fetchText('/debug/configz')) as KubernetesObject[];
      const known = new Map(configs.map(config => [keyOf(config), config.metadata?.resourceVersion]));
      return absent.every(object => !known.has(keyOf(object)))
        && (await present()).every(object => object !== undefined && known.get(keyOf(object)) === object.metadata?.resourceVersion);
    });
  }

  /** Waits until istiod knows exactly these Services and endpoints. */
  public async untilServed(services: readonly KubernetesObject[], slices: readonly KubernetesObject[]): Promise<void> {
    const wanted = services.map(({ metadata }) => `${metadata?.name}.${metadata?.namespace} ${metadata?.resourceVersion}`).sort().join();
    await this.daemon.until('done with taking up the Services', PUSH_SECONDS, async () => {
      const known = (JSON.parse(await fetchText('/debug/registryz')) as RegisteredService[] | null ?? [])
        .filter(({ Attributes }) => Attributes.ServiceRegistry === 'Kubernetes')
        .map(({ Attributes: { Name, Namespace }, ResourceVersion }) => `${Name}.${Namespace} ${ResourceVersion}`).sort().join();
      if (known !== wanted) { throw new Error(`it knows the Services ${known}, not ${wanted}`); }
      const shards = JSON.parse(await fetchText('/debug/endpointShardz')) as EndpointShards;
      return slices.every(({ metadata, ...slice }) => {
        const host = `${metadata?.labels?.['kubernetes.io/service-name']}.${metadata?.namespace}.svc.cluster.local`;
        const addresses = (slice as { endpoints?: { addresses: string[] }[] }).endpoints?.flatMap(endpoint => endpoint.addresses) ?? [];
        const found = new Set(JSON.stringify(shards[host] ?? {}).match(/\d+\.\d+\.\d+\.\d+/g));
        return addresses.length === found.size && addresses.every(address => found.has(address));
      });
    });
  }

  /** Waits until proxies have accepted everything that istiod sent. */
  public async untilTaken(proxies: readonly string[]): Promise<void> {
    await this.daemon.until(`in agreement with ${proxies.join(', ')}`, PUSH_SECONDS, async () => {
      const statuses = JSON.parse(await fetchText('/debug/syncz')) as SyncStatus[];
      for (const name of proxies) {
        const status = statuses.find(({ proxy }) => proxy === name);
        if (!status) { throw new Error(`it does not know ${name}`); }
        for (const [type, { sent, acked, lastError = '' }] of Object.entries(status.resources ?? {})) {
          if (sent !== acked) { throw new Error(`${name} has not accepted ${type.split('.').pop()} ${lastError}`.trim()); }
        }
      }
      return true;
    });
  }
}

/**
 * The ConfigMap from which istiod reads the configuration of the mesh. The lab adds the access log that it reads, a marker of the new configuration,
 * and an empty list of providers, because they would need extensions that a stock Envoy lacks.
 */
function meshConfigMap(meshConfig: { readonly defaultConfig?: { readonly proxyMetadata?: object } }, generation: number): KubernetesObject {
  const { defaultConfig = {} } = meshConfig;
  const mesh = JSON.stringify({
    ...meshConfig,
    ...ACCESS_LOG_CONFIG,
    defaultProviders: {},
    defaultConfig: { ...defaultConfig, proxyMetadata: { ...defaultConfig.proxyMetadata, [GENERATION]: String(generation) } },
  });
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio', namespace: 'istio-system' }, data: { mesh } };
}

function keyOf({ kind, metadata = {} }: KubernetesObject): string {
  return `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
}

function fetchText(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(`${DEBUG_URL}${path}`, response => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('error', reject).on('end', () => {
        if (response.statusCode === 200) { resolve(text); } else { reject(new Error(`istiod answers ${path} with ${response.statusCode}`)); }
      });
    }).on('error', reject);
  });
}
