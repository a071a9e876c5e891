import { breaksIn, changesSince, unlisted } from '../../projenrc/api-breaks';

const OUTPUT = `Original assembly: cdk8s-istio-oneagent@0.1.0
Updated assembly: cdk8s-istio-oneagent@0.2.0
API elements with incompatible changes:
err  - METHOD cdk8s-istio-oneagent.Mesh.gone: has been removed [removed:cdk8s-istio-oneagent.Mesh.gone]
err  - PROP cdk8s-istio-oneagent.MeshProps.failOn: type Severity is not assignable to FailOn [changed-type:cdk8s-istio-oneagent.MeshProps.failOn]
err  - CLASS cdk8s-istio-oneagent.Old: has been removed [removed:cdk8s-istio-oneagent.Old]
`;

test('finds the breaking changes in the output of jsii-diff', () => {
  expect(breaksIn(OUTPUT)).toEqual([
    { name: 'Mesh.gone', text: 'METHOD cdk8s-istio-oneagent.Mesh.gone: has been removed' },
    { name: 'MeshProps.failOn', text: 'PROP cdk8s-istio-oneagent.MeshProps.failOn: type Severity is not assignable to FailOn' },
    { name: 'Old', text: 'CLASS cdk8s-istio-oneagent.Old: has been removed' },
  ]);
});

test('a changelog lists a breaking change by the name of the member, or by the names of the class and the member', () => {
  const changes = '- `Mesh.gone()` is removed: use `Mesh.here()`.\n- `failOn` of `MeshProps` has a type of its own.\n';
  expect(unlisted(breaksIn(OUTPUT), changes).map(({ name }) => name)).toEqual(['Old']);
});

test('a class without its member does not list the member', () => {
  expect(unlisted(breaksIn(OUTPUT), '`Mesh`, `MeshProps`, `Old`').map(({ name }) => name)).toEqual(['Mesh.gone', 'MeshProps.failOn']);
});

test('only the sections above the released version count', () => {
  const changelog = '# Changelog\n\n## 0.3.0 (unreleased)\n\n- new\n\n## 0.2.0\n\n- old\n';
  expect(changesSince(changelog, '0.2.0')).toBe('# Changelog\n\n## 0.3.0 (unreleased)\n\n- new\n\n');
  expect(changesSince(changelog, '0.1.0')).toBe(changelog);
});
