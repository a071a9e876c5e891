import { isRecord, JsonObject } from '../base/json';
import { quote } from '../base/quote';

/** Path of a field: names of fields, and indices of lists as strings. */
export type Path = readonly string[];

/** A part of an object that is not in the migrated object, or that needs work by hand. */
export interface NotCarried {
  /** Path of the field in the original object. */
  readonly field: string;
  /** Its value on one line; undefined if it may be a secret, or if there is no value. */
  readonly value?: string;
  /** The reason, and what to do. */
  readonly reason: string;
}

/** The old and the new path of a field. */
export interface Move {
  readonly from: string;
  /** Undefined if the field is removed because its value is now the default. */
  readonly to?: string;
}

interface Rename {
  readonly from: Path;
  readonly to: Path;
}

/** Names of fields whose value may be or contain a secret. */
const SECRET = /token|secret|passw|credential|proxy|customproperties|^env$|^args$|key$/i;

/** An object during its migration from one version to the next, and the fields that are lost. */
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

  /** Removes a field whose value is now the default, or that another field now expresses. */
  public absorb(path: Path, to?: Path): void {
    if (this.get(path) === undefined) { return; }
    this.moves.push({ from: this.nameOf(path), ...(to && { to: describe(to) }) });
    this.remove(path);
  }

  /** Moves a field to another path. An existing field at that path is not overwritten. */
  public move(from: Path, to: Path): void {
    const value = this.get(from);
    if (value === undefined) { return; }
    if (this.get(to) !== undefined) {
      this.drop(from, `'${describe(to)}' already has another value, which is used; compare the two`);
      return;
    }
    this.moves.push({ from: this.nameOf(from), to: describe(to) });
    this.renames.unshift({ from: this.originOf(from), to });
    this.remove(from);
    this.set(to, value);
  }

  /** Removes a field and reports the reason. */
  public drop(path: Path, reason: string): void {
    const value = this.get(path);
    if (value === undefined) { return; }
    this.notCarried.push({ field: this.nameOf(path), ...shown(path, value), reason });
    this.remove(path);
  }

  /** Reports a note about a field that stays, or that is missing. */
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
