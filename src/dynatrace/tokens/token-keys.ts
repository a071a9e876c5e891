/** The keys of the Secret with the tokens of a custom resource. */
export interface TokenKeys {
  /** Keys that must be there. */
  readonly required: readonly string[];
  /** Keys that are looked for in a vault unless the user names some: the required ones, and what most people need. */
  readonly usual: readonly string[];
  /** Keys that the custom resource reads, the required ones among them. */
  readonly known: readonly string[];
}

/** What a custom resource asks of the Secret with its tokens. */
export interface TokenSecretRequest {
  /** The property that the Secret was given by. */
  readonly prop: string;
  readonly namespace: string;
  /** Name of a Secret that is made for the custom resource, unless the user gave one. */
  readonly secretName: string;
  readonly keys: TokenKeys;
}

export const DYNAKUBE_TOKEN_KEYS: TokenKeys = {
  required: ['apiToken'],
  usual: ['apiToken', 'dataIngestToken'],
  known: ['apiToken', 'dataIngestToken', 'paasToken'],
};

export const ONE_AGENT_TOKEN_KEYS: TokenKeys = {
  required: ['apiToken', 'paasToken'],
  usual: ['apiToken', 'paasToken'],
  known: ['apiToken', 'paasToken'],
};

/** With an image of the environment's own registry, the operator asks the environment for the pull secret too. */
export function oneAgentApmTokenKeys(useImmutableImage: boolean): TokenKeys {
  const required = useImmutableImage ? ['apiToken', 'paasToken'] : ['paasToken'];
  return { required, usual: required, known: ['apiToken', 'paasToken'] };
}

export const EDGE_CONNECT_OAUTH_KEYS: TokenKeys = {
  required: ['oauth-client-id', 'oauth-client-secret'],
  usual: ['oauth-client-id', 'oauth-client-secret'],
  known: ['oauth-client-id', 'oauth-client-secret'],
};
