import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { examplesIn, javaExamples } from '../../../conformance/languages/examples';
import type { Example } from '../../../conformance/languages/language';

const ROOT = resolve(__dirname, '..', '..', '..');

function snippet(fqn: string | undefined, fixture: string): Parameters<typeof examplesIn>[0]['snippets'][string] {
  return {
    location: { api: { fqn } },
    fullSource: readFileSync(join(ROOT, 'rosetta', `${fixture}.ts-fixture`), 'utf8').replace('/// here', '/// !show\nnew Sidecar(shop, \'Sidecar\');\n/// !hide'),
    translations: { python: { source: 'Sidecar(shop, "Sidecar")' }, java: { source: 'new Sidecar(shop, "Sidecar");' }, go: { source: '' } },
  };
}

test('the examples of classes are found with their fixture, and the README is left out', () => {
  const snippets = { a: snippet(undefined, 'app'), b: snippet('cdk8s-istio-oneagent.Sidecar', 'app'), c: snippet('cdk8s-istio-oneagent.l1.Mesh', 'with-dynakube') };

  expect(examplesIn({ snippets }).map(({ app: _, ...rest }) => rest)).toEqual([
    { name: 'Sidecar', fixture: 'app', translations: { python: 'Sidecar(shop, "Sidecar")', java: 'new Sidecar(shop, "Sidecar");' } },
    { name: 'l1Mesh', fixture: 'with-dynakube', translations: { python: 'Sidecar(shop, "Sidecar")', java: 'new Sidecar(shop, "Sidecar");' } },
  ]);
});

test('no example at all is an error', () => {
  expect(() => examplesIn({ snippets: { a: snippet(undefined, 'app') } })).toThrow('no class has an example');
});

test('the program in Java has each example in a method, with an app that writes a folder of its own', () => {
  const examples: Example[] = ['Sidecar', 'Mesh'].map(name => ({ name, app: '', fixture: 'app', translations: { python: '', java: `    new ${name}(shop, "It");` } }));
  const program = javaExamples(examples);

  expect(program.match(/outdir\("\w+"\)/g)).toEqual(['outdir("Sidecar")', 'outdir("Mesh")']);
  expect(program).toContain('    new Mesh(shop, "It");\n    }\n    app.synth();');
  expect(program).toContain('    exampleSidecar();\n    exampleMesh();\n');
});
