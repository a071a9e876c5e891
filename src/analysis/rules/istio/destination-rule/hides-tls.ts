import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { DestinationRule } from '../../../model/destination-rule';
import { isExposedTo } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import { coversHost } from '../../../syntax/hosts';
import { destinationRules } from '../../objects/destination-rules';
import { HostIndex } from '../../objects/host-index';
import { servicesByNamespace } from '../../objects/hosts-by-namespace';
import { tlsModes } from '../../objects/tls-of-rule';

export const hidesTls: MeshRule<MeshModel> = {
  name: 'destination-rule/hides-tls',
  severity: Severity.ERROR,
  upstream: 'ours',
  * check(model) {
    const modes = new Map(destinationRules(model).map(rule => [rule.ref.index, tlsModes(rule)]));
    const originating = new HostIndex<DestinationRule>();
    for (const rule of model.destinationRules.all) {
      if (!rule.selector && [...modes.get(rule.ref.index)?.values() ?? []].some(mode => mode !== 'DISABLE')) { originating.add(rule.host, rule); }
    }
    for (const rule of model.destinationRules.all) {
      // TLS settings of a rule are intended.
      if (rule.selector || (modes.get(rule.ref.index)?.size ?? 0) > 0 || !isExposedTo(rule.exposure, rule.ref.namespace)) { continue; }
      const hidden = [...originating.covering(rule.host), ...originating.coveredBy(rule.host)].find(other => hides(model, rule, other));
      if (!hidden) { continue; }
      yield {
        object: rule.ref.index,
        related: hidden.ref.index,
        message: `'spec.host' ${quote(rule.host)} hides ${describeRef(hidden.ref)}, which starts TLS for ${quote(hidden.host)}: rules are not merged, so traffic leaves in plain text; `
          + "repeat 'trafficPolicy.tls' here",
      };
    }
  },
};

/** Whether clients in the namespace of a rule use it instead of the other rule. */
function hides(model: MeshModel, rule: DestinationRule, other: DestinationRule): boolean {
  if (other === rule || !isExposedTo(other.exposure, rule.ref.namespace)) { return false; }
  const covers = coversHost(other.host, rule.host);
  // Within a namespace, the rule for the narrower host applies. Rules for the same host are merged.
  if (other.ref.namespace === rule.ref.namespace) { return covers && other.host !== rule.host; }
  if (other.ref.namespace === model.settings.rootNamespace) { return true; }
  const narrower = covers ? rule.host : other.host;
  return (servicesByNamespace(model).get(other.ref.namespace)?.coveredBy(narrower) ?? []).length > 0;
}
