import { isDnsLabel, isWildcardDomain, isWildcardHost } from './hosts';

/** The parts of a host of a Sidecar's egress listener, `<namespace>/<dnsName>`. */
export interface EgressHostParts {
  /** Whether it excludes services (`~ns/…`) instead of importing them. */
  readonly exclusion: boolean;
  /** Name of a namespace, `*` for any namespace, `.` for the namespace of the workload, or `~` for none. */
  readonly namespace: string;
  /** A name, a wildcard such as `*.example.com`, or `*`. */
  readonly dnsName: string;
}

/** Splits an egress host without validating it. Undefined if it does not have exactly one slash. */
export function parseEgressHost(text: string): EgressHostParts | undefined {
  const parts = text.split('/');
  if (parts.length !== 2) { return undefined; }
  const exclusion = parts[0].length > 1 && parts[0].startsWith('~');
  return { exclusion, namespace: exclusion ? parts[0].slice(1) : parts[0], dnsName: parts[1] };
}

/** What is wrong with an egress host, as the second part of a message. Undefined if it is valid. */
export function egressHostFault(text: string): string | undefined {
  const parts = parseEgressHost(text);
  if (!parts) { return 'must have the form "<namespace>/<dnsName>"'; }
  const { exclusion, namespace, dnsName } = parts;
  if (!['*', '.'].includes(namespace) && !(namespace === '~' && !exclusion) && !isDnsLabel(namespace)) {
    return 'must begin with the name of a namespace, "*", "." or "~"';
  }
  if (dnsName === '*') { return undefined; }
  if (dnsName.startsWith('*') && !isWildcardHost(dnsName)) { return 'must use a wildcard for whole labels only, such as "*.example.com"'; }
  // A trailing dot passes the check and then matches literally, so it can be the only dot.
  if (!isWildcardDomain(dnsName) || !dnsName.includes('.')) { return 'must end in "*" or in a DNS name with at least one dot'; }
  return undefined;
}
