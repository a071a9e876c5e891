import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { buildApp, GeneratedApp } from './generated-app';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

/** An object and its YAML. */
export interface Manifest {
  readonly object: KubernetesObject;
  readonly yaml: string;
}

/**
 * The manifests of an app, after all checks of the synth.
 *
 * @throws if the synth fails
 */
export function manifestsOf(generated: GeneratedApp): Manifest[] {
  const app = new App();
  buildApp(app, generated);
  app.synthYaml();
  return app.charts.flatMap(chart => chart.toJson() as KubernetesObject[]).map(object => ({ object, yaml: Yaml.stringify(object) }));
}

/** The manifests in a folder that a synth has written. */
export function manifestsIn(folder: string): Manifest[] {
  return readdirSync(folder).filter(name => name.endsWith('.yaml')).sort().flatMap(name => readFileSync(join(folder, name), 'utf8').split(/^---\n/m))
    .map(yaml => ({ object: parse(yaml) as KubernetesObject, yaml }));
}
