/**
 * Puts what the package needs into lib/, after jsii: `npx tsx projenrc/bundle.ts`. See docs/decisions/0021-package-of-chunks.md for the reasons.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeReportPage } from './build-page';
import { shrinkAssembly } from './bundles/assembly';
import { bundlePackage } from './bundles/package-bundles';
import { packRulePages, RULE_PAGES_FILE, rulePagesIn } from '../src/cli/base/rule-pages';

writeReportPage();
void bundlePackage();
shrinkAssembly(resolve(__dirname, '..', '.jsii.gz'));
writeFileSync(resolve(__dirname, '..', RULE_PAGES_FILE), packRulePages(rulePagesIn(resolve(__dirname, '..', 'docs', 'rules'))));
