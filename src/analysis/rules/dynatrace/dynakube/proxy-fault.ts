import { parseGoUrl } from '../../../syntax/go-url';

// Characters that the start script and the configuration files of the ActiveGate can handle.
const PASSWORD = /^[!"#$()*\-./0-9:;<>?@A-Z[\]^_a-z{|}~]*$/;

/**
 * Why the webhook rejects the URL of a proxy; undefined if it accepts it. The text follows the path of the field, and shows neither the URL nor the password.
 */
export function proxyFault(text: string): string | undefined {
  const url = parseGoUrl(text);
  if (url === undefined) { return 'must be a URL; percent-encode all characters of user name and password except letters, digits and -._~'; }
  return PASSWORD.test(url.password ?? '')
    ? undefined
    : 'must have a password without blank, apostrophe, backtick, comma, &, =, +, %, backslash and characters outside ASCII, even if they are percent-encoded; change the password';
}
