import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { utf8Length } from '../../../base/bytes';
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
    if (utf8Length(name) > MAX_LENGTH) {
      yield `'metadata.name' must have at most ${MAX_LENGTH} characters, got ${quote(name)}; choose a shorter name, it is part of the names of other objects`;
    }
  }),
};
