import * as fc from 'fast-check';
import { fields, list, maybe, pick, set, weighted } from '../base/shapes';
import { ROOT_NAMESPACE } from '../istio/words';

const VISIBILITY = pick([[2, 'PUBLIC'], [3, 'NAMESPACE'], [2, 'NONE']]);

const NAMESPACE_SELECTOR = pick<unknown>([
  [3, { matchLabels: { team: 'a' } }], [2, { matchLabels: { 'kubernetes.io/metadata.name': 'egress' } }], [1, { matchExpressions: [{ key: 'team', operator: 'In', values: ['a', 'b'] }] }],
  [1, { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['b'] }] }], [1, { matchExpressions: [{ key: 'team', operator: 'Exists' }] }],
  [1, { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] }], [1, {}],
]);

/** The settings of a mesh. Most meshes block unknown destinations. Otherwise most connections would only pass through. */
export const meshConfig: fc.Arbitrary<Record<string, unknown>> = fields({
  outboundTrafficPolicy: maybe(85, pick([[12, { mode: 'REGISTRY_ONLY' }], [3, { mode: 'ALLOW_ANY' }], [1, { mode: 'ALLOW_ANY_DYNAMIC_DNS' }], [1, {}]])),
  defaultServiceExportTo: maybe(12, exportTo('~')),
  defaultVirtualServiceExportTo: maybe(8, exportTo()),
  defaultDestinationRuleExportTo: maybe(5, exportTo()),
  rootNamespace: maybe(10, pick([[2, 'egress'], [1, ROOT_NAMESPACE]])),
  serviceEntryVisibility: maybe(12, fields({
    applyToSidecars: maybe(85, weighted([5, fc.constant(true)], [1, fc.constant(false)])),
    defaultVisibility: maybe(50, VISIBILITY),
    policies: maybe(70, list(fields({
      visibility: maybe(90, VISIBILITY),
      matchingRules: list(fields({ namespaceSelector: maybe(95, NAMESPACE_SELECTOR) }), 0, 2),
    }), 1, 2)),
  })),
});

function exportTo(...more: string[]): fc.Arbitrary<string[]> {
  return weighted([4, fc.constantFrom('.', '*', ...more).map(item => [item])], [1, fc.constant([])], [1, set(fc.constantFrom('.', 'shop', 'egress'), 1, 2)]);
}
