import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const MAX_LENGTH = 40;

export const edgeConnectName: ObjectRule = {
  name: 'edge-connect/name',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: EDGE_CONNECT,
  check: checkEdgeConnect(function* ({ name }) {
    if (Buffer.byteLength(name) > MAX_LENGTH) {
      yield `'metadata.name' must be ${MAX_LENGTH} characters at most, got ${quote(name)}; names of other objects are made from it`;
    }
  }),
};
