import { Component, type typescript } from 'projen';

/** Adds the task that generates code from `crds/`: the L1 types of `imports/`, and the schemas for checking objects. */
export class L1 extends Component {
  public constructor(project: typescript.TypeScriptProject) {
    super(project);
    const task = project.addTask('import', {
      description: 'Generates from crds/: imports/, the schemas of src/analysis/schema, and the CRDs of the legacy operator',
      steps: [{ exec: 'tsx projenrc/import-crds.ts' }, { exec: 'tsx projenrc/generate-schemas.ts' }, { exec: 'tsx projenrc/generate-legacy-crds.ts' }],
    });
    project.preCompileTask.spawn(task);
    project.npmignore?.exclude('/imports/');
    project.annotateGenerated('/imports/**');
    project.annotateGenerated('/crds/*.yaml');
  }
}
