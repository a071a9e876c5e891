import { quote } from '../../analysis/base/quote';
import { parseGoUrl } from '../../analysis/syntax/go-url';

/**
 * The URL of a proxy that needs no password.
 *
 * @throws if the text is something else. What may hold a password is not quoted.
 */
export function proxyUrl(prop: string, text: string): string {
  const url = parseGoUrl(text);
  // A raw slash, question mark or hash in a password moves the rest of it behind the host, so nothing may stand there.
  const endsWithHost = url !== undefined && url.hostname !== '' && /^[^:/?#]+:\/\/[^/?#]*\/?$/.test(text);
  if (text.includes('@') && (!endsWithHost || url.password !== undefined)) {
    throw new Error(`'${prop}' must not hold a password: put the URL into a Secret, under the key "proxy", and pass DynatraceProxy.fromSecretName()`);
  }
  if (!endsWithHost) {
    throw new Error(`'${prop}' takes a URL of scheme, host and port, such as "http://proxy.example.com:3128", got ${quote(text)}`);
  }
  return text;
}
