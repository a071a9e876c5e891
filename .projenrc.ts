import { cdk8s, javascript } from 'projen';
import { Jsii } from './projenrc/jsii';
import { L1 } from './projenrc/l1';
import { Layers } from './projenrc/layers';
import { Pages } from './projenrc/pages';

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

  // The lowest versions of the peer ranges. projen pins them for development, so that the tests run with the lowest supported versions.
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.3.0',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  minNodeVersion: '20.0.0',

  projenrcTs: true,
  projenVersion: '~0.103.25',
  packageManager: javascript.NodePackageManager.NPM,
  jsiiVersion: '~6.0.0',
  compressAssembly: true,
  typescriptVersion: '~6.0.0',
  devDeps: [
    '@dagrejs/dagre@^3',
    '@types/node@^20', // the dist-tag that projen derives from the TypeScript version does not exist
    '@microsoft/jest-sarif@1.0.0-beta.0', // for the schema of SARIF
    'ajv@^8',
    'axe-core@^4',
    'cdk8s-cli@~2.207.60',
    'echarts@^6',
    'esbuild@^0.28',
    'fast-check@^4',
    'puppeteer-core@^24',
    'terser@^5',
    'tsx@^4',
    // The build puts these into lib/chunks. See docs/decisions/0021-package-of-chunks.md.
    'commander@^14', 're2js@^2', 'yaml@^2',
  ],
  // The packages to publish, with their names in each language.
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

  // `imports/` is compiled together with `src/`.
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
    include: ['.projenrc.ts'], // in addition to every other .ts file of the tree
    exclude: ['node_modules', 'lib', 'dist', '.cache', 'page'],
    compilerOptions: { rootDir: '.', noEmit: true, paths: { 'cdk8s-istio-oneagent': ['./src/index.ts'] } },
  },

  jestOptions: {
    // A snapshot only changes if a person runs `npx jest -u`.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      // By default, jest leaves one core unused. On a machine with two, the tests would take twice as long.
      maxWorkers: '100%',
      moduleNameMapper: { '^cdk8s-istio-oneagent$': '<rootDir>/src/index.ts' },
      modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/dist/', '<rootDir>/.cache/'],
      setupFiles: ['<rootDir>/projenrc/jest/property-seed.js'],
      globalSetup: '<rootDir>/projenrc/jest/analysis-chunk.js',
      // jest gives each test file a global object behind a proxy, and each use of `Map` asks it. These are parameters of each module in addition, so no module may declare them.
      sandboxInjectedGlobals: ['Array', 'Boolean', 'Error', 'JSON', 'Map', 'Math', 'Number', 'Object', 'RegExp', 'Set', 'String', 'Symbol', 'TypeError', 'WeakMap'],
      testSequencer: '<rootDir>/projenrc/jest/sequencer.js',
    },
  },
  // jest only strips the types. `tsc` checks them once for the whole tree.
  typecheckTests: true,
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'projenrc', 'examples', 'benchmarks', 'conformance', 'page', 'site', '.projenrc.ts'],
    ignorePatterns: ['imports/', 'lib/', 'dist/', 'node_modules/', '*.js', '*.d.ts', 'coverage/'],
    commandOptions: { fix: false },
    projectService: false,
    tsconfigPath: './tsconfig.dev.json',
  },
});

// Each module of a test loads what it uses, and not all of the library. See docs/performance.md.
if (project.jest) { project.jest.config.transform = { '^.+\\.ts$': '<rootDir>/projenrc/jest/transform.js' }; }

new Jsii(project);
new L1(project);
new Layers(project);
new Pages(project);

// The build refuses a module that the package would not have.
project.eslint?.allowDevDeps('**/src/**');

project.package.addVersion('0.1.0');
project.package.addBin({ 'cdk8s-istio-oneagent': 'lib/cli.js' });
// Only the install of the legacy operator is built from it. See docs/decisions/0001-no-run-time-dependencies.md.
project.package.addField('peerDependenciesMeta', { 'cdk8s-plus-28': { optional: true } });
// The newest release lacks its packages for most platforms. On those, npm refuses a lock file without them.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
project.package.addEngine('npm', '>= 10');
project.package.addField('publishConfig', { access: 'public' });
// What the package has, besides the bundled dependencies. A release fails if it has anything else.
project.package.addField('files', ['.jsii', '.jsii.gz', 'CHANGELOG.md', 'NOTICE', 'THIRD_PARTY_LICENSES.md', 'docs/settings.schema.json', 'lib']);

