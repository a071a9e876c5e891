import { httpRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { isRecord, recordOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { durationFaults } from '../../shared/connection-pool';
import { fieldSites, Site } from '../../shared/site';

const GRPC_STATUSES = new Set([
  'OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED',
]);
/** The smallest percentage in Envoy, which counts in millionths. */
const MIN_PERCENTAGE = 0.0001;

export const faultInjection: ObjectRule = {
  name: 'virtual-service/fault-injection',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const fault of httpRoutes(object).flatMap(route => fieldSites(route, 'fault'))) {
      if (!isRecord(fault.value.abort) && !isRecord(fault.value.delay)) { yield `'${fault.path}' must have 'abort' or 'delay'; set one of them, or remove it`; }
      for (const abort of fieldSites(fault, 'abort')) {
        yield* percentageFaults(abort);
        yield* abortFaults(abort);
      }
      for (const delay of fieldSites(fault, 'delay')) {
        yield* percentageFaults(delay);
        yield* durationFaults(delay.value.fixedDelay, `${delay.path}.fixedDelay`);
        if (delay.value.exponentialDelay !== undefined) { yield `'${delay.path}.exponentialDelay' does not work in Istio; use 'fixedDelay'`; }
      }
    }
  },
};

function* percentageFaults({ path, value }: Site): Iterable<string> {
  const percentage = recordOf(value.percentage).value;
  if (typeof percentage === 'number' && percentage !== 0 && !(percentage >= MIN_PERCENTAGE && percentage <= 100)) {
    yield `'${path}.percentage.value' must be 0 or from ${MIN_PERCENTAGE} to 100, got ${quote(percentage)}`;
  }
}

function* abortFaults({ path, value: { grpcStatus, http2Error, httpStatus } }: Site): Iterable<string> {
  if (typeof grpcStatus === 'string' && !GRPC_STATUSES.has(grpcStatus)) { yield `'${path}.grpcStatus' must be a gRPC status such as "NOT_FOUND", got ${quote(grpcStatus)}`; }
  if (http2Error !== undefined) { yield `'${path}.http2Error' does not work in Istio; use 'httpStatus' or 'grpcStatus'`; }
  if (typeof httpStatus === 'number' && (httpStatus < 200 || httpStatus > 600)) { yield `'${path}.httpStatus' must be from 200 to 600, got ${quote(httpStatus)}`; }
}
