import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { publicDeclarations } from '../../../projenrc/bundles/declarations';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'declarations-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

/** What stays of declaration files. */
function keptOf(files: Readonly<Record<string, string>>): Record<string, string> {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return Object.fromEntries([...publicDeclarations(join(folder, 'index.d.ts'))].map(([file, text]) => [relative(folder, file), text]));
}

test('what the index exports stays, with all that it mentions, and nothing else', () => {
  expect(keptOf({
    'index.d.ts': 'export { A } from \'./a\';\n',
    'a.d.ts': `import { Base, type Unused } from './shared/base';
import type { Option, Hidden } from './option';
import * as other from './other';
/** A class. */
export declare class A extends Base<other.Inner> {
    /** A member. */
    add(option: Option, local: Local): void;
}
interface Local {
    readonly size: number;
}
export interface NotMentioned {
    readonly hidden: Hidden;
    readonly unused: Unused;
}
export {};
`,
    'shared/base.d.ts': 'export declare class Base<T> {\n    readonly value: T;\n}\nexport type Unused = string;\n',
    'option.d.ts': 'export { Option } from \'./options/all\';\nexport interface Hidden {\n}\n',
    'options/all.d.ts': '/** An option. */\nexport interface Option {\n}\nexport interface Other {\n}\n',
    'other.d.ts': 'export interface Inner {\n}\nexport interface Outer {\n}\n',
    'unrelated.d.ts': 'export {};\n',
  })).toEqual({
    'index.d.ts': 'export { A } from \'./a\';\n',
    'a.d.ts': `import { Base } from './shared/base';
import type { Option } from './option';
import * as other from './other';
/** A class. */
export declare class A extends Base<other.Inner> {
    /** A member. */
    add(option: Option, local: Local): void;
}
interface Local {
    readonly size: number;
}
export {};
`,
    'shared/base.d.ts': 'export declare class Base<T> {\n    readonly value: T;\n}\n',
    'option.d.ts': 'export { Option } from \'./options/all\';\n',
    'options/all.d.ts': '/** An option. */\nexport interface Option {\n}\n',
    'other.d.ts': 'export interface Inner {\n}\n',
  });
});

test('of members for this library only, the names stay, unless they are those of an interface', () => {
  expect(keptOf({
    'index.d.ts': 'export { A, Special } from \'./a\';\nexport * from \'./b\';\nexport * as whole from \'./c\';\n',
    'a.d.ts': `import type { IThing } from './b';
import type { Model } from './model';
export declare class A implements IThing {
    private readonly held;
    /**
     * Reads a model.
     *
     * @internal
     */
    _read(model: Model): void;
    /** @internal */
    _write(text: string): void;
    /** @internal */
    _write(lines: string[]): void;
    /** @internal */
    static _of(model: Model): A;
    /** @internal */
    _route(): string;
}
export declare class Special extends A {
    /** @internal */
    _read(model: Model): void;
    /** @internal */
    static _of(model: Model): Special;
    /** @internal */
    _more: string;
}
`,
    'b.d.ts': 'export interface IThing {\n    /** @internal */\n    _route(): string;\n}\n',
    'c.d.ts': 'export declare enum C {\n    ONE = "one"\n}\n',
    'model.d.ts': 'export interface Model {\n}\n',
  })).toEqual({
    'index.d.ts': 'export { A, Special } from \'./a\';\nexport * from \'./b\';\nexport * as whole from \'./c\';\n',
    'a.d.ts': `import type { IThing } from './b';
export declare class A implements IThing {
    private readonly held;
    private _read;
    private _write;
    private static _of;
    /** @internal */
    _route(): string;
}
export declare class Special extends A {
    private _more;
}
`,
    'b.d.ts': 'export interface IThing {\n    /** @internal */\n    _route(): string;\n}\n',
    'c.d.ts': 'export declare enum C {\n    ONE = "one"\n}\n',
  });
});
