/**
 * Starts the files that take longest before the others, so that no worker is still busy with one when all else is done. By default, jest starts the largest files first where it has
 * not measured any, and some of these are small.
 */
'use strict';
const { default: Sequencer } = require('@jest/test-sequencer');

const LONGEST = [
  'cli/hostile', 'wrong-values/wrong-values', 'docs', 'gateway/many-hosts', 'conformance/lab/acceptance/generated-app', 'analysis/check', 'api-examples', 'unordered/unordered',
  'conformance/generators/dynatrace/cases', 'analysis/egress/mesh-egress', 'analysis/rules/pages', 'cli/process', 'conformance/lab/lab',
].map(name => `/test/${name}.test.ts`);

/** The place of a file in the list; a larger number without one. */
function placeOf(path) {
  const found = LONGEST.findIndex(name => path.replaceAll('\\', '/').endsWith(name));
  return found < 0 ? LONGEST.length : found;
}

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => placeOf(one.path) - placeOf(other.path));
  }
};
