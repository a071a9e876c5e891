import type { Candidate } from './clash';

/** A host within its namespace. The name of a namespace has no slash. */
export function hostOf({ service }: Candidate): string {
  return `${service.namespace}/${service.host}`;
}

/** A common key for the ports of all entries for the same host in the same namespace. */
export function hostKey(candidate: Candidate): string | undefined {
  return candidate.service.isKubernetes ? undefined : hostOf(candidate);
}
