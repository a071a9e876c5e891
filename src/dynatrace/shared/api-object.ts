import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { IConstruct } from 'constructs';

/** The object of a construct, if it has one. `ApiObject.of()` would return an arbitrary child of a chart. */
export function apiObjectOf(construct: IConstruct): ApiObject | undefined {
  if (Chart.isChart(construct)) { return undefined; }
  let at: IConstruct | undefined = construct;
  while (at && !ApiObject.isApiObject(at)) { at = at.node.defaultChild; }
  return at as ApiObject | undefined;
}

/** Removes the namespace of a cluster-scoped object: cdk8s gives every object the namespace of the chart. */
export function withoutNamespace<T extends ApiObject>(object: T): T {
  if (object.metadata.namespace !== undefined) { object.addJsonPatch(JsonPatch.remove('/metadata/namespace')); }
  return object;
}
