import { Component, type typescript } from 'projen';

/** Generates what is made from `crds/`: the L1 types of `imports/`, and the schemas that objects are checked against. */
export class L1 extends Component {
  public constructor(project: typescript.TypeScriptProject) {
    super(project);
    const task = project.addTask('import', {
      description: 'Generates imports/ and the schemas of src/analysis/schema from crds/',
      steps: [{ exec: 'tsx projenrc/import-crds.ts' }, { exec: 'tsx projenrc/generate-schemas.ts' }],
    });
    project.preCompileTask.spawn(task);
    project.npmignore?.exclude('/imports/');
    project.annotateGenerated('/imports/**');
    project.annotateGenerated('/crds/*.yaml');
  }
}
