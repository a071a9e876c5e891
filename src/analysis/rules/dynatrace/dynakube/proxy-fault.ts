import { parseGoUrl } from '../../../syntax/go-url';

// What the start script and the configuration files of the ActiveGate can take.
const PASSWORD = /^[!"#$()*\-./0-9:;<>?@A-Z[\]^_a-z{|}~]*$/;

/**
 * Why the webhook refuses the URL of a proxy, to be read after its path; undefined if it takes it. Neither the URL nor the password is shown.
 */
export function proxyFault(text: string): string | undefined {
  const url = parseGoUrl(text);
  if (url === undefined) { return 'must be a URL; in user name and password everything but letters, digits and -._~ has to be percent-encoded'; }
  return PASSWORD.test(url.password ?? '')
    ? undefined
    : 'must have a password without blank, apostrophe, backtick, comma, &, =, +, %, backslash and what is not ASCII, also when it is percent-encoded; change the password';
}
