import { SIDECAR, specOf } from './sidecar-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const catchAllBind: ObjectRule = {
  name: 'sidecar/catch-all-bind',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SIDECAR,
  * check(object) {
    for (const [index, { port, bind = '', captureMode }] of (specOf(object).egress ?? []).entries()) {
      if (port !== undefined) { continue; }
      if (bind !== '') {
        yield `'spec.egress[${index}].bind' makes all ports listen on this address only, so captured traffic finds no listener, got ${quote(bind)}; remove it, or set a port`;
      } else if (captureMode === 'NONE') {
        yield `'spec.egress[${index}].captureMode' makes all ports listen on 127.0.0.1 only, so captured traffic finds no listener, got "NONE"; remove it, or set a port`;
      }
    }
  },
};
