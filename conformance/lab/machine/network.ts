import { ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { run } from './run';

const BRIDGE = 'lab0';
const PREFIX_IPV6 = 'fd00:10:244::';
const HOST = 1;
const OUTSIDE = 2;
/** Pods have numbers up to 65,534: no address is used again. */
const FIRST_POD = 10;
/** Address of the DNS server, as clusters have it. */
export const DNS_ADDRESS = '10.96.0.10';

/** A network namespace that is connected to the lab's bridge, with mounts of its own. */
export class NetworkNamespace {
  public constructor(
    /** Its addresses, IPv4 first. */
    public readonly addresses: readonly string[],
    private readonly holder: ChildProcess,
  ) {}

  /** The file by which another process can enter the network of this namespace. */
  public get path(): string {
    return `/proc/${this.holder.pid}/ns/net`;
  }

  /** The command line that runs a command in this namespace. */
  public command(command: string, ...args: readonly string[]): [string, string[]] {
    const own = `/proc/${this.holder.pid}/ns`;
    return ['nsenter', [`--net=${own}/net`, `--mount=${own}/mnt`, command, ...args]];
  }

  /** Runs a command in this namespace, and waits for its end. */
  public run(command: string, ...args: readonly string[]): string {
    return run(...this.command(command, ...args));
  }

  /** Removes the namespace, once its last process has ended. */
  public remove(): void {
    this.holder.kill('SIGKILL');
  }
}

/**
 * The network of the lab: a bridge in the namespace of this process, to which the namespaces of pods are connected, and "outside", a namespace
 * to which all other addresses lead.
 */
export class Network {
  /** Creates the bridge in the namespace of this process, and the outside. */
  public static create(): Network {
    run('ip', ['link', 'add', BRIDGE, 'type', 'bridge']);
    run('ip', ['address', 'add', `${addressOf(HOST)}/16`, 'dev', BRIDGE]);
    run('ip', ['link', 'set', BRIDGE, 'up']);
    const hasIPv6 = addIPv6(HOST, BRIDGE, run);
    const network = new Network(hasIPv6);
    run('ip', ['route', 'add', 'default', 'via', addressOf(OUTSIDE)]);
    if (hasIPv6) { run('ip', ['-6', 'route', 'add', 'default', 'via', `${PREFIX_IPV6}${OUTSIDE}`]); }
    return network;
  }

  /** Address of the namespace that holds the bridge, where the control plane runs. */
  public readonly address = addressOf(HOST);
  /** The namespace to which all addresses lead that are not the lab's; clients reach a server there by any address. */
  public readonly outside: NetworkNamespace;
  private pods = 0;

  private constructor(public readonly hasIPv6: boolean) {
    this.outside = this.connect(OUTSIDE);
    // All addresses are local here, except those of the bridge, whose route is narrower.
    this.outside.run('ip', 'route', 'add', 'local', 'default', 'dev', 'lo', 'table', 'main');
    if (hasIPv6) { this.outside.run('ip', '-6', 'route', 'add', 'local', 'default', 'dev', 'lo', 'table', 'main'); }
    this.outside.run('ip', 'address', 'add', `${DNS_ADDRESS}/32`, 'dev', 'lo');
    // What is dialled at the address of a Service goes on to a pod.
    this.outside.run('sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
  }

  /** A namespace for a pod, with a route to everywhere. */
  public addPod(): NetworkNamespace {
    const namespace = this.connect(FIRST_POD + this.pods);
    this.pods += 1;
    // As container runtimes do. Without redirection, a proxy listens on the ports of the services themselves.
    namespace.run('sh', '-c', 'echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start');
    namespace.run('ip', 'route', 'add', 'default', 'via', addressOf(OUTSIDE));
    if (this.hasIPv6) { namespace.run('ip', '-6', 'route', 'add', 'default', 'via', `${PREFIX_IPV6}${OUTSIDE}`); }
    return namespace;
  }

  private connect(number: number): NetworkNamespace {
    const holder = spawn('unshare', ['--net', '--mount', 'sleep', 'infinity'], { stdio: 'ignore' });
    // A spawned process needs a moment to enter its namespaces.
    const deadline = Date.now() + 5000;
    while (readFileSync(`/proc/${holder.pid}/comm`, 'utf8').trim() !== 'sleep' && Date.now() < deadline) { run('sleep', ['0.005']); }
    const namespace = new NetworkNamespace([addressOf(number), ...this.hasIPv6 ? [`${PREFIX_IPV6}${number.toString(16)}`] : []], holder);
    run('ip', ['link', 'add', `pod${number}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(holder.pid)]);
    run('ip', ['link', 'set', `pod${number}`, 'master', BRIDGE, 'up']);
    namespace.run('ip', 'link', 'set', 'lo', 'up');
    namespace.run('ip', 'address', 'add', `${addressOf(number)}/16`, 'dev', 'eth0');
    namespace.run('ip', 'link', 'set', 'eth0', 'up');
    if (this.hasIPv6) { addIPv6(number, 'eth0', (command, args) => namespace.run(command, ...args)); }
    return namespace;
  }
}

/** The IPv4 address of a namespace of the lab. */
function addressOf(number: number): string {
  return `10.244.${Math.floor(number / 256)}.${number % 256}`;
}

/** Gives a device its IPv6 address, usable at once; returns false if the kernel has no IPv6, or can't redirect it. */
function addIPv6(number: number, device: string, runIn: (command: string, args: string[]) => string): boolean {
  try {
    runIn('ip', ['address', 'add', `${PREFIX_IPV6}${number.toString(16)}/64`, 'dev', device, 'nodad']);
    runIn('ip6tables', ['-t', 'nat', '-S']);
    return true;
  } catch {
    return false;
  }
}
