import { headerChanges } from './header-changes';
import { VIRTUAL_SERVICE } from './virtual-service-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

// Control characters except the tab.
const CONTROL = /[\0-\x08\n-\x1f\x7f]/;
/**
 * Plain text with `%%` for a percent sign, and variables: `%NAME%`, `%NAME(text)%` or `%NAME(["text", …])%`. Whether Envoy knows their names is not checked.
 */
const FORMAT = /^(?:[^%]|%%|%[^%(]*(?:%|\( *(?:\[ *"|[^ [])(?:\\[^]|[^\\)"])*(?:" *, *"(?:\\[^]|[^\\)"])*)*(?:\)|" *\] *\)) *%))*$/;

export const headerValue: ObjectRule = {
  name: 'virtual-service/header-value',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const { path, name, value } of headerChanges(object)) {
      if (value !== undefined && (CONTROL.test(value) || !FORMAT.test(value))) {
        yield `'${path}[${quote(name)}]' must be a value that Envoy can format, without control characters, got ${quote(value)}; write "%%" for a percent sign`;
      }
    }
  },
};
