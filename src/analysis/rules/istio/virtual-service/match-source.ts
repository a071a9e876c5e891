import { allRoutes, httpRoutes, matchesOf, VIRTUAL_SERVICE } from './virtual-service-spec';
import { Severity } from '../../../finding';
import { isDnsLabel } from '../../../hosts';
import { labelFaults } from '../../../istio-labels';
import { labelsOf } from '../../../labels';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const matchSource: ObjectRule = {
  name: 'virtual-service/match-source',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const { path, value } of allRoutes(object).flatMap(matchesOf)) {
      for (const { key, value: label, text } of labelFaults(labelsOf(value.sourceLabels))) { yield `'${path}.sourceLabels' ${text}, got ${quote(`${key}: ${label}`)}`; }
    }
    for (const { path, value: { sourceNamespace } } of httpRoutes(object).flatMap(matchesOf)) {
      if (typeof sourceNamespace === 'string' && sourceNamespace !== '' && !isDnsLabel(sourceNamespace)) {
        yield `'${path}.sourceNamespace' must be the name of a namespace, got ${quote(sourceNamespace)}`;
      }
    }
  },
};
