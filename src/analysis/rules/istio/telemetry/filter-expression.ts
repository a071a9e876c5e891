import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { celSyntaxFault } from '../../../syntax/cel/cel-syntax';
import { specOf, TELEMETRY } from '../../objects/telemetries';
import { fieldSites, itemSites } from '../../shared/site';

export const filterExpression: ObjectRule = {
  name: 'telemetry/filter-expression',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: TELEMETRY,
  * check(object) {
    for (const { path, value } of itemSites(specOf(object).accessLogging, 'spec.accessLogging').flatMap(site => fieldSites(site, 'filter'))) {
      const fault = celSyntaxFault(typeof value.expression === 'string' ? value.expression : '');
      if (fault !== undefined) { yield `'${path}.expression' ${fault}; write a CEL expression such as "response.code >= 400"`; }
    }
  },
};
