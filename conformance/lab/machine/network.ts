import { ChildProcess, spawn } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { run } from './run';

const BRIDGE = 'lab0';
const PREFIX = '10.244.0.';
const PREFIX_IPV6 = 'fd00:10:244::';
const HOST = 1;
const OUTSIDE = 2;
const FIRST_POD = 10;

/** A network namespace that is connected to the lab's bridge. */
export class NetworkNamespace {
  public constructor(
    /** Its addresses, IPv4 first. */
    public readonly addresses: readonly string[],
    private readonly holder: ChildProcess,
  ) {}

  /** The command line that runs a command in here. */
  public command(command: string, ...args: readonly string[]): [string, string[]] {
    return ['nsenter', [`--net=/proc/${this.holder.pid}/ns/net`, command, ...args]];
  }

  /** Runs a command in here, to its end. */
  public run(command: string, ...args: readonly string[]): string {
    return run(...this.command(command, ...args));
  }

  /** Ends it, once the last process in it has. */
  public remove(): void {
    this.holder.kill('SIGKILL');
  }
}

/**
 * The network of the lab: a bridge in the namespace of whoever makes it, which the namespaces of pods are plugged into, and "outside", a namespace
 * that every address beside the pods' leads to.
 */
export class Network {
  /** Makes the bridge and the outside in the namespace of this process. */
  public static create(): Network {
    run('ip', ['link', 'add', BRIDGE, 'type', 'bridge']);
    run('ip', ['address', 'add', `${PREFIX}${HOST}/24`, 'dev', BRIDGE]);
    run('ip', ['link', 'set', BRIDGE, 'up']);
    const hasIPv6 = addIPv6(HOST, BRIDGE, run);
    const network = new Network(hasIPv6);
    run('ip', ['route', 'add', 'default', 'via', `${PREFIX}${OUTSIDE}`]);
    if (hasIPv6) { run('ip', ['-6', 'route', 'add', 'default', 'via', `${PREFIX_IPV6}${OUTSIDE}`]); }
    return network;
  }

  /** Address of the namespace that holds the bridge, where the control plane runs. */
  public readonly address = `${PREFIX}${HOST}`;
  /** Where every address leads to that is none of the lab's; a server there is dialled by any address. */
  public readonly outside: NetworkNamespace;
  private pods = 0;

  private constructor(public readonly hasIPv6: boolean) {
    this.outside = this.connect(OUTSIDE);
    // All addresses are local ones here, but for those of the bridge, whose route is narrower.
    this.outside.run('ip', 'route', 'add', 'local', 'default', 'dev', 'lo', 'table', 'main');
    if (hasIPv6) { this.outside.run('ip', '-6', 'route', 'add', 'local', 'default', 'dev', 'lo', 'table', 'main'); }
  }

  /** A namespace for a pod, with a route to everywhere. */
  public addPod(): NetworkNamespace {
    const namespace = this.connect(FIRST_POD + this.pods);
    this.pods += 1;
    // As container runtimes do: a proxy that nothing is redirected to listens on the ports of services themselves.
    namespace.run('sh', '-c', 'echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start');
    namespace.run('ip', 'route', 'add', 'default', 'via', `${PREFIX}${OUTSIDE}`);
    if (this.hasIPv6) { namespace.run('ip', '-6', 'route', 'add', 'default', 'via', `${PREFIX_IPV6}${OUTSIDE}`); }
    return namespace;
  }

  private connect(number: number): NetworkNamespace {
    const holder = spawn('unshare', ['--net', 'sleep', 'infinity'], { stdio: 'ignore' });
    const path = `/proc/${holder.pid}/ns/net`;
    const own = readlinkSync('/proc/self/ns/net');
    // A spawned process takes a moment to get where it should be.
    const deadline = Date.now() + 5000;
    while (readlinkSync(path) === own && Date.now() < deadline) { run('sleep', ['0.005']); }
    const namespace = new NetworkNamespace([`${PREFIX}${number}`, ...this.hasIPv6 ? [`${PREFIX_IPV6}${number}`] : []], holder);
    run('ip', ['link', 'add', `pod${number}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(holder.pid)]);
    run('ip', ['link', 'set', `pod${number}`, 'master', BRIDGE, 'up']);
    namespace.run('ip', 'link', 'set', 'lo', 'up');
    namespace.run('ip', 'address', 'add', `${PREFIX}${number}/24`, 'dev', 'eth0');
    namespace.run('ip', 'link', 'set', 'eth0', 'up');
    if (this.hasIPv6) { addIPv6(number, 'eth0', (command, args) => namespace.run(command, ...args)); }
    return namespace;
  }
}

/** Gives a device its IPv6 address, usable at once; false if the kernel has none, or can't redirect it. */
function addIPv6(number: number, device: string, runIn: (command: string, args: string[]) => string): boolean {
  try {
    runIn('ip', ['address', 'add', `${PREFIX_IPV6}${number}/64`, 'dev', device, 'nodad']);
    runIn('ip6tables', ['-t', 'nat', '-S']);
    return true;
  } catch {
    return false;
  }
}
