import { loadBalancers } from './load-balancers';
import { duplicatesOf } from '../../../base/duplicates';
import { isRecord } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE } from '../../objects/destination-rule-spec';
import { fieldSites, itemSites, Site } from '../../shared/site';

/** The first prime number that Envoy rejects as the size of a table. */
const TABLE_LIMIT = 5_000_011;

export const consistentHash: ObjectRule = {
  name: 'destination-rule/consistent-hash',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  * check(object) {
    for (const hash of loadBalancers(object).flatMap(balancer => fieldSites(balancer, 'consistentHash'))) {
      for (const cookie of fieldSites(hash, 'httpCookie')) { yield* cookieFaults(cookie); }
      const { minimumRingSize, ringHash, maglev } = hash.value;
      if (minimumRingSize && (isRecord(ringHash) || isRecord(maglev))) { yield `'${hash.path}.minimumRingSize' must not be set together with 'ringHash' or 'maglev'; remove it`; }
      for (const { path, value: { tableSize = 0 } } of fieldSites(hash, 'maglev')) {
        if (typeof tableSize !== 'number' || tableSize >= TABLE_LIMIT || !isPrime(tableSize)) {
          yield `'${path}.tableSize' must be a prime number below ${TABLE_LIMIT}, such as 65537, got ${quote(tableSize)}`;
        }
      }
    }
  },
};

function* cookieFaults({ path, value }: Site): Iterable<string> {
  if (value.name === '') { yield `'${path}.name' must not be empty`; }
  const names = itemSites(value.attributes, `${path}.attributes`).map(attribute => attribute.value.name);
  if (names.includes('')) { yield `'${path}.attributes' must not have an attribute with an empty name`; }
  for (const name of duplicatesOf(names.filter(text => text !== ''))) { yield `'${path}.attributes' must not have an attribute twice, got ${quote(name)} twice; remove one`; }
}

/** Whether Envoy treats a number as a prime number, which includes 1. */
function isPrime(number: number): boolean {
  if (number < 4) { return number >= 1; }
  if (number % 2 === 0) { return false; }
  for (let factor = 3; factor * factor <= number; factor += 2) {
    if (number % factor === 0) { return false; }
  }
  return true;
}
