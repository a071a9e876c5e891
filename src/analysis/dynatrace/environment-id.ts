import { parseGoUrl } from '../syntax/go-url';

/** Ids of environments as Dynatrace assigns them. Cluster nodes, such as `sg-us-east-1-…`, have other names. */
const ID = /^[a-z]{3}[0-9]{5}$/;

/** Hosts of environments of Dynatrace SaaS: the id, and `live` or `apps`. */
const SAAS_HOST = /^([^.]+)\.(?:live|apps)\./;

/** The id of the environment that an API URL names, in lower case: by its path (`/e/<id>/api`), otherwise by its host. Undefined if it names none. */
export function environmentOfApiUrl(apiUrl: string): string | undefined {
  const url = parseGoUrl(apiUrl);
  if (url === undefined) { return undefined; }
  const [, path] = /^[^/]*\/\/[^/?#]*\/e\/([^/?#]+)\//.exec(apiUrl) ?? [];
  return (path ?? SAAS_HOST.exec(url.hostname)?.[1])?.toLowerCase();
}

/** The id of the environment that a host belongs to. Undefined if the host has no id, as those of cluster nodes and ActiveGates. */
export function environmentOfHost(host: string): string | undefined {
  const id = SAAS_HOST.exec(host.toLowerCase())?.[1];
  return id !== undefined && ID.test(id) ? id : undefined;
}
