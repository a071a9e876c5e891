import { recordOf } from '../../../base/json';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const portWithoutSelector: CelRule = {
  name: 'peer-authentication/port-without-selector',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: 'has(self.portLevelMtls) ? (((has(self.selector) && has(self.selector.matchLabels)) ? self.selector.matchLabels : {}).size() > 0) : true',
    fault: self => {
      const { portLevelMtls, selector } = recordOf(self);
      return portLevelMtls !== undefined && Object.keys(recordOf(recordOf(selector).matchLabels)).length === 0
        ? "must not have 'portLevelMtls' without a selector; set 'selector.matchLabels'" : undefined;
    },
  }],
};
