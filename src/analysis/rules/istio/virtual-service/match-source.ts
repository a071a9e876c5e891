import { allRoutes, httpRoutes, matchesOf, VIRTUAL_SERVICE } from './virtual-service-spec';
import { labelsOf } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isDnsLabel } from '../../../syntax/hosts';
import { labelFaults } from '../../shared/istio-labels';

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
