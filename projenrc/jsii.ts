import { Component, type cdk } from 'projen';

/** Changes to projen's defaults for jsii projects. */
export class Jsii extends Component {
  public constructor(project: cdk.JsiiProject) {
    super(project);

    // `imports/` is next to `src/`, so the compiled `src/` is one folder deeper than projen's jsii component assumes.
    project.addFields({ types: 'lib/src/index.d.ts' });

    // Node 20 is the minimum version of this library. Without this setting, jsii prints a long warning about it on each call.
    project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

    // API.md leaves the L1 types out: they are nearly 3 MB of Markdown, and the vendors document them.
    project.tasks.tryFind('docgen')?.reset('jsii-docgen --submodule root -o API.md');

    // Compiles the examples in docstrings and the README, and translates them for the documentation of the packages.
    project.postCompileTask.exec('jsii-rosetta extract --strict --compress-tablet');
    project.gitignore.exclude('/.jsii.tabl.json.gz');
    project.npmignore?.exclude('/.jsii.tabl.json.gz', '/rosetta/');

    // The changelog must list each breaking change of the API since the last release.
    const compat = project.tasks.tryFind('compat');
    compat?.reset('tsx projenrc/api-breaks.ts');
    if (compat) { project.postCompileTask.spawn(compat); }

    // The packages of the other languages need their own tool chains: run `npx projen package-all` if they are installed.
    const packageJs = project.tasks.tryFind('package:js');
    project.packageTask.reset();
    if (packageJs) { project.packageTask.spawn(packageJs); }
  }
}
