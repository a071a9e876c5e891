import { quote, quoteAll } from '../analysis/base/quote';
import { environmentOfApiUrl, environmentOfHost } from '../analysis/dynatrace/environment-id';
import type { ConnectionInfo } from '../dynatrace/connection/connection-info';
import type { IDynaKube } from '../dynatrace/dynakube/dynakube';

/** What is wrong with a connection info whose environment is not that of a DynaKube. Undefined if it is the same, or if one of the two is not known. */
export function otherEnvironment({ name, apiUrl }: IDynaKube, connectionInfo: ConnectionInfo): string | undefined {
  const expected = apiUrl === undefined ? undefined : environmentOfApiUrl(apiUrl);
  if (expected === undefined) { return undefined; }
  const { ids, source } = environmentsOf(connectionInfo);
  if (ids.length === 0 || ids.includes(expected)) { return undefined; }
  return `the connection info is of the environment ${quoteAll(ids)} by ${source}, but the DynaKube ${quote(name)} belongs to ${quote(expected)} by its 'apiUrl': `
    + `code modules connect to the endpoints of that one, which are not allowed; save the response of the API of ${quote(expected)}, or correct 'apiUrl'`;
}

/** The environments that a connection info is of, and how they are known. The API names one; a list of URLs may name several. */
function environmentsOf({ _tenant: tenant, endpoints }: ConnectionInfo): { readonly ids: readonly string[]; readonly source: string } {
  if (tenant !== undefined) { return { ids: [tenant.toLowerCase()], source: 'its \'tenantUUID\'' }; }
  const ids = new Set(endpoints.flatMap(({ host }) => environmentOfHost(host) ?? []));
  return { ids: [...ids].sort(), source: 'its hosts' };
}
