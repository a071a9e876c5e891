import { posix } from 'node:path';
import * as fc from 'fast-check';
import { isAbsolutePath, normalizePath, relativePath } from '../../../src/analysis/base/posix-path';

const paths = fc.array(fc.constantFrom('/', '.', '..', 'a', 'b', 'tmp')).map(parts => parts.join(''));

test('paths are read as Node does', () => {
  fc.assert(fc.property(paths, path => {
    expect([isAbsolutePath(path), normalizePath(path)]).toEqual([posix.isAbsolute(path), posix.normalize(path)]);
  }));
});

test('the way from one absolute path to another is that of Node', () => {
  fc.assert(fc.property(paths, paths, (from, to) => {
    expect(relativePath(`/${from}`, `/${to}`)).toBe(posix.relative(`/${from}`, `/${to}`));
  }));
});
