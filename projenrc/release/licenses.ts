/** Writes the licenses of what is bundled: `npm run licenses`. The package has them. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BundledPackage, bundledPackages } from './bundled';

/** The licenses of packages as Markdown. */
export function licensesOf(packages: readonly BundledPackage[]): string {
  const sections = packages.map(({ name, version, license, text }) => `## ${name} ${version}\n\n${license}\n\n\`\`\`\n${text}\n\`\`\`\n`);
  return ['# Licenses of bundled packages\n\nThe published package contains these packages, or parts of them, unchanged or minified.\n', ...sections].join('\n');
}

if (require.main === module) { writeFileSync(resolve(__dirname, '..', '..', 'THIRD_PARTY_LICENSES.md'), licensesOf(bundledPackages())); }
