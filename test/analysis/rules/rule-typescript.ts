import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as ts from 'typescript';
import { RulePage } from './rule-page';
import * as library from '../../../src';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

/** The names that a block on a rule's page sees without importing them. */
const GIVEN: Readonly<Record<string, unknown>> = { ...library, ApiObject, App, Chart, YamlOutputType, kplus };

/** A block about the settings of the app creates it itself. */
const CREATES_APP = /^const app = /m;

/**
 * The block as a module of its own, for the compiler.
 */
export function moduleOf(block: string, namespace: string): string {
  const used = Object.keys(library).filter(name => new RegExp(`\\b${name}\\b`).test(block));
  return [
    'import { ApiObject, App, Chart, YamlOutputType } from \'cdk8s\';',
    'import * as kplus from \'cdk8s-plus-28\';',
    `import { ${used.join(', ')} } from 'cdk8s-istio-oneagent';`,
    CREATES_APP.test(block) ? '' : `const app = new App(); const chart = new Chart(app, 'example', { namespace: '${namespace}' });`,
    block,
  ].join('\n');
}

/** Namespace of the chart that a page's TypeScript sees. */
export function namespaceOf({ correct }: RulePage): string {
  return correct.map(({ metadata }) => (metadata as { namespace?: string } | undefined)?.namespace).find(namespace => namespace !== undefined) ?? 'default';
}

/** Runs the TypeScript of a page, and returns the objects that it writes. */
export function objectsOf(page: RulePage): KubernetesObject[] {
  return appOf(page.typeScript!, namespaceOf(page)).charts.flatMap(each => each.toJson() as KubernetesObject[]);
}

/** Runs a block of TypeScript, and returns the app that it fills. */
export function appOf(block: string, namespace: string): App {
  const { outputText } = ts.transpileModule(block, { compilerOptions: { module: ts.ModuleKind.None, target: ts.ScriptTarget.ES2022 } });
  const given: Record<string, unknown> = { ...GIVEN };
  if (!CREATES_APP.test(block)) {
    given.app = new App();
    given.chart = new Chart(given.app as App, 'example', { namespace });
  }
  return new Function(...Object.keys(given), `${outputText}\nreturn app;`)(...Object.values(given)) as App;
}
