/* eslint-disable no-bitwise -- flags of the TypeScript compiler are bit sets */
import { resolve } from 'node:path';
import * as ts from 'typescript';

/** A member of a public class or interface. */
interface Member {
  /** Type and member, such as `DynaKube.tokenSecretName`. */
  readonly path: string;
  readonly name: string;
  /** Type of a property, without `undefined`; the signature of a method. */
  readonly type: string;
  readonly isMethod: boolean;
  /** Names of a method's parameters. */
  readonly parameters: readonly string[];
  readonly isStatic: boolean;
}

/** A public class or interface. */
interface PublicType {
  readonly name: string;
  readonly isClass: boolean;
  /** Names of all that it extends or implements, near and far. */
  readonly ancestors: ReadonlySet<string>;
  /** Its own members and those that it inherits from types of this library. */
  readonly members: readonly Member[];
  /** Path of the file that declares it. */
  readonly file: string;
  /** Text of its `@deprecated`; empty without one. */
  readonly deprecated: string;
  /** Names of the types of the constructor's and the static methods' parameters. */
  readonly parameterTypes: ReadonlySet<string>;
}

let types: readonly PublicType[];

beforeAll(() => { types = readPublicTypes(resolve(__dirname, '../src/index.ts')); }, 120_000);

test('a getter has the type of the property that has its name', () => {
  const differing = types.filter(({ isClass }) => isClass).flatMap(({ members, parameterTypes }) => {
    const props = types.filter(({ name, isClass }) => !isClass && parameterTypes.has(name)).flatMap(struct => struct.members);
    return members.filter(({ isMethod, isStatic }) => !isMethod && !isStatic)
      .flatMap(getter => props.filter(prop => prop.name === getter.name && prop.type !== getter.type).map(prop => `${getter.path} differs from ${prop.path}`));
  });
  // As in cdk8s-plus: what is passed is plain data, what is returned takes more labels and annotations.
  expect(differing.filter(text => !/^Resource\.metadata differs from ResourceProps\.metadata$/.test(text))).toEqual([]);
});

test('exactly what belongs to the legacy operator is deprecated, with the end of its support and a replacement that is not', () => {
  const legacy = types.filter(({ file }) => file.includes('/src/dynatrace/legacy/'));
  expect(types.filter(({ deprecated }) => deprecated !== '')).toEqual(legacy);
  for (const { deprecated } of legacy) {
    const [, replacement] = /^Dynatrace has not supported the OneAgent Operator since 1 April 2023\. Use `(\w+)`/.exec(deprecated)!;
    expect([replacement, typeNamed(replacement).deprecated]).toEqual([replacement, '']);
  }
});

test('a name reads well in Python: whole words, and "dynakube" is one of them', () => {
  const names = new Set(types.flatMap(({ members }) => members.flatMap(({ name, parameters }) => [name, ...parameters])));
  const odd = [...names].filter(name => pythonName(name).split('_').some(word => word.length === 1) || /dyna_kube|o_auth/.test(pythonName(name)));
  // The parameter of `isDynakube(x)`, as in `Construct.isConstruct(x)`.
  expect(odd).toEqual(['x']);
});

test.each([
  ['trustedCAs', 'trusted_c_as'], ['fromDynaKubeName', 'from_dyna_kube_name'], ['OAuthURLs', 'o_auth_ur_ls'], ['installCRD', 'install_crd'],
  ['http1MaxPendingRequests', 'http1_max_pending_requests'], ['isIpv6', 'is_ipv6'],
])('%s is %s in Python', (name, expected) => {
  expect(pythonName(name)).toBe(expected);
});

