import { UsageError } from '../../../conformance/command/command';
import { parseOptions } from '../../../conformance/lab/options';

test('each folder is tried separately', () => {
  expect(parseOptions(['dist', 'other/dist'])).toEqual({
    folders: ['dist', 'other/dist'], withoutEach: false, meshConfig: undefined, scenarios: false, names: [],
  });
});

test('options may be anywhere', () => {
  expect(parseOptions(['dist', '--mesh-config', 'mesh.yaml', '--without-each'])).toEqual({
    folders: ['dist'], withoutEach: true, meshConfig: 'mesh.yaml', scenarios: false, names: [],
  });
});

test('scenarios may be named', () => {
  expect(parseOptions(['--scenarios'])).toEqual({ folders: [], withoutEach: false, scenarios: true, names: [] });
  expect(parseOptions(['--scenarios', 'bypass', 'ipv6'])).toMatchObject({ scenarios: true, names: ['bypass', 'ipv6'], folders: [] });
});

test.each([
  [[], 'a folder with YAML must be given, such as examples/quick-start/dist'],
  [['--without-each'], 'a folder with YAML must be given, such as examples/quick-start/dist'],
  [['--without'], 'unknown option --without'],
  [['dist', '--mesh-config'], '--mesh-config must be followed by a file'],
  [['--scenarios', '--without-each'], '--scenarios accepts only names of scenarios'],
])('%j are a wrong command line', (args, message) => {
  expect(() => parseOptions(args)).toThrow(new UsageError(message));
});
