import { groupBy } from '../../base/group-by';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, JsonObject, listOf, recordOf, textOf } from '../../base/json';
import { Labels, labelsOf, selects } from '../../base/labels';
import { ObjectRef, refOf } from '../../base/object-ref';
import type { MeshModel } from '../mesh-model';

/** Whether pods accept connections, as far as AuthorizationPolicies decide. `open` if a rule has conditions, which are not evaluated. */
export interface Authorization {
  readonly answer: 'allowed' | 'open' | 'denied';
  /** The policy that decides; undefined if there is none. */
  readonly by?: ObjectRef;
}

interface Policy {
  readonly ref: ObjectRef;
  readonly namespace: string;
  readonly action: string;
  readonly selector: Labels;
  readonly rules: readonly JsonObject[];
}

const ALLOWED: Authorization = { answer: 'allowed' };

/**
 * Whether the proxies of pods accept a connection. Policies with the action CUSTOM or DENY can refuse it. If there are policies with the action ALLOW, a rule of one of
 * them must match.
 */
export function authorizationOf(model: MeshModel, pods: { readonly namespace: string; readonly labels: Labels }): Authorization {
  const { rootNamespace } = model.settings;
  const byNamespace = model.onceForAllOrders('AuthorizationPolicies by namespace', () => groupBy(policiesIn(model), ({ namespace }) => namespace));
  const applying = [...new Set([pods.namespace, rootNamespace])].flatMap(namespace => byNamespace.get(namespace) ?? [])
    .filter(({ selector }) => selects(selector, pods.labels));
  const refusing = applying.filter(({ action, rules }) => (action === 'DENY' || action === 'CUSTOM') && rules.length > 0);
  const denying = refusing.find(({ action, rules }) => action === 'DENY' && rules.some(matchesEverything));
  if (denying) { return { answer: 'denied', by: denying.ref }; }
  const allowing = applying.filter(({ action }) => action === 'ALLOW');
  const silent = allowing.find(({ rules }) => rules.length === 0);
  if (silent && allowing.every(({ rules }) => rules.length === 0)) { return { answer: 'denied', by: silent.ref }; }
  const needed = allowing.some(({ rules }) => rules.some(matchesEverything)) ? [] : allowing.filter(({ rules }) => rules.length > 0);
  const [open] = [...refusing, ...needed];
  return open ? { answer: 'open', by: open.ref } : ALLOWED;
}

function matchesEverything({ from, to, when }: JsonObject): boolean {
  return [from, to, when].every(conditions => listOf(conditions).length === 0);
}

function policiesIn(model: MeshModel): Policy[] {
  return model.objects.flatMap((object, index): Policy[] => {
    if (!isRecord(object) || groupKindOf(object) !== 'security.istio.io/AuthorizationPolicy') { return []; }
    const { action, selector, rules, targetRef, targetRefs } = recordOf(object.spec);
    // Those with targets are for waypoints and gateways of the Gateway API.
    const isElsewhere = isRecord(targetRef) || listOf(targetRefs).length > 0;
    const isDryRun = textOf(recordOf(recordOf(object.metadata).annotations)['istio.io/dry-run']) === 'true';
    if (isElsewhere || isDryRun) { return []; }
    const ref = refOf(object, index);
    return [{
      ref, namespace: ref.namespace, action: textOf(action) || 'ALLOW', selector: labelsOf(recordOf(selector).matchLabels), rules: listOf(rules).map(recordOf),
    }];
  });
}
