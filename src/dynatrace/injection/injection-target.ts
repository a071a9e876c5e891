import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { quote } from '../../analysis/base/quote';
import { apiObjectOf } from '../shared/api-object';

/** The Namespace object of a construct, if it has one. */
export function namespaceObjectOf(construct: IConstruct): ApiObject | undefined {
  const object = apiObjectOf(construct);
  return object?.apiVersion === 'v1' && object.kind === 'Namespace' ? object : undefined;
}

/**
 * Whether an annotation is still to be set.
 *
 * @param present the value that the annotation has now
 * @throws if that is another value
 */
export function isToBeSet(construct: IConstruct, annotation: string, value: string, present: string | undefined): boolean {
  if (present !== undefined && present !== value) {
    throw new Error(`the annotation ${quote(annotation)} of ${quote(construct.node.path)} can't be ${quote(value)}, because it already is ${quote(present)}; remove one of the two`);
  }
  return present === undefined;
}
