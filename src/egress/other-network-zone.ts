import { quote, quoteAll } from '../analysis/base/quote';
import { DEFAULT_NETWORK_ZONE, networkZoneOf } from '../analysis/dynatrace/network-zone';
import type { ConnectionInfo } from '../dynatrace/connection/connection-info';
import { DynaKube, IDynaKube } from '../dynatrace/dynakube/dynakube';

/**
 * What is wrong with the connection info of code modules that is not of the network zone of a DynaKube. Undefined if some of it is, or may be: lists of several zones may be
 * combined, and not every list tells its zone.
 */
export function otherNetworkZone(dynakube: IDynaKube, connectionInfos: readonly ConnectionInfo[]): string | undefined {
  const expected = zoneOfDynaKube(dynakube);
  const zones = new Set(connectionInfos.map(({ networkZone }) => networkZone));
  if (expected === undefined || zones.size === 0 || zones.has(undefined) || zones.has(expected)) { return undefined; }
  const known = [...zones].flatMap(zone => zone ?? []).sort();
  const isDefault = expected === DEFAULT_NETWORK_ZONE;
  return `the connection info is of the network ${known.length === 1 ? 'zone' : 'zones'} ${quoteAll(known)} by its 'networkZone', but the DynaKube ${quote(dynakube.name)} belongs to `
    + `${isDefault ? 'the default zone, because it has no \'networkZone\'' : `${quote(expected)} by its 'networkZone'`}: code modules connect to the ActiveGates of that one, which may not be allowed; `
    + `save the response of the API ${isDefault ? 'without a network zone' : `for the network zone ${quote(expected)}`}, or correct 'networkZone' of the DynaKube`;
}

/** The network zone of a DynaKube, if it is known. */
function zoneOfDynaKube(dynakube: IDynaKube): string | undefined {
  const { networkZone } = dynakube;
  return networkZone === undefined && !DynaKube.isDynakube(dynakube) ? undefined : networkZoneOf(networkZone ?? '');
}
