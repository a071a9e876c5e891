import { cdk8s, javascript, typescript } from 'projen';
import { Jsii } from './projenrc/jsii';
import { L1 } from './projenrc/l1';
import { Layers } from './projenrc/layers';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-istio-oneagent',
  description: 'CDK8s constructs that let Dynatrace OneAgent out of an Istio mesh with locked egress, as plain YAML for Argo CD and Flux',
  keywords: ['cdk8s', 'istio', 'dynatrace', 'oneagent', 'gitops', 'service-mesh', 'kubernetes'],
  author: 'The cdk8s-istio-oneagent authors',
  authorAddress: 'https://github.com/cdk8s-istio-oneagent',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-istio-oneagent authors',
  stability: 'experimental',
  defaultReleaseBranch: 'main',

  // The floors of the peer ranges; projen pins them for development, so that the tests run at the lowest version we promise.
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.3.0',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  minNodeVersion: '20.0.0',

  projenrcTs: true,
  projenVersion: '~0.103.25',
  packageManager: javascript.NodePackageManager.NPM,
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  devDeps: [
    '@types/node@^20', // the dist-tag that projen would derive from the TypeScript version does not exist
    'cdk8s-cli@~2.207.60',
    'fast-check@^4',
    'tsx@^4',
  ],
  bundledDeps: ['yaml@^2'],

  // What we publish, and the names by language.
  publishToPypi: { distName: 'cdk8s-istio-oneagent', module: 'cdk8s_istio_oneagent' },
  publishToMaven: {
    mavenGroupId: 'io.github.cdk8s-istio-oneagent',
    mavenArtifactId: 'cdk8s-istio-oneagent',
    javaPackage: 'io.github.cdk8s.istiooneagent',
  },
  publishToNuget: { dotNetNamespace: 'Cdk8s.IstioOneAgent', packageId: 'Cdk8s.IstioOneAgent' },
  publishToGo: { moduleName: 'github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent-go', packageName: 'cdk8sistiooneagent' },

  github: false,
  buildWorkflow: false,
  release: false,
  depsUpgrade: false,
  sampleCode: false,
  readme: undefined,
  integrationTestAutoDiscover: false,

  // `imports/` is compiled beside `src/`.
  entrypoint: 'lib/src/index.js',
  entrypointTypes: 'lib/src/index.d.ts',
  disableTsconfig: false,
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfig: {
    include: ['src/**/*.ts', 'imports/**/*.ts'],
    exclude: ['node_modules'],
    compilerOptions: { rootDir: '.', outDir: 'lib', inlineSourceMap: false, inlineSources: false },
  },
  tsconfigDev: {
    include: ['.projenrc.ts'], // beside every other .ts file of the tree
    exclude: ['node_modules', 'lib', 'dist', '.cache'],
    compilerOptions: { rootDir: '.', noEmit: true, paths: { 'cdk8s-istio-oneagent': ['./src/index.ts'] } },
  },

  jestOptions: {
    // A snapshot changes by hand (`npx jest -u`) or not at all.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      moduleNameMapper: { '^cdk8s-istio-oneagent$': '<rootDir>/src/index.ts' },
      modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/dist/'],
    },
  },
  // jest only strips the types (isolatedModules); `tsc` checks them once for the whole tree.
  tsJestOptions: { transformOptions: { diagnostics: typescript.TsJestDiagnostics.none() } },
  typecheckTests: true,
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'projenrc', 'examples', 'benchmarks', 'conformance', '.projenrc.ts'],
    ignorePatterns: ['imports/', 'lib/', 'dist/', 'node_modules/', '*.js', '*.d.ts', 'coverage/'],
    commandOptions: { fix: false },
    projectService: false,
    tsconfigPath: './tsconfig.dev.json',
  },
});

new Jsii(project);
new L1(project);
new Layers(project);

project.package.addVersion('0.1.0');
// The newest release lacks its packages for most platforms, and a lock file without them is refused elsewhere.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
project.package.addEngine('npm', '>= 10');
project.package.addField('publishConfig', { access: 'public' });

project.addTask('quick-start', {
  description: 'Synthesizes examples/quick-start and shows the YAML it wrote',
  cwd: 'examples/quick-start',
  steps: [{ exec: 'cdk8s synth --no-check-upgrade' }, { exec: 'tsx ../show.ts dist' }],
});

project.addTask('benchmark', {
  description: 'What the constructs and all checks cost, next to stock cdk8s',
  exec: 'tsx --tsconfig tsconfig.dev.json benchmarks/synth.ts',
});
project.addTask('ask', {
  description: 'Answers questions about objects: JSON lines in, one answer a line out',
  exec: 'tsx conformance/ask.ts',
});
project.addTask('conformance', {
  description: 'Compares our verdicts with those of Istio\'s and the Dynatrace operator\'s own code; needs Go',
  exec: 'tsx conformance/compare.ts',
  receiveArgs: true,
});

project.addTask('conformance:golden', {
  description: 'Has kustomize and Istio\'s own code judge the YAML of the examples; needs Go',
  exec: 'tsx conformance/golden.ts',
  receiveArgs: true,
});

// No tasks: their exit code tells what is missing from what went wrong, and projen's runner makes one of both.
project.package.setScript('lab', 'tsx conformance/lab/lab.ts');
project.package.setScript('lab:acceptance', 'tsx --tsconfig tsconfig.dev.json conformance/lab/acceptance/acceptance.ts');
project.package.setScript('lab:gitops', 'tsx --tsconfig tsconfig.dev.json conformance/lab/gitops/gitops.ts');

project.gitignore.exclude('*.tgz', '.cache/');
project.npmignore?.exclude(
  '/.ci/', '/benchmarks/', '/conformance/', '/crds/', '/docs/', '/examples/',
  '/tsconfig.dev.json', '/CONTRIBUTING.md', '/.projenrc.ts', '*.tgz',
);

project.synth();
