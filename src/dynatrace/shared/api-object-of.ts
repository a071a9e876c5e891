import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** The object that a construct stands for, if it does for one. `ApiObject.of()` would take an arbitrary child of a chart for it. */
export function apiObjectOf(construct: IConstruct): ApiObject | undefined {
  if (Chart.isChart(construct)) { return undefined; }
  let at: IConstruct | undefined = construct;
  while (at && !ApiObject.isApiObject(at)) { at = at.node.defaultChild; }
  return at as ApiObject | undefined;
}
