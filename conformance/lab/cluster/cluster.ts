import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crdsIn } from './crds';
import { KubernetesClient } from './kubernetes-client';
import { Daemon } from '../machine/daemon';
import { Network } from '../machine/network';

/** Options of a cluster. */
export interface ClusterOptions {
  /** Folder for data and logs, in memory. */
  readonly folder: string;
  /** Paths of the programs. */
  readonly programs: Readonly<Record<'etcd' | 'kube-apiserver', string>>;
  /** Files with CustomResourceDefinitions. */
  readonly crds: readonly string[];
}

/** The token of all users. It never leaves the namespaces. */
const TOKEN = 'lab';
const ETCD_URL = 'http://127.0.0.1:2379';
const URL = 'https://127.0.0.1:6443';
const READY_SECONDS = 90;

/** A real Kubernetes API server with etcd, and nothing else: nothing changes the applied objects. A network namespace can hold only one. */
export class Cluster {
  /**
   * Starts a network, etcd and the API server, and applies CustomResourceDefinitions.
   *
   * @throws if a part does not get ready in time, with the last lines of its log
   */
  public static async start({ folder, programs, crds }: ClusterOptions): Promise<Cluster> {
    const network = Network.create();
    const etcd = new Daemon({
      name: 'etcd',
      folder,
      command: programs.etcd,
      args: [
        '--data-dir', join(folder, 'etcd'), '--unsafe-no-fsync', '--log-level', 'warn',
        '--listen-client-urls', ETCD_URL, '--advertise-client-urls', ETCD_URL, '--listen-peer-urls', 'http://127.0.0.1:2380',
      ],
    });
    const apiServer = new Daemon({
      name: 'kube-apiserver', folder, command: programs['kube-apiserver'], args: apiServerArgs(folder, network),
    });
    const certificate = join(folder, 'kube-apiserver', 'apiserver.crt');
    let client: KubernetesClient | undefined;
    await apiServer.until('ready', READY_SECONDS, async () => {
      client ??= new KubernetesClient({ url: URL, ca: readFileSync(certificate, 'utf8'), token: TOKEN });
      return await client.call('/readyz', { method: 'GET' }) === 'ok';
    });
    const cluster = new Cluster(network, client as KubernetesClient, certificate, folder, [apiServer, etcd]);
    await cluster.addCrds(crds);
    return cluster;
  }

  /** A kubeconfig file, for programs that need one. */
  public readonly kubeconfig: string;
  /** A certificate and its key, as PEM files, for servers that need them. */
  public readonly certificate: { readonly cert: string; readonly key: string };

  private constructor(
    public readonly network: Network,
    public readonly client: KubernetesClient,
    certificate: string,
    folder: string,
    private readonly daemons: readonly Daemon[],
  ) {
    this.certificate = { cert: certificate, key: certificate.replace(/crt$/, 'key') };
    this.kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(this.kubeconfig, JSON.stringify({
      'apiVersion': 'v1',
      'kind': 'Config',
      'clusters': [{ name: 'lab', cluster: { 'server': URL, 'certificate-authority': certificate } }],
      'users': [{ name: 'lab', user: { token: TOKEN } }],
      'contexts': [{ name: 'lab', context: { cluster: 'lab', user: 'lab' } }],
      'current-context': 'lab',
    }));
  }

  /** Adds kinds, and waits until they are served. */
  public async addCrds(files: readonly string[]): Promise<void> {
    const crds = crdsIn(files);
    await this.client.apply(crds);
    await this.daemons[0].until('serving all CustomResourceDefinitions', READY_SECONDS, async () => {
      const applied = await this.client.list('apiextensions.k8s.io/v1', 'CustomResourceDefinition');
      return applied.every(({ status }) => (status as { conditions?: { type: string; status: string }[] }).conditions
        ?.some(condition => condition.type === 'Established' && condition.status === 'True'));
    });
  }

  /** Stops the cluster. This is not needed if the namespaces end. */
  public async stop(): Promise<void> {
    // The API server stops slowly once etcd is gone.
    for (const daemon of this.daemons) { await daemon.stop(); }
  }
}

function apiServerArgs(folder: string, network: Network): string[] {
  const key = join(folder, 'service-account.key');
  writeFileSync(key, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const tokens = join(folder, 'tokens.csv');
  writeFileSync(tokens, `${TOKEN},lab,lab,system:masters\n`, { mode: 0o600 });
  return [
    '--etcd-servers', ETCD_URL,
    '--secure-port', '6443', '--bind-address', '127.0.0.1', '--advertise-address', network.address, '--endpoint-reconciler-type', 'none',
    '--cert-dir', join(folder, 'kube-apiserver'),
    '--service-account-issuer', 'https://kubernetes.default.svc', '--service-account-key-file', key, '--service-account-signing-key-file', key,
    '--token-auth-file', tokens, // istiod asks whether gateways may read Secrets.
    '--authorization-mode', 'AlwaysAllow',
    '--service-cluster-ip-range', '10.96.0.0/16',
    '--disable-admission-plugins', 'ServiceAccount',
  ];
}
