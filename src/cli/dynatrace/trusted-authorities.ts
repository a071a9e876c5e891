import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { quote } from '../../analysis/base/quote';
import { UsageError } from '../base/usage-error';
import { readBytes, UnreadableFile } from '../input/read-text';

/**
 * The certificate authorities to trust: the public ones and those in a file.
 *
 * @throws UsageError if the file has no certificate
 */
export function trustedAuthorities(file: string): string[] {
  const certificates = textOf(file).match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) { throw new UsageError(`--ca-file ${quote(file)} has no certificate: pass a PEM file with "-----BEGIN CERTIFICATE-----"`); }
  certificates.forEach((certificate, index) => {
    try {
      new X509Certificate(certificate);
    } catch {
      throw new UsageError(`--ca-file ${quote(file)}: certificate ${index + 1} is damaged; copy the file again`);
    }
  });
  return [...rootCertificates, ...certificates];
}

function textOf(file: string): string {
  try {
    return readBytes(file).toString('utf8');
  } catch (error) {
    if (!(error instanceof UnreadableFile)) { throw error; }
    throw new UsageError(`--ca-file ${quote(file)}: ${error.message}`);
  }
}
