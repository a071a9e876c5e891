import { Component, type typescript } from 'projen';
import { restrictedZones } from './rooms';

/** The linter guards the layers of the source tree. */
export class Layers extends Component {
  public constructor(project: typescript.TypeScriptProject) {
    super(project);
    project.eslint?.addRules({
      'import/no-cycle': ['error', { ignoreExternal: true }],
      'import/no-restricted-paths': ['error', { basePath: '.', zones: restrictedZones() }],
    });
    // The analysis and the reports are about plain data, and run in a browser too.
    project.eslint?.addOverride({
      files: ['src/analysis/**/*.ts'],
      rules: {
        'no-restricted-imports': ['error', { patterns: [{ group: ['cdk8s*', 'constructs', '**/imports', '**/imports/*'], message: 'The analysis knows nothing of cdk8s.' }] }],
      },
    });
  }
}
