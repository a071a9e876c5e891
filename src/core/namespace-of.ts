import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { quote } from '../analysis/base/quote';

/**
 * The namespace that a construct represents: the `namespace` of a Chart, or the name of a Namespace object.
 *
 * @throws if the construct is neither a Chart nor a Namespace, or the chart has no namespace
 */
export function namespaceOf(construct: IConstruct): string {
  if (Chart.isChart(construct)) {
    const { namespace } = construct as Chart;
    if (namespace === undefined) {
      throw new Error(`the chart "${construct.node.path}" has no namespace: set its 'namespace'`);
    }
    return namespace;
  }
  const child = construct.node.defaultChild ?? construct;
  if (ApiObject.isApiObject(child) && (child as ApiObject).kind === 'Namespace') {
    return (child as ApiObject).name;
  }
  throw new Error(`a construct for a namespace must be a Chart or a Namespace, got ${quote(construct.node.path)}`);
}
