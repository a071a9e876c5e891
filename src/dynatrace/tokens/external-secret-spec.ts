import { ExternalSecretRemoteRef, ExternalTokenSecretOptions } from './external-token-secret-options';
import { TokenKeys } from './token-keys';
import * as l1 from '../../../imports/external-secrets.io';
import { quote, quoteAll } from '../../analysis/base/quote';
import { hasControlCharacter } from '../../analysis/syntax/control-characters';
import { goDuration } from '../shared/go-duration';
import { looksLikeToken } from '../shared/object-name';
import { wholeSeconds } from '../shared/whole-number';

const MAX_SECONDS = 2 ** 31 - 1;

/**
 * The ExternalSecret that makes a Secret with tokens.
 *
 * @throws if a value can't be right, or a key is missing
 */
export function externalSecretSpec(options: ExternalTokenSecretOptions, secretName: string, keys: TokenKeys): l1.ExternalSecretSpec {
  const refs = remoteRefsOf(options, keys);
  const unknown = [...refs.keys()].filter(key => !keys.known.includes(key));
  if (unknown.length > 0) {
    throw new Error(`'fromExternalSecret' takes the keys ${quoteAll(keys.known)} for this custom resource, got ${quoteAll(unknown)}`);
  }
  const missing = keys.required.filter(key => !refs.has(key));
  if (missing.length > 0) {
    throw new Error(`'fromExternalSecret' needs the keys ${quoteAll(keys.required)} for this custom resource, got none for ${quoteAll(missing)}`);
  }
  const seconds = wholeSeconds('refreshInterval', options.refreshInterval, MAX_SECONDS);
  return {
    refreshInterval: seconds === undefined ? undefined : goDuration(seconds),
    secretStoreRef: { kind: options.store.kind as l1.ExternalSecretSpecSecretStoreRefKind, name: options.store.name },
    target: { name: secretName },
    data: [...refs.keys()].sort().map(secretKey => ({ secretKey, remoteRef: refs.get(secretKey)! })),
  };
}

function remoteRefsOf({ key, properties, remoteRefs = {} }: ExternalTokenSecretOptions, keys: TokenKeys): Map<string, ExternalSecretRemoteRef> {
  if (key === undefined && properties !== undefined) {
    throw new Error(`'properties' are those of the entry 'key', which is missing, got ${quote(properties)}; pass 'key' or 'remoteRefs'`);
  }
  const own = Object.entries(remoteRefs);
  const usual = keys.usual.filter(name => !Object.hasOwn(remoteRefs, name)).map((name): [string, string] => [name, name]);
  const named = properties ? Object.entries(properties) : usual;
  const twice = named.map(([secretKey]) => secretKey).filter(secretKey => Object.hasOwn(remoteRefs, secretKey));
  if (twice.length > 0) { throw new Error(`'properties' and 'remoteRefs' must not have a key in common, got ${quoteAll(twice)}`); }
  const shared = key === undefined ? [] : named.map(([secretKey, property]): [string, ExternalSecretRemoteRef] => [secretKey, { key, property }]);
  return new Map([...shared, ...own].map(([secretKey, ref]) => [secretKey, checkRemoteRef(ref)]));
}

function checkRemoteRef({ key, property, version }: ExternalSecretRemoteRef): ExternalSecretRemoteRef {
  return { key: checkText('key', key), property: checkText('property', property), version: checkText('version', version) };
}

/** What a vault takes for a name is its own business, but nothing is not among it, and a value must not stand where its name should. */
function checkText(prop: string, text: string): string;
function checkText(prop: string, text: string | undefined): string | undefined;
function checkText(prop: string, text: string | undefined): string | undefined {
  if (text === undefined) { return undefined; }
  if (looksLikeToken(text)) {
    throw new Error(`'${prop}' says where a value is in the vault, got what looks like a Dynatrace token; put the token into the vault and pass its name there`);
  }
  if (text.trim() === '' || hasControlCharacter(text)) {
    throw new Error(`'${prop}' says where a value is in the vault, by a text without control characters, got ${quote(text)}`);
  }
  return text;
}
