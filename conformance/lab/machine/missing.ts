/** Something that the lab needs is missing on this machine. The program then ends with 2. */
export class LabMissing extends Error {}

/** A program that the lab runs, and how to install it. */
interface Tool {
  readonly command: string;
  readonly remedy: string;
}

const TOOLS: readonly Tool[] = [
  { command: 'unshare', remedy: 'it comes with util-linux' },
  { command: 'nsenter', remedy: 'it comes with util-linux' },
  { command: 'setpriv', remedy: 'it comes with util-linux 2.33 or later' },
  { command: 'flock', remedy: 'it comes with util-linux' },
  { command: 'mount', remedy: 'it comes with util-linux' },
  { command: 'ip', remedy: 'install it with "apt-get install iproute2"' },
  { command: 'iptables', remedy: 'install it with "apt-get install iptables"' },
  { command: 'ip6tables', remedy: 'install it with "apt-get install iptables"' },
  { command: 'iptables-restore', remedy: 'install it with "apt-get install iptables"' },
  { command: 'git', remedy: 'install it with "apt-get install git"' },
  { command: 'go', remedy: 'install Go 1.26 or later from https://go.dev/dl' },
  { command: 'python3', remedy: 'install it with "apt-get install python3 python3-pip"; pip brings Envoy' },
];

/** The facts about a machine. */
export interface Machine {
  readonly platform: string;
  readonly isRoot: boolean;
  has(command: string): boolean;
}

/** What a machine lacks to run the lab, each with its remedy. Programs that the lab builds itself are not checked. */
export function missingOn(machine: Machine): string[] {
  if (machine.platform !== 'linux') {
    return [`Linux is missing: the lab makes network namespaces, and this is ${machine.platform}; run it in a virtual machine`];
  }
  return [
    ...machine.isRoot ? [] : ['root is missing: the lab makes network namespaces and iptables rules; run it with "sudo env PATH=$PATH"'],
    ...TOOLS.filter(({ command }) => !machine.has(command)).map(({ command, remedy }) => `${command} is missing: ${remedy}`),
  ];
}
