import { Construct, IConstruct } from 'constructs';
import { quote } from '../analysis/base/quote';

/**
 * Throws unless the value is a construct of this app. Callers without types, such as JavaScript, can pass anything.
 *
 * @param name name of the parameter, for the message
 * @param app any construct of the app
 */
export function checkConstruct(name: string, construct: IConstruct, app: IConstruct): void {
  const fault = `'${name}' must be a construct of the app, got`;
  if (!Construct.isConstruct(construct)) { throw new Error(`${fault} ${quote(construct)}`); }
  if (construct.node.root !== app.node.root) { throw new Error(`${fault} ${quotePath(construct)} of another app`); }
}

/** The path of a construct for a message. */
export function quotePath(construct: IConstruct): string {
  return quote(construct.node.path || 'the app');
}
