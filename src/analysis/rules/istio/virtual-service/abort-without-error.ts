import { httpRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { fieldSites } from '../../shared/site';

const ERRORS = ['httpStatus', 'grpcStatus', 'http2Error'];

export const abortWithoutError: ObjectRule = {
  name: 'virtual-service/abort-without-error',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: VIRTUAL_SERVICE,
  check: object => httpRoutes(object).flatMap(route => fieldSites(route, 'fault')).flatMap(fault => fieldSites(fault, 'abort'))
    .filter(({ value }) => ERRORS.every(field => value[field] === undefined))
    .map(({ path }) => `'${path}' aborts nothing without an error; set 'httpStatus' or 'grpcStatus'`),
};
