import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { textOfOption } from './option-file';
import { quote } from '../../analysis/base/quote';
import { UsageError } from '../base/usage-error';

/**
 * The certificate authorities to trust: the public ones and those in a file.
 *
 * @throws UsageError if the file has no certificate
 */
export function trustedAuthorities(file: string): string[] {
  const certificates = textOfOption('--ca-file', file).match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
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
