import { Component, type cdk } from 'projen';

/** The pages: their types are checked with those of browsers, and the build puts them into the compiled package. */
export class Pages extends Component {
  public constructor(project: cdk.JsiiProject) {
    super(project);
    const bundle = project.addTask('bundle', {
      description: 'Makes a few files of the compiled modules in lib/, and adds the page of egress',
      exec: 'tsx projenrc/bundle.ts',
    });
    project.compileTask.spawn(bundle);
    project.testTask.prependExec('tsc --noEmit --project page/tsconfig.json');
    project.tryFindObjectFile('.eslintrc.json')?.addOverride('parserOptions.project', ['./tsconfig.dev.json', './page/tsconfig.json']);
    project.addTask('playground', {
      description: 'Builds the playground: one file without a server, dist/playground.html',
      exec: 'tsx projenrc/playground.ts',
    });
  }
}
