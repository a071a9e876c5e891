import { base64Bytes } from '../base/bytes';

const LIMIT_LINE = /^-----(BEGIN|END) (.*)-----[ \t\r]*$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const SEQUENCE = 0x30;
const BIT_STRING = 0x03;

/** Whether a text is a certificate in PEM: what `kubectl create secret tls` reads. Its signature, its names and its age are not checked. */
export function isPemCertificate(text: string): boolean {
  const block = firstBlock(text);
  return block !== undefined && isCertificates(block);
}

/** The bytes of the first block that can be decoded, as Go finds it: a line that ends a block ends the last one that has begun. */
function firstBlock(text: string): Uint8Array | undefined {
  let label: string | undefined;
  let body: string[] = [];
  for (const line of text.split('\n')) {
    const [, limit, name] = LIMIT_LINE.exec(line) ?? [];
    if (limit === 'END' && name === label) {
      const encoded = body.join('').replace(/\s/g, '');
      if (BASE64.test(encoded) && encoded.length % 4 === 0) { return base64Bytes(encoded); }
    }
    if (limit !== undefined) {
      label = limit === 'BEGIN' ? name : undefined;
      body = [];
    } else {
      body.push(line);
    }
  }
  return undefined;
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
