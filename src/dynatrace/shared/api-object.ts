import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { IConstruct } from 'constructs';

/** The object that a construct stands for, if it does for one. `ApiObject.of()` would take an arbitrary child of a chart for it. */
export function apiObjectOf(construct: IConstruct): ApiObject | undefined {
  if (Chart.isChart(construct)) { return undefined; }
  let at: IConstruct | undefined = construct;
  while (at && !ApiObject.isApiObject(at)) { at = at.node.defaultChild; }
  return at as ApiObject | undefined;
}

/** Takes the namespace off an object of the whole cluster: cdk8s gives the one of the chart to every object. */
export function withoutNamespace<T extends ApiObject>(object: T): T {
  if (object.metadata.namespace !== undefined) { object.addJsonPatch(JsonPatch.remove('/metadata/namespace')); }
  return object;
}
