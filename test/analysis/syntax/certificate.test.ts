import { CERTIFICATE } from '../../../conformance/generators/mesh/credentials';
import { isPemCertificate } from '../../../src/analysis/syntax/certificate';

const lines = CERTIFICATE.trim().split('\n');
const body = lines.slice(1, -1).join('');
const pem = (encoded: string) => `-----BEGIN CERTIFICATE-----\n${encoded}\n-----END CERTIFICATE-----\n`;
const der = Buffer.from(body, 'base64');

test.each([
  ['a certificate', CERTIFICATE],
  ['with Windows line ends', lines.join('\r\n')],
  ['with a text before it', `subject: gateway\n${CERTIFICATE}`],
  ['a chain', CERTIFICATE.repeat(2)],
  ['in one line of base64', pem(body)],
  ['after a block that is not base64', `${pem('***')}${CERTIFICATE}`],
  ['after a block that does not end', `${lines.slice(0, -1).join('\n')}\n${CERTIFICATE}`],
])('%s is a certificate', (_, text) => {
  expect(isPemCertificate(text)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['another text', 'certificate'],
  ['base64 of the PEM', Buffer.from(CERTIFICATE).toString('base64')],
  ['DER without PEM', der.toString('latin1')],
  ['an empty block', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n'],
  ['a block without an end', lines.slice(0, -1).join('\n')],
  ['a block with another end', CERTIFICATE.replace('END CERTIFICATE', 'END KEY')],
  ['an end with something after it', CERTIFICATE.replace('END CERTIFICATE-----', 'END CERTIFICATE-----x')],
  ['after a block of something else', `${pem('AAAA')}${CERTIFICATE}`],
  ['no base64', pem('***')],
  ['a certificate that is cut off', pem(der.subarray(0, 100).toString('base64'))],
  ['bytes after the certificate', pem(Buffer.concat([der, Buffer.from([1])]).toString('base64'))],
  ['another sequence', pem(Buffer.from([0x30, 3, 2, 1, 5]).toString('base64'))],
  ['a length of many bytes', pem(Buffer.from([0x30, 0x88, 1, 1, 1, 1, 1, 1, 1, 1]).toString('base64'))],
])('%s is no certificate', (_, text) => {
  expect(isPemCertificate(text)).toBe(false);
});

test.each([
  ['that begins blocks and never ends one', '-----BEGIN X-----\n'],
  ['of blocks that end with another name', '-----BEGIN X-----\nAAAA\n-----END Y-----\n'],
])('a very long text %s takes a moment only', (_, part) => {
  expect(isPemCertificate(part.repeat(200_000))).toBe(false);
});
