import { handshakeFault } from '../../../../src/analysis/reach/trace/gateway-handshake';

type Started = 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL' | undefined;

// Rows: what the sidecar starts, and the client's protocol. Columns: the mode of the gateway's server, undefined if it passes TLS on.
test.each<[Started, 'http' | 'https', Record<string, string | undefined>]>([
  [undefined, 'http', { none: undefined, SIMPLE: undefined, MUTUAL: undefined, ISTIO_MUTUAL: undefined }],
  [undefined, 'https', { none: undefined, SIMPLE: undefined, MUTUAL: 'UNKNOWN', ISTIO_MUTUAL: 'FAILS' }],
  ['SIMPLE', 'http', { none: undefined, SIMPLE: undefined, MUTUAL: 'FAILS', ISTIO_MUTUAL: 'FAILS' }],
  ['SIMPLE', 'https', { none: 'FAILS', SIMPLE: undefined, MUTUAL: 'FAILS', ISTIO_MUTUAL: 'FAILS' }],
  ['MUTUAL', 'http', { none: undefined, SIMPLE: undefined, MUTUAL: undefined, ISTIO_MUTUAL: 'UNKNOWN' }],
  ['ISTIO_MUTUAL', 'http', { none: 'FAILS', SIMPLE: 'UNKNOWN', MUTUAL: 'UNKNOWN', ISTIO_MUTUAL: undefined }],
  ['ISTIO_MUTUAL', 'https', { none: 'FAILS', SIMPLE: 'UNKNOWN', MUTUAL: 'UNKNOWN', ISTIO_MUTUAL: undefined }],
])('%s started around %s', (started, client, expected) => {
  const outcomes = Object.keys(expected).map(server => [server, handshakeFault({ started, client }, server === 'none' ? undefined : server)?.outcome]);
  expect(Object.fromEntries(outcomes)).toEqual(expected);
});

test('the texts name what the gateway accepts, what it gets, and the remedy', () => {
  expect(handshakeFault({ client: 'https' }, 'ISTIO_MUTUAL')).toEqual({
    outcome: 'FAILS',
    text: 'The gateway accepts only mutual TLS of the mesh (ISTIO_MUTUAL) there, and gets the TLS of the client. Set tls.mode of the server of the Gateway to PASSTHROUGH, '
      + 'or route requests in plain text to it with ISTIO_MUTUAL in a DestinationRule.',
  });
  expect(handshakeFault({ started: 'SIMPLE', client: 'https' }, undefined)?.text).toBe(
    'The gateway passes on TLS that the sidecar starts around the TLS of the client, and the server gets TLS within TLS. Remove the TLS settings of the DestinationRule for the gateway.',
  );
});
