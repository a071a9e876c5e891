/**
 * Writes the signatures of the public API, by which constructors and methods check their arguments at run time: `npx tsx projenrc/generate-signatures.ts`.
 * See docs/decisions/0011-arguments-checked-by-type.md for the reasons.
 */
/* eslint-disable no-bitwise -- flags of the TypeScript compiler are bit sets */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as ts from 'typescript';

const ROOT = resolve(__dirname, '..');

/** Where the signatures are. */
export const SIGNATURES = resolve(ROOT, 'src', 'core', 'signatures');

/** Generates the modules with the signatures of everything that the entry file exports, by the names of their files. */
export function generateSignatures(entry = resolve(ROOT, 'src', 'index.ts')): Readonly<Record<string, string>> {
  const { config } = ts.readConfigFile(resolve(ROOT, 'tsconfig.dev.json'), path => readFileSync(path, 'utf8')) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const program = ts.createProgram([entry], options);
  return new Reader(program.getTypeChecker()).read(program.getSourceFile(entry)!);
}

class Reader {
  private readonly calls = new Map<string, string>();
  private readonly structs = new Map<string, string>();
  private readonly members = new Map<string, string>();
  private readonly descriptions = new Map<string, string>();
  private readonly enums = new Map<string, string>();
  private exported: readonly ts.Symbol[] = [];

  public constructor(private readonly checker: ts.TypeChecker) {}

  public read(entry: ts.SourceFile): Readonly<Record<string, string>> {
    this.exported = this.checker.getExportsOfModule(this.checker.getSymbolAtLocation(entry)!)
      .map(symbol => symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol)
      .filter(symbol => symbol.flags & ts.SymbolFlags.Class && isOfLibrary(symbol));
    for (const symbol of this.exported) { this.readClass(symbol); }
    const calls = [
      table('Parameters of the public constructors (`Sidecar`), static methods (`EgressHost.of`) and methods (`Sidecar#allowEgressTo`).', 'CALLS', this.calls, ''),
    ];
    const types = [
      table('Properties of the structs.', 'STRUCTS', this.structs),
      table('Members of classes and behavioral interfaces by which an instance is recognized.', 'MEMBERS', this.members),
      table('Classes and behavioral interfaces in the words of a message.', 'DESCRIPTIONS', this.descriptions),
      table('Values of the enums.', 'ENUMS', this.enums),
    ];
    const header = '// Written by projenrc/generate-signatures.ts from the public API, not by hand.\n';
    return { 'calls.ts': [header, ...calls].join('\n'), 'types.ts': [header, ...types].join('\n') };
  }

  private readClass(symbol: ts.Symbol): void {
    const statics = this.checker.getTypeOfSymbol(symbol);
    const declaration = symbol.declarations!.find(ts.isClassDeclaration)!;
    const isAbstract = (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract) !== 0;
    const [constructor] = isAbstract ? [] : statics.getConstructSignatures();
    if (constructor && isPublic(constructor.declaration)) { this.calls.set(symbol.name, this.parameters(constructor)); }
    for (const member of this.checker.getPropertiesOfType(statics)) { this.readMethod(`${symbol.name}.${member.name}`, member); }
    for (const member of this.checker.getPropertiesOfType(this.checker.getDeclaredTypeOfSymbol(symbol))) { this.readMethod(`${symbol.name}#${member.name}`, member); }
  }

  private readMethod(name: string, member: ts.Symbol): void {
    const declaration = member.valueDeclaration;
    if (!declaration || !ts.isMethodDeclaration(declaration) || !isOfLibrary(member) || !isPublic(declaration) || member.name.startsWith('_')) { return; }
    // A guard accepts any value, because that is its purpose.
    if (declaration.type && ts.isTypePredicateNode(declaration.type)) { return; }
    const [signature] = this.checker.getTypeOfSymbol(member).getCallSignatures();
    if (signature.parameters.length > 0) { this.calls.set(name, this.parameters(signature)); }
  }

  private parameters(signature: ts.Signature): string {
    return signature.parameters.map(parameter => {
      const declaration = parameter.valueDeclaration as ts.ParameterDeclaration;
      const type = this.checker.getTypeOfSymbol(parameter);
      if (declaration.dotDotDotToken) { return `...${parameter.name}: ${this.shapeOf(this.checker.getIndexTypeOfType(type, ts.IndexKind.Number)!)}`; }
      return `${parameter.name}${declaration.questionToken || declaration.initializer ? '?' : ''}: ${this.shapeOf(type)}`;
    }).join(', ');
  }

