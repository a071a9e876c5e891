import { Component, type cdk } from 'projen';

/** Builds what browsers and pictures need into the compiled package. */
export class Pages extends Component {
  public constructor(project: cdk.JsiiProject) {
    super(project);
    const bundle = project.addTask('bundle', {
      description: 'Puts the layout of pictures into lib/',
      exec: 'tsx projenrc/bundle.ts',
    });
    project.compileTask.spawn(bundle);
  }
}
