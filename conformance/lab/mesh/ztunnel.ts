import { existsSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster';
import { Daemon } from '../machine/daemon';
import type { NetworkNamespace } from '../machine/network';
import { Peer } from '../machine/peer';

/** ztunnel's log entry about a connection. */
export interface ZtunnelEntry {
  /** The host of the service to which ztunnel sent it; undefined for an address that it does not know. */
  readonly service?: string;
  /** Why it was closed. */
  readonly error?: string;
}

/** A pod that ztunnel serves. */
export interface ServedPod {
  readonly name: string;
  readonly namespace: string;
  readonly network: Pick<NetworkNamespace, 'path'>;
}

/** The programs of a node in ambient mode. */
export interface ZtunnelPrograms {
  readonly 'ztunnel': string;
  readonly 'node-agent': string;
  readonly 'istio-agent': string;
}

/** Where ztunnel gets the certificates of the pods that it serves. It wants TLS. */
const SIGNING = 'localhost:15012';
/** Where ztunnel gets the configuration of istiod, which serves it without TLS. */
const CONFIGURATION = 'localhost:15013';
/** Port from which waypoints get the configuration of istiod, without what a stock Envoy lacks. */
export const WAYPOINT_PORT = 15011;

const LOG_MILLISECONDS = 3000;
const LOG_PAUSE_MILLISECONDS = 20;
const READY_SECONDS = 60;
const CONFIG_DUMP = 'http://127.0.0.1:15000/config_dump';

/** The proxy of a node for the pods in ambient mode, and the agent that tells it about them. */
export class Ztunnel {
  /** Starts ztunnel and its agent in the namespace of this process. */
  public static async start(
    { network }: Cluster, programs: ZtunnelPrograms, folder: string, istiod: { readonly address: string; readonly port: number },
  ): Promise<Ztunnel> {
    const socket = join(folder, 'ztunnel.sock');
    const agent = new Peer('the node agent', { command: (command, ...args) => [command, [...args]] }, programs['node-agent'], ['pods', socket]);
    // ztunnel connects to the socket of the agent.
    while (!existsSync(socket)) { await pause(LOG_PAUSE_MILLISECONDS); }
    const controlPlane = new Daemon({
      name: 'control-plane',
      folder,
      command: programs['istio-agent'],
      args: ['control-plane', folder, SIGNING, CONFIGURATION, `${network.address}:${WAYPOINT_PORT}`, `${istiod.address}:${istiod.port}`],
    });
    await controlPlane.until('listening', READY_SECONDS, () => isListening(CONFIGURATION));
    const authority = join(folder, 'mesh-ca.pem');
    const proxy = new Daemon({
      name: 'ztunnel',
      folder,
      command: programs.ztunnel,
      args: [],
      env: {
        'LOG_FORMAT': 'json',
        'XDS_ADDRESS': `https://${CONFIGURATION}`,
        'XDS_ROOT_CA': authority,
        // istiod believes the identity, because it serves without TLS.
        'XDS_HEADER_x-forwarded-client-cert': 'URI=spiffe://cluster.local/ns/istio-system/sa/ztunnel',
        'CA_ADDRESS': `https://${SIGNING}`,
        'CA_ROOT_CA': authority,
        'INPOD_UDS': socket,
        'NODE_NAME': 'lab',
        'CLUSTER_ID': 'Kubernetes',
        'POD_NAME': 'ztunnel',
        'POD_NAMESPACE': 'istio-system',
        'SERVICE_ACCOUNT': 'ztunnel',
        'ISTIO_META_DNS_CAPTURE': 'true',
        'IPV6_ENABLED': String(network.hasIPv6),
      },
    });
    return new Ztunnel(agent, proxy);
  }

  private constructor(private readonly agent: Peer, private readonly proxy: Daemon) {}

  /** Makes ztunnel take the connections of a pod. */
  public async serve({ name, namespace, network }: ServedPod): Promise<void> {
    await this.agent.ask({ uid: name, name, namespace, network: network.path });
  }

  /** Makes ztunnel forget a pod. */
  public async forget(name: string): Promise<void> {
    await this.agent.ask({ uid: name });
  }

  /** Waits until ztunnel knows a service by its host. */
  public async untilKnown(host: string): Promise<void> {
    await this.proxy.until(`in knowledge of ${host}`, READY_SECONDS, async () => (await fetchText(CONFIG_DUMP)).includes(`"${host}"`));
  }

  /** The entries about connections that have ended, by the address and port of the client. Those that are not there in time are left out. */
  public async entriesOf(clients: readonly string[]): Promise<Map<string, ZtunnelEntry>> {
    const deadline = Date.now() + LOG_MILLISECONDS;
    for (;;) {
      const found = this.entries();
      if (clients.every(client => found.has(client)) || Date.now() > deadline) { return found; }
      await pause(LOG_PAUSE_MILLISECONDS);
    }
  }

  private entries(): Map<string, ZtunnelEntry> {
    const lines = this.proxy.logged().split('\n').filter(line => line.startsWith('{') && line.endsWith('}')).map(line => JSON.parse(line) as Record<string, string>);
    return new Map(lines.filter(line => line.direction === 'outbound').map(line => [line['src.addr'], { service: line['dst.service'], error: line.error }]));
  }
}

/** @throws if nothing listens */
function isListening(address: string): Promise<boolean> {
  const [host, port] = address.split(':');
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), host, () => {
      socket.destroy();
      resolve(true);
    }).on('error', reject);
  });
}

function fetchText(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, response => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => { resolve(text); }).on('error', reject);
    }).on('error', reject);
  });
}
