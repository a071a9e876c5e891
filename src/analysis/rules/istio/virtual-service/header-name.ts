import { HeaderChange, headerChanges } from './header-changes';
import { isAuthorityHeader, isFreeHeader } from './header-names';
import { VIRTUAL_SERVICE } from './virtual-service-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const headerName: ObjectRule = {
  name: 'virtual-service/header-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  check: object => headerChanges(object).filter(change => !isChangeable(change))
    .map(({ path, name }) => `'${path}' must name a header that can be changed there, got ${quote(name)}; use a name that is neither empty nor a pseudo header, and Host in requests only`),
};

function isChangeable({ of, operation, name }: HeaderChange): boolean {
  return isFreeHeader(name) || (of === 'request' && operation !== 'remove' && isAuthorityHeader(name));
}