test('an existing object is found by its attributes, and is a construct', () => {
  const attributes = types.filter(({ name }) => name.endsWith('Attributes')).map(({ name }) => name.replace(/Attributes$/, ''));
  expect(attributes.sort()).toEqual(['DynaKube', 'EdgeConnect', 'EgressGateway', 'OneAgent', 'OneAgentApm', 'ServiceEntry', 'Waypoint']);
  for (const kind of attributes) {
    const factory = `from${kind === 'DynaKube' ? 'Dynakube' : kind}Attributes`;
    expect(typeNamed(kind).members.filter(({ isStatic, name }) => isStatic && name.startsWith('from')).map(({ name, type }) => [name, type])).toEqual([
      [factory, `(scope: Construct, id: string, attributes: ${kind}Attributes) => I${kind}`],
    ]);
    expect([...typeNamed(`I${kind}`).ancestors]).toContain('IConstruct');
  }
});

/** The name that jsii gives a member in Python. */
function pythonName(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z\d]+)/g, '$1_$2').toLowerCase();
}

function typeNamed(name: string): PublicType {
  return types.find(type => type.name === name)!;
}

function readPublicTypes(entry: string): PublicType[] {
  const program = ts.createProgram([entry], {
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, strict: true, skipLibCheck: true, noEmit: true, types: ['node'],
  });
  const checker = program.getTypeChecker();
  return checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)!)!)
    .map(symbol => symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)
    .filter(symbol => symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface))
    .map(symbol => readPublicType(checker, symbol));
}

function readPublicType(checker: ts.TypeChecker, symbol: ts.Symbol): PublicType {
  const declared = checker.getDeclaredTypeOfSymbol(symbol);
  const statics = checker.getTypeOfSymbol(symbol);
  const isClass = (symbol.flags & ts.SymbolFlags.Class) !== 0;
  const instanceMembers = checker.getPropertiesOfType(declared).filter(isPublic).map(member => readMember(checker, member, false));
  const staticMembers = isClass ? checker.getPropertiesOfType(statics).filter(isPublic).map(member => readMember(checker, member, true)) : [];
  const signatures = isClass ? [
    ...statics.getConstructSignatures(),
    ...checker.getPropertiesOfType(statics).filter(isPublic).flatMap(member => checker.getTypeOfSymbol(member).getCallSignatures()),
  ] : [];
  const parameterTypes = signatures.flatMap(signature => signature.parameters.map(parameter => checker.getTypeOfSymbol(parameter).symbol?.name));
  return {
    name: symbol.name,
    isClass,
    ancestors: ancestorsOf(declared),
    members: [...instanceMembers, ...staticMembers],
    file: symbol.declarations![0].getSourceFile().fileName,
    deprecated: ts.displayPartsToString(symbol.getJsDocTags(checker).find(({ name }) => name === 'deprecated')?.text),
    parameterTypes: new Set(parameterTypes),
  };
}

function readMember(checker: ts.TypeChecker, member: ts.Symbol, isStatic: boolean): Member {
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(member));
  const owner = (member.valueDeclaration?.parent as ts.ClassDeclaration | ts.InterfaceDeclaration).name?.text;
  const signatures = type.getCallSignatures();
  return {
    path: `${owner}.${member.name}`,
    name: member.name,
    type: checker.typeToString(type),
    isMethod: signatures.length > 0,
    parameters: signatures.flatMap(signature => signature.parameters.map(parameter => parameter.name)),
    isStatic,
  };
}

/** Whether a member is part of the public API of this library, and not of what it stands on. */
function isPublic(member: ts.Symbol): boolean {
  const { valueDeclaration } = member;
  return valueDeclaration !== undefined && valueDeclaration.getSourceFile().fileName.includes('/src/') && !member.name.startsWith('_')
    && (ts.getCombinedModifierFlags(valueDeclaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) === 0;
}

function ancestorsOf(type: ts.Type): Set<string> {
  const nearest = (type.symbol.declarations ?? []).filter(declaration => ts.isClassDeclaration(declaration) || ts.isInterfaceDeclaration(declaration))
    .flatMap(declaration => declaration.heritageClauses ?? []).flatMap(clause => clause.types.map(({ expression }) => expression.getText()));
  const bases = type.isClassOrInterface() ? type.getBaseTypes() ?? [] : [];
  return new Set([...nearest, ...bases.flatMap(base => [base.symbol?.name, ...ancestorsOf(base)])]);
}
