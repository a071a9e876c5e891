import { ApiObject, ApiObjectMetadataDefinition, App, Chart, ImplicitTokenResolver, JsonPatch, LazyResolver, NumberStringUnionResolver } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ResolvedCopy, resolvedCopy, resolvesTo } from './resolved-value';

const { toJson: RENDER_OBJECT } = ApiObject.prototype as { toJson: unknown };
const { toJson: RENDER_METADATA } = ApiObjectMetadataDefinition.prototype as { toJson: unknown };
const RESOLVERS: readonly object[] = [LazyResolver.prototype, ImplicitTokenResolver.prototype, NumberStringUnionResolver.prototype];

/** Whether the objects of an app render nothing but their state: it has no resolvers of its own, and this version of cdk8s is known. */
export function rendersState(root: IConstruct): boolean {
  const { resolvers } = root as Partial<App>;
  return resolvers?.length === RESOLVERS.length
    && resolvers.every((resolver, index) => Object.getPrototypeOf(resolver) === RESOLVERS[index] && !Object.hasOwn(resolver, 'resolve'))
    && findsAllChanges();
}

/**
 * Copies all that an object of cdk8s renders from: its props, its metadata and its other fields.
 *
 * @returns undefined if that is not known, because the object has patches, or a class or methods of its own
 */
export function copyOfState(apiObject: ApiObject): ResolvedCopy {
  const state = stateOf(apiObject);
  return state && resolvedCopy(state);
}

/** Whether an object still has a state that was copied. */
export function hasState(apiObject: ApiObject, copy: ResolvedCopy): boolean {
  const state = stateOf(apiObject);
  return state !== undefined && resolvesTo(state, copy);
}

/** The values of the fields that decide, in their order. */
function stateOf(apiObject: ApiObject): unknown[] | undefined {
  const { metadata } = apiObject;
  const isStock = Object.getPrototypeOf(apiObject) === ApiObject.prototype && apiObject.toJson === RENDER_OBJECT
    && Object.getPrototypeOf(metadata) === ApiObjectMetadataDefinition.prototype && metadata.toJson === RENDER_METADATA;
  if (!isStock) { return undefined; }
  const state: unknown[] = [];
  for (const name in apiObject) {
    const value = (apiObject as unknown as Record<string, unknown>)[name];
    switch (name) {
      case 'node': case 'chart': case 'metadata': continue;
      case 'patches':
        if (!Array.isArray(value) || value.length > 0) { return undefined; }
        continue;
      default: state.push(value);
    }
  }
  for (const name in metadata) {
    const value = (metadata as unknown as Record<string, unknown>)[name];
    if (value !== apiObject) { state.push(value); }
  }
  return state;
}

let known: boolean | undefined;

/** Whether the fields of an object show each change that its methods make. Another version of cdk8s may keep what it renders elsewhere. */
function findsAllChanges(): boolean {
  known ??= CHANGES.every(change => {
    const apiObject = new ApiObject(new Chart(new App(), 'chart'), 'Object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { labels: { first: 'a' } } });
    const state = copyOfState(apiObject);
    if (!hasState(apiObject, state)) { return false; }
    change(apiObject);
    return !hasState(apiObject, state);
  });
  return known;
}

const CHANGES: readonly ((apiObject: ApiObject) => void)[] = [
  apiObject => { apiObject.addJsonPatch(JsonPatch.add('/data', {})); },
  ({ metadata }) => { metadata.addLabel('label', 'value'); },
  ({ metadata }) => { metadata.addAnnotation('annotation', 'value'); },
  ({ metadata }) => { metadata.addFinalizers('finalizer'); },
  ({ metadata }) => { metadata.addOwnerReference({ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: 'uid' }); },
  ({ metadata }) => { metadata.add('field', 'value'); },
];
