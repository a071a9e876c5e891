import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

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
