import { Component, type cdk } from 'projen';

/** What this project does otherwise than projen's jsii defaults. */
export class Jsii extends Component {
  public constructor(project: cdk.JsiiProject) {
    super(project);

    // `imports/` stands beside `src/`, so the compiled `src/` is one folder further down than jsii's component assumes.
    project.addFields({ types: 'lib/src/index.d.ts' });

    // Node 20 is the floor that we promise; jsii would print a page of warning for it on each call.
    project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

    // One page a person can read. The generated L1 types are nearly 3 MB of Markdown, and their own documentation is the vendors'.
    project.tasks.tryFind('docgen')?.reset('jsii-docgen --submodule root -o API.md');

    // What breaks users since the last release must be in the changelog.
    const compat = project.tasks.tryFind('compat');
    compat?.reset('tsx projenrc/api-breaks.ts');
    if (compat) { project.postCompileTask.spawn(compat); }

    // The other languages need their own tool chains: `npx projen package-all` where they are at hand.
    const packageJs = project.tasks.tryFind('package:js');
    project.packageTask.reset();
    if (packageJs) { project.packageTask.spawn(packageJs); }
  }
}
