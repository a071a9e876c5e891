import { parseGoUrl } from '../../../src/analysis/syntax/go-url';

test.each([
  // Node's URL class reads another host here, or refuses the URL.
  ['https:///x', { scheme: 'https', host: '', hostname: '', port: '' }],
  ['https://010.0.0.1/x', { scheme: 'https', host: '010.0.0.1', hostname: '010.0.0.1', port: '' }],
  ['https://Host.Example:443', { scheme: 'https', host: 'Host.Example:443', hostname: 'Host.Example', port: '443' }],
  ['https://h:70000', { scheme: 'https', host: 'h:70000', hostname: 'h', port: '70000' }],
  ['https://h:', { scheme: 'https', host: 'h:', hostname: 'h', port: '' }],
  ['https://[::1]:9999/x', { scheme: 'https', host: '[::1]:9999', hostname: '::1', port: '9999' }],
  ['https://[::ffff:10.0.0.1]', { scheme: 'https', host: '[::ffff:10.0.0.1]', hostname: '::ffff:10.0.0.1', port: '' }],
  ['https://[fe80::1%25eth0]', { scheme: 'https', host: '[fe80::1%eth0]', hostname: 'fe80::1%eth0', port: '' }],
  ['https://[fe80::1%25a%20b]', { scheme: 'https', host: '[fe80::1%a b]', hostname: 'fe80::1%a b', port: '' }],
  ['https://%C3%A4.example', { scheme: 'https', host: 'ä.example', hostname: 'ä.example', port: '' }],
  ['https://a%25b', { scheme: 'https', host: 'a%b', hostname: 'a%b', port: '' }],
  ['HTTPS://h', { scheme: 'https', host: 'h', hostname: 'h', port: '' }],
  ['//h/x', { scheme: '', host: 'h', hostname: 'h', port: '' }],
  // Schemes other than http and https can have several hosts.
  ['ftp://a:b:443', { scheme: 'ftp', host: 'a:b:443', hostname: 'a:b', port: '443' }],
  // These have no host.
  ['', { scheme: '', host: '', hostname: '', port: '' }],
  ['*', { scheme: '', host: '', hostname: '', port: '' }],
  ['x/y:z', { scheme: '', host: '', hostname: '', port: '' }],
  ['///h/x', { scheme: '', host: '', hostname: '', port: '' }],
  ['https:/h/x', { scheme: 'https', host: '', hostname: '', port: '' }],
  ['mailto:%zz', { scheme: 'mailto', host: '', hostname: '', port: '' }],
  ['proxy.example.com:3128', { scheme: 'proxy.example.com', host: '', hostname: '', port: '' }],
  // User info ends at the last @.
  ['https://user@h', { scheme: 'https', host: 'h', hostname: 'h', port: '' }],
  ['https://user@x@h', { scheme: 'https', host: 'h', hostname: 'h', port: '' }],
  ['https://user:@h', { scheme: 'https', host: 'h', hostname: 'h', port: '', password: '' }],
  ['https://user:a%20b:c@h', { scheme: 'https', host: 'h', hostname: 'h', port: '', password: 'a b:c' }],
  // A control character is allowed in the fragment, and an invalid escape is allowed in the query.
  ['https://h/#\n', { scheme: 'https', host: 'h', hostname: 'h', port: '' }],
  ['https://h/?%zz', { scheme: 'https', host: 'h', hostname: 'h', port: '' }],
])('%j is parsed as Go does', (text, expected) => {
  expect(parseGoUrl(text)).toEqual(expected);
});

test.each([
  ' https://h', 'https://h\n', 'https://h/\t', 'https://h\x7f', 'https://h ', ':x', '10.0.0.1:3128', 'ht_tp://h',
  'https://a:b:443', 'https://h:44x', 'https://[::1', 'https://a[::1]', 'https://[::1]x', 'https://[::1]:x', 'https://[10.0.0.1]', 'https://[h]',
  'https://[fe80::1%25]', 'https://[fe80::1%25%41%00]', 'https://[fe80::1%25%C3]', 'https://[fe80::1%eth0]', 'https://[::ffff:010.0.0.1]',
  'https://a\\b', 'https://a^b', 'https://a`b', 'https://a{b', 'https://a|b', 'https://a}b', 'https://a%20b', 'https://a%2Eb', 'https://a%', 'https://a%zz',
  'https://u^@h', 'https://u:p w@h', 'https://u:%zz@h', 'https://h/%zz', 'https://h/#%zz', '/%zz', 'x%zz',
])('%j is refused, as in Go', text => {
  expect(parseGoUrl(text)).toBeUndefined();
});
