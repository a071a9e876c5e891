import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { javaExamples } from './examples';
import { Language, pacmakSources, prepare, run, versionOf } from './language';

/** What the code of jsii is compiled with. */
function pomOf(): string {
  const dependencies = [
    ['software.amazon.jsii', 'jsii-runtime', versionOf('jsii-pacmak')],
    ['org.jetbrains', 'annotations', '26.0.2'],
    ['javax.annotation', 'javax.annotation-api', '1.3.2'],
  ].map(([group, artifact, version]) => `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`);
  return `<project><modelVersion>4.0.0</modelVersion><groupId>apps</groupId><artifactId>apps</artifactId><version>1</version>
<dependencies>${dependencies.join('')}</dependencies></project>\n`;
}

/** Classes that are compiled together with those of the peers: Maven Central does not have every peer. */
export const java: Language = {
  name: 'java',
  build: (folder, packages, examples = []) => {
    prepare('a JDK of version 11 or later, such as apt-get install default-jdk-headless', 'javac', ['-version'], folder);
    writeFileSync(join(folder, 'pom.xml'), pomOf());
    const copy = ['--batch-mode', '--quiet', 'dependency:copy-dependencies', '-DoutputDirectory=libraries'];
    prepare('Maven, such as apt-get install maven, and a repository that has the run time of jsii', 'mvn', copy, folder);
    pacmakSources('java', join(folder, 'packages'));
    const [sources, resources] = ['java', 'resources'].map(name => join(folder, 'packages', 'java', 'src', 'main', name));
    const libraries = join(folder, 'libraries', '*');
    const classes = join(folder, 'classes');
    mkdirSync(classes);
    writeFileSync(join(folder, 'Examples.java'), javaExamples(examples));
    const files = [
      join(folder, 'Examples.java'),
      ...['QuickStart.java', 'Checks.java', 'Calls.java'].map(name => join(__dirname, 'java', name)),
      // The run time loads them by name.
      ...(readdirSync(sources, { recursive: true, encoding: 'utf8' })).filter(name => name.endsWith('$Module.java')).map(name => join(sources, name)),
    ];
    run('javac', ['-nowarn', '-proc:none', '-d', classes, '-cp', libraries, '-sourcepath', sources, ...files], folder);
    if (packages !== undefined) { cpSync(join(folder, 'packages', 'java', 'src'), join(packages, 'src'), { recursive: true }); }
    const classpath = [classes, resources, libraries].join(delimiter);
    const app = (name: string) => ['java', '-cp', classpath, name];
    return { quickStart: app('QuickStart'), checks: app('Checks'), calls: app('Calls'), examples: app('Examples') };
  },
};
