import { isRecord, JsonObject } from '../base/json';
import { quote } from '../base/quote';

/** The way to a field: names of fields, and indices of lists as texts. */
export type Path = readonly string[];

/** Something of an object that its successor does not say, or that somebody must look after. */
export interface NotCarried {
  /** Where it stands in the object as it was given. */
  readonly field: string;
  /** Its value on one line; undefined where it may be a secret, and where there is none. */
  readonly value?: string;
  /** Why, and what to do about it. */
  readonly reason: string;
}

/** Where a field has gone. */
export interface Move {
  readonly from: string;
  /** Undefined where it said what its absence says. */
  readonly to?: string;
}

interface Rename {
  readonly from: Path;
  readonly to: Path;
}

/** Names below which a value may be a secret, or may hold one. */
const SECRET = /token|secret|passw|credential|proxy|customproperties|^env$|^args$|key$/i;

/** An object on its way from one version to the next, and what is lost on that way. */
export class MigrationDraft {
  public readonly notCarried: NotCarried[] = [];
  public readonly moves: Move[] = [];

  private readonly root: Record<string, unknown>;
  private readonly renames: Rename[] = [];

  public constructor(object: JsonObject) {
    this.root = structuredClone(object) as Record<string, unknown>;
  }

  /** The object as it is now. */
  public get object(): JsonObject {
    return this.root;
  }

  public get(path: Path): unknown {
    return path.reduce<unknown>((value, name) => Array.isArray(value) ? value[Number(name)] : own(value, name), this.root);
  }

  public set(path: Path, value: unknown): void {
    const parent = path.slice(0, -1).reduce<Record<string, unknown>>((object, name) => {
      if (!isRecord(object[name])) { object[name] = {}; }
      return object[name] as Record<string, unknown>;
    }, this.root);
    parent[path[path.length - 1]] = value;
  }

  /** Takes a field out that says what its absence says, or whose statement stands elsewhere now. */
  public absorb(path: Path, to?: Path): void {
    if (this.get(path) === undefined) { return; }
    this.moves.push({ from: this.nameOf(path), ...(to && { to: describe(to) }) });
    this.remove(path);
  }

  /** Gives a field another place. A field that stands there already is not overwritten. */
  public move(from: Path, to: Path): void {
    const value = this.get(from);
    if (value === undefined) { return; }
    if (this.get(to) !== undefined) {
      this.drop(from, `'${describe(to)}' says something else already, and takes its place; compare the two`);
      return;
    }
    this.moves.push({ from: this.nameOf(from), to: describe(to) });
    this.renames.unshift({ from: this.originOf(from), to });
    this.remove(from);
    this.set(to, value);
  }

  /** Takes a field out, and says why. */
  public drop(path: Path, reason: string): void {
    const value = this.get(path);
    if (value === undefined) { return; }
    this.notCarried.push({ field: this.nameOf(path), ...shown(path, value), reason });
    this.remove(path);
  }

  /** Says something of a field that stays, or that is not there. */
  public note(path: Path, reason: string): void {
    this.notCarried.push({ field: this.nameOf(path), ...shown(path, this.get(path)), reason });
  }

  private remove(path: Path): void {
    const parent = this.get(path.slice(0, -1));
    const name = path[path.length - 1];
    if (Array.isArray(parent)) {
      parent.splice(Number(name), 1);
    } else if (isRecord(parent)) {
      delete (parent as Record<string, unknown>)[name];
    }
  }

  private nameOf(path: Path): string {
    return describe(this.originOf(path));
  }

  private originOf(path: Path): Path {
    const rename = this.renames.find(({ to }) => to.every((name, index) => path[index] === name));
    return rename ? [...rename.from, ...path.slice(rename.to.length)] : path;
  }
}

/** A path as messages show it: `spec.activeGate.env[0].name`. */
export function describe(path: Path): string {
  return path.map((name, index) => {
    if (/^[0-9]+$/.test(name)) { return `[${name}]`; }
    if (!/^[A-Za-z0-9_-]+$/.test(name)) { return `[${quote(name)}]`; }
    return index === 0 ? name : `.${name}`;
  }).join('');
}

function own(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function shown(path: Path, value: unknown): Pick<NotCarried, 'value'> {
  const mayBeSecret = path.some(name => SECRET.test(name)) || hasSecretName(value);
  return value === undefined || mayBeSecret ? {} : { value: JSON.parse(quote(value)) as string };
}

function hasSecretName(value: unknown): boolean {
  if (Array.isArray(value)) { return value.some(hasSecretName); }
  return isRecord(value) && Object.entries(value).some(([name, member]) => SECRET.test(name) || hasSecretName(member));
}
