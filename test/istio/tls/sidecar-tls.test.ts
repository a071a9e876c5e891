import { SidecarTls } from '../../../src';

test('a Secret and files are references', () => {
  const described = [
    SidecarTls.simple(), SidecarTls.simple({ caFile: '/etc/ca.crt' }), SidecarTls.simple({ caCredentialName: 'ca' }), SidecarTls.mutual('client'),
    SidecarTls.mutualFromFiles({ certificateFile: '/etc/tls.crt', keyFile: '/etc/tls.key' }),
  ].map(({ isMutual, credentialName }) => [isMutual, credentialName]);
  expect(described).toEqual([[false, undefined], [false, undefined], [false, 'ca'], [true, 'client'], [true, undefined]]);
});

test.each<[string, () => SidecarTls, string]>([
  ['a name that no Secret can have', () => SidecarTls.mutual('Client'), '\'credentialName\' must be lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "Client"'],
  ['a name that no Secret can have, for authorities', () => SidecarTls.simple({ caCredentialName: 'a b' }), '\'caCredentialName\' must be lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "a b"'],
  ['a Secret and a file', () => SidecarTls.simple({ caCredentialName: 'ca', caFile: '/ca' }), '\'caFile\' and \'caCredentialName\' can\'t be combined, got "/ca" and "ca"; leave one of them out'],
  ['a relative path', () => SidecarTls.simple({ caFile: 'ca.crt' }), '\'caFile\' must be an absolute path in the container of the proxy, such as "/etc/partner/ca.crt", got "ca.crt"'],
  ['a folder', () => SidecarTls.mutualFromFiles({ certificateFile: '/etc/', keyFile: '/etc/tls.key' }), '\'certificateFile\' must be an absolute path in the container of the proxy, such as "/etc/partner/ca.crt", got "/etc/"'],
  ['a relative path of a key', () => SidecarTls.mutualFromFiles({ certificateFile: '/tls.crt', keyFile: './tls.key' }), '\'keyFile\' must be an absolute path in the container of the proxy, such as "/etc/partner/ca.crt", got "./tls.key"'],
])('refuses %s', (_, create, message) => {
  expect(create).toThrow(new Error(message));
});
