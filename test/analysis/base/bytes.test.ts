import * as fc from 'fast-check';
import { base64Bytes, latin1Text, utf8Length, utf8Text } from '../../../src/analysis/base/bytes';
import { anyText } from '../../any-text';

test('texts and bytes are converted as Node does', () => {
  fc.assert(fc.property(anyText(), text => {
    const bytes = Buffer.from(text);
    expect([utf8Length(text), utf8Text(bytes), latin1Text(bytes)]).toEqual([bytes.length, bytes.toString(), bytes.toString('latin1')]);
  }));
});

test('bytes that are not UTF-8 are replaced', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => { expect(utf8Text(bytes)).toBe(Buffer.from(bytes).toString()); }));
});

test('Base64 is read as Node does, with line ends, with the alphabet of URLs, and without padding', () => {
  const characters = fc.constantFrom(...'AZaz09+/-_ \n=', 'é');
  fc.assert(fc.property(fc.oneof(fc.base64String(), fc.array(characters).map(list => list.join(''))), text => {
    expect([...base64Bytes(text)]).toEqual([...Buffer.from(text, 'base64')]);
  }));
});
