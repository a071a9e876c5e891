import { Component, type typescript } from 'projen';
import { restrictedZones } from './rooms';

/** Makes the linter check the layers of the source tree. */
export class Layers extends Component {
  public constructor(project: typescript.TypeScriptProject) {
    super(project);
    project.eslint?.addRules({
      'import/no-cycle': ['error', { ignoreExternal: true }],
      'import/no-restricted-paths': ['error', { basePath: '.', zones: restrictedZones() }],
    });
    // The analysis works on plain data, and also runs in a browser.
    project.eslint?.addOverride({
      files: ['src/analysis/**/*.ts'],
      rules: {
        'no-restricted-imports': ['error', { patterns: [{ group: ['cdk8s*', 'constructs', '**/imports', '**/imports/*', 'node:*', 'commander'], message: 'The analysis works on plain data, and must run in a browser too.' }] }],
      },
    });
    // Reports are results in, text out.
    project.eslint?.addOverride({
      files: ['src/report/**/*.ts'],
      rules: {
        'no-restricted-imports': ['error', {
          patterns: [{ group: ['cdk8s*', 'constructs', '**/imports', '**/imports/*', 'node:*', 'yaml', 'commander'], message: 'Reports are text made of their input: they must run in a browser too.' }],
        }],
      },
    });
  }
}