  private shapeOf(given: ts.Type): string {
    const type = this.checker.getNonNullableType(given);
    if (type.flags & ts.TypeFlags.StringLike && !type.symbol) { return 'string'; }
    if (type.flags & ts.TypeFlags.NumberLike && !type.symbol) { return 'number'; }
    if (type.flags & ts.TypeFlags.BooleanLike) { return 'boolean'; }
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) { return 'any'; }
    const item = this.checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    if (this.checker.isArrayType(type)) { return `${this.shapeOf(item!)}[]`; }
    const value = this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const { symbol } = type;
    if (value && (symbol.name === '__type' || symbol.name === '')) { return `{${this.shapeOf(value)}}`; }
    if (symbol.flags & (ts.SymbolFlags.Enum | ts.SymbolFlags.EnumMember)) { return this.enumOf(type); }
    if (symbol.name === 'Construct' || symbol.name === 'IConstruct') { return 'construct'; }
    if (symbol.flags & ts.SymbolFlags.Class || /^I[A-Z]/.test(symbol.name)) { return this.instanceOf(type); }
    return this.structOf(type);
  }

  private enumOf(type: ts.Type): string {
    const symbol = type.symbol.flags & ts.SymbolFlags.EnumMember ? (type.symbol as unknown as { parent: ts.Symbol }).parent : type.symbol;
    if (isImported(symbol)) { return 'string'; }
    const values = [...symbol.exports!.values()].map(member => this.checker.getConstantValue(member.valueDeclaration as ts.EnumMember));
    this.enums.set(symbol.name, values.join(', '));
    return symbol.name;
  }

  private instanceOf(type: ts.Type): string {
    const { name } = type.symbol;
    const members = this.checker.getPropertiesOfType(type)
      .filter(member => (member.flags & ts.SymbolFlags.Optional) === 0 && member.name !== 'toString' && isPublic(member.valueDeclaration))
      .map(member => member.name);
    this.members.set(name, members.sort().slice(0, MOST_MEMBERS).join(', '));
    this.descriptions.set(name, type.isClass() ? this.describeClass(type) : this.describeInterface(type));
    return name;
  }

  /** A class, with the first way to get an instance of it that is not its constructor. */
  private describeClass(type: ts.Type): string {
    const { name } = type.symbol;
    const factory = this.checker.getPropertiesOfType(this.checker.getTypeOfSymbol(type.symbol)).find(member => {
      return !member.name.startsWith('_') && this.checker.getTypeOfSymbol(member).getCallSignatures().some(signature => signature.getReturnType() === type);
    });
    return `${withArticle(name)}${factory ? `, such as ${name}.${factory.name}()` : ''}`;
  }

  private describeInterface(type: ts.Type): string {
    const own = type.symbol.name.slice(1);
    if (this.exported.some(({ name }) => name === own)) { return withArticle(own); }
    const names = this.exported.filter(symbol => this.checker.isTypeAssignableTo(this.checker.getDeclaredTypeOfSymbol(symbol), type))
      .map(({ name }) => withArticle(name));
    return names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : names[0];
  }

  private structOf(type: ts.Type): string {
    const { name } = type.symbol;
    // The L1 types are passed on as they are.
    if (isImported(type.symbol)) { return '{any}'; }
    if (this.structs.has(name)) { return name; }
    this.structs.set(name, '');
    const properties = this.checker.getPropertiesOfType(type)
      .map(property => `${property.name}${property.flags & ts.SymbolFlags.Optional ? '?' : ''}: ${this.shapeOf(this.checker.getTypeOfSymbol(property))}`);
    this.structs.set(name, properties.join(', '));
    return name;
  }
}

/** Enough to tell the classes from each other. */
const MOST_MEMBERS = 6;

function isOfLibrary(symbol: ts.Symbol): boolean {
  return (symbol.valueDeclaration ?? symbol.declarations![0]).getSourceFile().fileName.startsWith(resolve(ROOT, 'src'));
}

/** One is spoken as "won". */
function withArticle(name: string): string {
  return `${/^(?!One)[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;
}

function isImported(symbol: ts.Symbol): boolean {
  return symbol.declarations!.some(declaration => declaration.getSourceFile().fileName.includes('/imports/'));
}

function isPublic(declaration: ts.Declaration | undefined): boolean {
  return declaration === undefined || (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) === 0;
}

function table(description: string, name: string, entries: ReadonlyMap<string, string>, type = ': Readonly<Record<string, string>>'): string {
  const areQuoted = [...entries.keys()].some(key => !/^\w+$/.test(key));
  const lines = [...entries].sort(([a], [b]) => a < b ? -1 : 1).map(([key, value]) => `  ${areQuoted ? `'${key}'` : key}: '${value}',`);
  return [`/** ${description} */`, `export const ${name}${type} = {`, ...lines, '};', ''].join('\n');
}

if (require.main === module) {
  for (const [file, text] of Object.entries(generateSignatures())) { writeFileSync(resolve(SIGNATURES, file), text); }
}
