import { Component, type typescript } from 'projen';

/** Generates `imports/` from `crds/`. */
export class L1 extends Component {
  public constructor(project: typescript.TypeScriptProject) {
    super(project);
    const task = project.addTask('import', {
      description: 'Generates imports/ from crds/',
      exec: 'tsx projenrc/import-crds.ts',
    });
    project.preCompileTask.spawn(task);
    project.npmignore?.exclude('/imports/');
    project.annotateGenerated('/imports/**');
    project.annotateGenerated('/crds/*.yaml');
  }
}
