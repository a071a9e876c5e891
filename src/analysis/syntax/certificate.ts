import { base64Bytes } from '../base/bytes';

const BLOCK = /(?:^|\n)-----BEGIN ([^\n]*)-----[ \t\r]*\n([\s\S]*?)\n-----END \1-----/;
const SEQUENCE = 0x30;
const BIT_STRING = 0x03;

/** Whether a text is a certificate in PEM: what `kubectl create secret tls` reads. Its signature, its names and its age are not checked. */
export function isPemCertificate(text: string): boolean {
  const [, , body] = BLOCK.exec(text) ?? [];
  if (body === undefined) { return false; }
  const encoded = body.replace(/\s/g, '');
  if (encoded === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) || encoded.length % 4 !== 0) { return false; }
  return isCertificates(base64Bytes(encoded));
}

/** Whether bytes are one or several X.509 certificates in DER: a sequence of the content, the algorithm and the signature. */
function isCertificates(bytes: Uint8Array): boolean {
  const certificates = elementsOf(bytes);
  return certificates !== undefined && certificates.length > 0 && certificates.every(({ tag, content }) => {
    const parts = tag === SEQUENCE ? elementsOf(content)?.map(part => part.tag) : undefined;
    return parts?.length === 3 && parts[0] === SEQUENCE && parts[1] === SEQUENCE && parts[2] === BIT_STRING;
  });
}

/** An element of DER: a tag, a length and the content. */
interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** The elements that bytes consist of. Undefined if they don't. */
function elementsOf(bytes: Uint8Array): Element[] | undefined {
  const elements: Element[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at];
    const first = bytes[at + 1];
    if (first === undefined) { return undefined; }
    const lengthBytes = first < 0x80 ? 0 : first - 0x80;
    if (lengthBytes > 4) { return undefined; }
    const start = at + 2 + lengthBytes;
    const length = lengthBytes === 0 ? first : bytes.slice(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
    if (start + length > bytes.length) { return undefined; }
    elements.push({ tag, content: bytes.slice(start, start + length) });
    at = start + length;
  }
  return elements;
}
