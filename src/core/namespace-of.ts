import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { quote } from '../analysis/base/quote';

/**
 * The namespace that a construct stands for: of a Chart its `namespace`, of a Namespace object its name.
 *
 * @throws if the construct is neither, or a chart without a namespace
 */
export function namespaceOf(construct: IConstruct): string {
  if (Chart.isChart(construct)) {
    const { namespace } = construct as Chart;
    if (namespace === undefined) {
      throw new Error(`the chart "${construct.node.path}" has no namespace: pass 'namespace' to it`);
    }
    return namespace;
  }
  const child = construct.node.defaultChild ?? construct;
  if (ApiObject.isApiObject(child) && (child as ApiObject).kind === 'Namespace') {
    return (child as ApiObject).name;
  }
  throw new Error(`a namespace is meant here, so pass a Chart or a Namespace, got ${quote(construct.node.path)}`);
}
