import { resolve } from 'node:path';
import { LabMissing } from '../../../../conformance/lab/machine/missing';
import { ztunnelProgram } from '../../../../conformance/lab/programs/ztunnel';
import { needsZtunnel, scenariosNamed } from '../../../../conformance/lab/scenarios/run-scenarios';

test('ztunnel is the program that the environment names', () => {
  expect([ztunnelProgram(process.execPath), ztunnelProgram(''), ztunnelProgram(undefined)]).toEqual([resolve(process.execPath), undefined, undefined]);
});

test('a path without a program is refused', () => {
  expect(() => ztunnelProgram('/missing/ztunnel')).toThrow(new LabMissing('ztunnel is missing: ZTUNNEL must be the path of the program, got "/missing/ztunnel"'));
});

test('only scenarios with pods in ambient mode need it', () => {
  expect(scenariosNamed([]).filter(needsZtunnel).map(({ name }) => name)).toEqual(['ambient', 'waypoint']);
});
