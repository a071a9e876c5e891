import { quote } from '../analysis/base/quote';

/** `://` after the scheme, the user of SSH if there is one, and a host with or without a port. */
const SAFE_TO_QUOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:git@[^\s/:@?#%\\]+:)?(?:[^\s:@?#%\\]|:(?=\d{1,5}(?:\/|$)))*$/i;

/** The user of SSH is no secret: a server of git knows the client by its key. Nothing else of a URL can have an at sign. */
const SSH_USER = /^(?:ssh:\/\/[\w.-]+|git)@/;

const HOST = String.raw`(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])`;
const PATH = String.raw`[^\s\\]+`;
const GIT_URL = new RegExp(String.raw`^(?:https?|ssh):\/\/${HOST}(?::\d{1,5})?(?:\/${PATH})$`);
const SCP_LIKE = new RegExp(String.raw`^${HOST}[:/]${PATH}$`);
const OCI_URL = new RegExp(String.raw`^oci:\/\/${HOST}(?::\d{1,5})?\/[^\s\\:]+$`);

/** A property with the URL of a repository, and where its credentials belong. */
export interface RepositoryUrl {
  readonly prop: string;
  readonly url: string;
  /** Remedy of the messages about credentials. */
  readonly remedy: string;
}

/**
 * Checks the URL of a git repository. No message quotes what may be a password.
 *
 * @param rule the rule of the message, without the text that it got
 * @param scpLike whether `git@<host>:<path>` is a URL too
 * @throws if the URL has user info, except for the user of SSH, a query or a fragment, or is not that of a git repository
 */
export function checkGitUrl(repository: RepositoryUrl, rule: string, scpLike: boolean): void {
  const { prop, url } = repository;
  const withoutUser = url.replace(SSH_USER, user => user.startsWith('ssh') ? 'ssh://' : '');
  rejectCredentials(repository, withoutUser);
  const isScpLike = scpLike && url.startsWith('git@') && SCP_LIKE.test(withoutUser);
  if (!isScpLike && (url.startsWith('git@') || !GIT_URL.test(withoutUser))) { throw new Error(`'${prop}' ${rule}${got(url)}`); }
}

/**
 * Checks the URL of an OCI artifact, which has no tag and no digest. No message quotes what may be a password.
 *
 * @throws if the URL has a tag, a digest, user info, a query or a fragment, or is not that of an OCI artifact
 */
export function checkOciUrl(repository: RepositoryUrl, rule: string): void {
  const { prop, url } = repository;
  if (/^oci:\/\/[^\s@?#]+@sha256:[0-9a-f]+$/.test(url)) { throw new Error(`'${prop}' must not have a digest; pass it as 'digest'`); }
  rejectCredentials(repository, url);
  const [, tag] = /^oci:\/\/[^\s/]+\/[^\s:]*:([\w.-]+)$/.exec(url) ?? [];
  if (tag !== undefined) { throw new Error(`'${prop}' must not have a tag, got ${quote(url)}; pass it as 'tag'`); }
  if (!OCI_URL.test(url)) { throw new Error(`'${prop}' ${rule}${got(url)}`); }
}

/** A password can have any character, so an at sign anywhere may end one. */
function rejectCredentials({ prop, remedy }: RepositoryUrl, url: string): void {
  if (url.includes('@')) { throw new Error(`'${prop}' must not have a user, a password or a token; ${remedy}`); }
  if (/[?#]/.test(url)) { throw new Error(`'${prop}' must not have a query or a fragment, which can have a token; ${remedy}`); }
}

/** The end of the message: the text, unless a part of it may be a password. */
function got(url: string): string {
  return SAFE_TO_QUOTE.test(url) ? `, got ${quote(url)}` : '';
}
