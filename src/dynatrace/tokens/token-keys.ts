/** Keys of the Secret with the tokens of a custom resource. */
export interface TokenKeys {
  /** Required keys. */
  readonly required: readonly string[];
  /** Keys that are read from a vault by default: the required keys, and those that most users need. */
  readonly usual: readonly string[];
  /** All keys that the custom resource reads. */
  readonly known: readonly string[];
}

/** The requirements of a custom resource for the Secret with its tokens. */
export interface TokenSecretRequest {
  /** The property that the Secret was passed in. */
  readonly prop: string;
  readonly namespace: string;
  /** Default name of a Secret that is created for the custom resource. */
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

/** For an image from the registry of the environment, the operator also requests the pull secret from the environment. */
export function oneAgentApmTokenKeys(useImmutableImage: boolean): TokenKeys {
  const required = useImmutableImage ? ['apiToken', 'paasToken'] : ['paasToken'];
  return { required, usual: required, known: ['apiToken', 'paasToken'] };
}

export const EDGE_CONNECT_OAUTH_KEYS: TokenKeys = {
  required: ['oauth-client-id', 'oauth-client-secret'],
  usual: ['oauth-client-id', 'oauth-client-secret'],
  known: ['oauth-client-id', 'oauth-client-secret'],
};
