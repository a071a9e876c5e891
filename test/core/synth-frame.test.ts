import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import * as fc from 'fast-check';
import { MeshChecker } from '../../src/core/mesh-checker';

/** An app to build: objects by chart, nested charts, and dependencies between objects by their index. JavaScript sorts keys that are numbers. */
interface Plan {
  readonly numbered: boolean;
  readonly charts: readonly { readonly objects: number; readonly nested: boolean }[];
  readonly dependencies: readonly (readonly [number, number])[];
  readonly output: YamlOutputType;
}

const plans = fc.record<Plan>({
  numbered: fc.boolean(),
  charts: fc.array(fc.record({ objects: fc.integer({ min: 0, max: 3 }), nested: fc.boolean() }), { minLength: 1, maxLength: 4 }),
  dependencies: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 4 }),
  output: fc.constantFrom(...Object.values(YamlOutputType).filter(value => typeof value === 'number') as YamlOutputType[]),
});

/** The files that an app writes, with or without the frame, or the message if it fails. */
function synth(plan: Plan, framed: boolean): unknown {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-frame-'));
  try {
    const app = new App({ outdir, yamlOutputType: plan.output });
    if (framed) { MeshChecker.of(app); }
    const objects: ApiObject[] = [];
    let last: Chart | undefined;
    plan.charts.forEach((chart, index) => {
      const scope: Chart = new Chart(chart.nested && last ? last : app, `${plan.numbered ? 9 - index : `chart${index}`}`, { namespace: `ns-${index}` });
      for (let object = 0; object < chart.objects; object++) {
        objects.push(new ApiObject(scope, `${plan.numbered ? 9 - object : `Object${object}`}`, { apiVersion: 'v1', kind: 'ConfigMap', data: { key: `${index}-${object}` } }));
      }
      last = scope;
    });
    for (const [from, to] of plan.dependencies) {
      // Only to earlier charts, so that there are no cycles.
      if (from > to && objects[from]) { objects[from].addDependency(objects[to]); }
    }
    app.synth();
    const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    return files.map(({ parentPath, name }) => [join(parentPath, name).slice(outdir.length), readFileSync(join(parentPath, name), 'utf8')])
      .concat([['stdout', app.synthYaml()]]).sort();
  } catch (error) {
    return (error as Error).message;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test('the same app writes the same bytes with and without the frame', () => {
  fc.assert(fc.property(plans, plan => expect(synth(plan, true)).toEqual(synth(plan, false))), { numRuns: 150 });
}, 60_000);

describe('validations', () => {
  function appOf(charts: number): { app: App; validations: () => number } {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'synth-frame-')) });
    MeshChecker.of(app);
    let count = 0;
    app.node.addValidation({ validate: () => { count++; return []; } });
    for (let index = 0; index < charts; index++) {
      new ApiObject(new Chart(app, `chart${index}`), 'Object', { apiVersion: 'v1', kind: 'ConfigMap' });
    }
    return { app, validations: () => count };
  }

  test('run once per synth, however many charts there are', () => {
    const { app, validations } = appOf(5);
    app.synth();
    expect(validations()).toBe(1);
    app.synthYaml();
    expect(validations()).toBe(2);
  });

  test('run once per synth that another language calls: jsii takes the method from the prototype', () => {
    const { app, validations } = appOf(5);
    App.prototype.synth.call(app);
    expect(validations()).toBe(1);
    App.prototype.synthYaml.call(app);
    expect(validations()).toBe(2);
  });

  test('run once per synth of an App that overrides synth(), in TypeScript or in another language', () => {
    class OwnApp extends App {
      public synth(): void { super.synth(); }
    }
    const own = new OwnApp({ outdir: mkdtempSync(join(tmpdir(), 'synth-frame-')) });
    // This is how jsii defines an override of Python or Java: it cannot be assigned.
    const other = new App({ outdir: mkdtempSync(join(tmpdir(), 'synth-frame-')) });
    Object.defineProperty(other, 'synth', { value: () => { App.prototype.synth.call(other); }, enumerable: false, configurable: false, writable: false });
    for (const app of [own, other]) {
      let count = 0;
      MeshChecker.of(app);
      app.node.addValidation({ validate: () => { count++; return []; } });
      ['a', 'b', 'c'].forEach(id => new ApiObject(new Chart(app, id), 'Object', { apiVersion: 'v1', kind: 'ConfigMap' }));
      app.synth();
      expect(count).toBe(1);
    }
  });

  test('run for each chart in an app without constructs of this library', () => {
    appOf(1);
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'synth-frame-')) });
    let count = 0;
    app.node.addValidation({ validate: () => { count++; return []; } });
    ['a', 'b'].forEach(id => new Chart(app, id));
    app.synth();
    expect(count).toBe(3);
  });

  test('run for each chart that is rendered outside a synth', () => {
    const { app, validations } = appOf(2);
    app.charts.forEach(chart => chart.toJson());
    expect(validations()).toBe(2);
  });

  test('do not change charts, also if the synth fails', () => {
    const { app, validations } = appOf(2);
    app.node.addValidation({ validate: () => ['no'] });
    expect(() => app.synth()).toThrow('[] no');
    expect(app.charts.map(chart => Object.keys(Object.getOwnPropertyDescriptors(chart)).includes('toJson'))).toEqual([false, false]);
    expect(() => app.charts[0].toJson()).toThrow('[] no');
    expect(validations()).toBe(2);
  });

  test('do not change the charts of an app, also if it has its own', () => {
    const { app } = appOf(2);
    app.synth();
    expect(Object.hasOwn(app, 'charts')).toBe(false);
    const [first, second] = app.charts;
    // This is how jsii defines an override of Python or Java.
    Object.defineProperty(app, 'charts', { get: () => [second], configurable: true });
    expect(app.synthYaml().match(/name: .*/g)).toEqual([`name: ${ApiObject.of(second.node.children[0]).name}`]);
    expect(app.charts).toEqual([second]);
    expect(first).not.toBe(second);
  });

  test('do not change a chart that overrides toJson()', () => {
    const { app } = appOf(1);
    class OwnChart extends Chart {
      public toJson(): unknown[] {
        return [...super.toJson(), { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'own' } }];
      }
    }
    new ApiObject(new OwnChart(app, 'own'), 'Object', { apiVersion: 'v1', kind: 'ConfigMap' });
    expect(app.synthYaml()).toContain('name: own\n');
  });
});