project.addTask('quick-start', {
  description: 'Synthesizes examples/quick-start and prints the YAML',
  cwd: 'examples/quick-start',
  steps: [{ exec: 'cdk8s synth --no-check-upgrade' }, { exec: 'tsx ../show.ts dist' }],
});

project.addTask('picture', {
  description: 'Draws the picture of the README from the output of the quick start',
  exec: 'tsx src/cli/main.ts egress examples/quick-start/dist --format svg --output docs/images/quick-start.svg',
});

project.addTask('ask', {
  description: 'Answers questions about objects: reads JSON lines, writes one answer per line',
  exec: 'tsx conformance/ask.ts',
});
project.addTask('conformance', {
  description: 'Compares our results with those of the code of Istio and of the Dynatrace operator; needs Go',
  exec: 'tsx conformance/compare.ts',
  receiveArgs: true,
});

project.addTask('soak', {
  description: 'Puts fuzzed objects through all checks and answers, and reports those that crash or take too long',
  exec: 'tsx conformance/soak/soak.ts',
  receiveArgs: true,
});

project.addTask('growth', {
  description: 'Checks that the time of all checks and answers grows linearly with the input',
  exec: 'tsx conformance/growth/growth.ts',
  receiveArgs: true,
});

project.addTask('conformance:golden', {
  description: 'Checks the YAML of the examples with kustomize and the code of Istio; needs Go',
  exec: 'tsx conformance/golden.ts',
  receiveArgs: true,
});

// npm scripts, not projen tasks: their exit code distinguishes a missing program from a failure, and projen's runner does not keep the exit code.
project.package.setScript('benchmark', 'tsx --tsconfig tsconfig.dev.json benchmarks/benchmark.ts');
project.package.setScript('conformance:pipes', 'tsx conformance/pipes.ts');
project.package.setScript('conformance:newest', 'tsx conformance/newest.ts');
project.package.setScript('languages', 'tsx conformance/languages/languages.ts');
project.package.setScript('licenses', 'tsx projenrc/release/licenses.ts');
project.package.setScript('release', 'tsx projenrc/release/release.ts');
project.package.setScript('site', 'tsx --tsconfig tsconfig.dev.json site/site.ts');
project.package.setScript('site:browser', 'tsx --tsconfig tsconfig.dev.json site/browser.ts');
project.package.setScript('lab', 'tsx conformance/lab/lab.ts');
project.package.setScript('lab:acceptance', 'tsx --tsconfig tsconfig.dev.json conformance/lab/acceptance/acceptance.ts');
project.package.setScript('lab:fuzz', 'tsx --tsconfig tsconfig.dev.json conformance/lab/fuzz/fuzz.ts');
project.package.setScript('lab:access-logs', 'tsx --tsconfig tsconfig.dev.json conformance/lab/access-logs.ts');
project.package.setScript('lab:gitops', 'tsx --tsconfig tsconfig.dev.json conformance/lab/gitops/gitops.ts');
project.package.setScript('browser', 'tsx --tsconfig tsconfig.dev.json conformance/browser/browser.ts');

// RFC 4180 ends lines with CRLF.
project.gitattributes.addAttributes('/test/cli/golden/*.csv', '-text');

project.gitignore.exclude('*.tgz', '.cache/', '/.jsii.gz');
// projen excludes every log. These are examples and test data.
project.gitignore.include('/examples/open-mesh/web.log', '/test/cli/access-logs/*.log');
project.npmignore?.exclude(
  '/.ci/', '/benchmarks/', '/conformance/', '/crds/', '/docs/*', '/examples/', '/page/',
  '/site/', '/tsconfig.dev.json', '/.projenrc.ts', '/.editorconfig', '/.nvmrc', '*.tgz',
  '/API.md', '/CODE_OF_CONDUCT.md', '/CONTRIBUTING.md', '/SECURITY.md', '/SUPPORT.md',
);

// Editors use the JSON Schema of the settings file.
project.npmignore?.include('/docs/settings.schema.json');

project.synth();
