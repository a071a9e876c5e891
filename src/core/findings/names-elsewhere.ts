/** By which jsii marks the objects that it creates for programs in other languages. */
const CREATED_BY_JSII = Symbol.for('$__jsii__objid__$');

/** A method, and the class of a static one. */
const METHOD = /(?<![\w."'/])(?:([A-Z]\w*)\.)?([a-z]\w*)\(\)/g;

const GUIDE = 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/other-languages.md';

/**
 * A line with the names that the methods in messages have in other languages, for an app that is written in one of them. Messages have the names of TypeScript and Java.
 *
 * @param app the app that the messages are about
 * @param messages where methods are written with their parentheses, such as `allowEgressTo()`
 * @returns undefined if the app is written in TypeScript or JavaScript, or if there is no method in the messages
 */
export function namesElsewhere(app: object, messages: readonly string[]): string | undefined {
  if (!(CREATED_BY_JSII in app)) { return undefined; }
  const methods = messages.flatMap(message => [...message.matchAll(METHOD)])
    .map(([call, type, name]): [string, string] => [call, inOthers(type, name)]);
  if (methods.length === 0) { return undefined; }
  const names = [...new Map(methods.sort()).entries()].map(([call, others]) => `${call} is ${others}`);
  return `${names.join('; ')}: see ${GUIDE}`;
}

function inOthers(type: string | undefined, name: string): string {
  const python = `${inPython(name)}()`;
  const go = `${inGo(name)}()`;
  return type === undefined ? `${python} in Python and ${go} in Go and C#` : `${type}.${python} in Python, ${type}_${go} in Go and ${type}.${go} in C#`;
}

function inPython(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, letter => `_${letter}`).toLowerCase();
}

function inGo(name: string): string {
  return `${name[0].toUpperCase()}${name.slice(1)}`;
}
