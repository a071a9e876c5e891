import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Example, Fixture, run } from './language';

const ROOT = resolve(__dirname, '..', '..');
interface Tablet {
  readonly snippets: Readonly<Record<string, {
    readonly location: { readonly api: { readonly fqn?: string } };
    readonly fullSource: string;
    readonly translations: Readonly<Record<string, { readonly source: string }>>;
  }>>;
}

/** The examples of all classes, as jsii translates them into the documentation of the packages. The library must be compiled. */
export function translatedExamples(folder: string): Example[] {
  const file = join(folder, 'translations.json');
  run(join(ROOT, 'node_modules', '.bin', 'jsii-rosetta'), ['extract', '--strict', '--output', file], ROOT);
  // Written beside the assembly, too, where only the compressed form is ignored by git.
  rmSync(join(ROOT, '.jsii.tabl.json'), { force: true });
  return examplesIn(JSON.parse(readFileSync(file, 'utf8')) as Tablet);
}

/** The examples of classes in the output of `jsii-rosetta extract`. The README, which is an app by itself, is left out: it is the quick start. */
export function examplesIn({ snippets }: Tablet): Example[] {
  const examples = Object.values(snippets).flatMap(({ location: { api }, fullSource, translations }): Example[] => api.fqn === undefined ? [] : [{
    name: api.fqn.slice(api.fqn.indexOf('.') + 1).replaceAll('.', ''),
    app: fullSource,
    fixture: fullSource.slice(0, fullSource.indexOf('/// !show')).includes('const dynakube') ? 'with-dynakube' : 'app',
    translations: { python: translations.python.source, java: translations.java.source },
  }]);
  if (examples.length === 0) { throw new Error('no class has an example'); }
  return examples;
}

/** Runs all examples as they are written, in TypeScript. Each writes a folder with its name. */
export function runInTypeScript(examples: readonly Example[], folder: string): void {
  // In the repository, so that its packages are found.
  const cache = join(ROOT, '.cache');
  mkdirSync(cache, { recursive: true });
  const sources = mkdtempSync(join(cache, 'examples-'));
  try {
    for (const { name, app } of examples) { writeFileSync(join(sources, `${name}.ts`), app); }
    const calls = examples.map(({ name }) => `process.env.CDK8S_OUTDIR = '${name}';\nrequire('./${name}');\n`);
    writeFileSync(join(sources, 'all.ts'), calls.join(''));
    run(join(ROOT, 'node_modules', '.bin', 'tsx'), ['--tsconfig', join(ROOT, 'tsconfig.dev.json'), join(sources, 'all.ts')], folder);
  } finally {
    rmSync(sources, { recursive: true, force: true });
  }
}

/** A program in Java with all examples. */
export function javaExamples(examples: readonly Example[]): string {
  const methods = examples.map(({ name, fixture, translations: { java } }) => `
  static void example${name}() {
    App app = new App(AppProps.builder().outdir("${name}").build());
${JAVA_FIXTURES[fixture]}
    {
${java}
    }
    app.synth();
  }
`);
  return `import io.github.cdk8s.istiooneagent.*;
import java.util.List;
import java.util.Map;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.Deployment;

public class Examples {
  static Chart chart(App app, String namespace) {
    return new Chart(app, namespace, ChartProps.builder().namespace(namespace).build());
  }

  static Deployment deployment(Chart chart) {
    return Deployment.Builder.create(chart, "Web").containers(List.of(ContainerProps.builder().image("registry.example/web:1.0").build())).build();
  }
${methods.join('')}
  public static void main(String[] args) {
${examples.map(({ name }) => `    example${name}();`).join('\n')}
  }
}
`;
}

const JAVA_FIXTURES: Readonly<Record<Fixture, string>> = {
  'app': `    Chart monitoring = chart(app, "dynatrace");
    Chart shop = chart(app, "shop");
    Chart network = chart(app, "network");
    Chart istio = chart(app, "istio-system");
    Chart delivery = chart(app, "argocd");
    Deployment web = deployment(shop);`,
  'with-dynakube': `    Chart monitoring = chart(app, "dynatrace");
    Chart shop = chart(app, "shop");
    DynaKube dynakube = DynaKube.Builder.create(monitoring, "DynaKube")
        .apiUrl("https://abc12345.live.dynatrace.com/api").mode(DynaKubeMode.cloudNativeFullStack()).build();
    deployment(shop);`,
};
