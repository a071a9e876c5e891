import type { Candidate } from './clash';

/** A host as one namespace has it. */
export function hostOf({ service }: Candidate): string {
  return JSON.stringify([service.namespace, service.host]);
}

/** A key that the ports of all entries for one host of one namespace share. */
export function hostKey(candidate: Candidate): string | undefined {
  return candidate.service.isKubernetes ? undefined : hostOf(candidate);
}
