/**
 * Puts what the package needs into lib/, after jsii: `npx tsx projenrc/bundle.ts`. See docs/decisions/0021-package-of-chunks.md for the reasons.
 */
import { writeReportPage } from './build-page';
import { bundlePackage } from './bundles/package-bundles';

writeReportPage();
void bundlePackage();
