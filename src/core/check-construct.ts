import { Construct, IConstruct } from 'constructs';
import { quote } from '../analysis/base/quote';

/**
 * Refuses what is no construct of an app. Without types, as in JavaScript, anything may be passed.
 *
 * @param name what the user calls it
 * @param app any construct of the app
 */
export function checkConstruct(name: string, construct: IConstruct, app: IConstruct): void {
  const fault = `'${name}' must be a construct of the app, got`;
  if (!Construct.isConstruct(construct)) { throw new Error(`${fault} ${quote(construct)}`); }
  if (construct.node.root !== app.node.root) { throw new Error(`${fault} ${quotePath(construct)} of another one`); }
}

/** The path of a construct as it is shown in a message. */
export function quotePath(construct: IConstruct): string {
  return quote(construct.node.path || 'the app');
}
