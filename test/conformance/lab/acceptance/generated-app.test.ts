import { App } from 'cdk8s';
import * as fc from 'fast-check';
import { buildApp, generatedApp, GeneratedApp } from '../../../../conformance/lab/acceptance/generated-app';
import { Mesh, Severity } from '../../../../src';

/** The YAML of an app, and what is wrong with it. */
function synthesize(generated: GeneratedApp): { yaml: string; errors: string[] } {
  const app = new App();
  buildApp(app, generated);
  const yaml = app.synthYaml();
  return { yaml, errors: Mesh.of(app).findings().filter(({ severity }) => severity === Severity.ERROR).map(({ path, rule, message }) => `${path} ${rule} ${message}`) };
}

test('every app with valid props synthesizes without an error, twice to the same bytes', () => {
  fc.assert(fc.property(generatedApp, generated => {
    const { yaml, errors } = synthesize(generated);
    expect(errors).toEqual([]);
    expect(synthesize(generated).yaml).toBe(yaml);
  }), { numRuns: 60 });
}, 120_000);
