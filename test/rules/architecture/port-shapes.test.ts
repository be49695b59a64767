import { describe, test } from 'node:test';
import { checkFix, checkRefusal } from '../../support/fix.ts';

const rule = 'architecture/upward-import';
const layers = `"layers": [
  { "name": "ui", "files": "ui/**" },
  { "name": "http", "files": "http/**" },
  { "name": "domain", "files": "domain/**" },
  { "name": "base", "files": "base/**" }
]`;
const policy = `{ ${layers} }`;

interface Case {
  /** `http/client.ts`, which the order must not import. */
  readonly client: string;
  /** `domain/order.ts` below its import of what is `named`. */
  readonly order: string;
  readonly named?: string;
  readonly more?: string;
  readonly policy?: string;
}

function before({ client, order, named = 'Client', more = '' }: Case): string {
  return `//- http/client.ts\n${client}\n${more}//- domain/order.ts\nimport type { ${named} } from '../http/client';\n${order}`;
}

function extracted(name: string, port: string, one: Case): void {
  const { named = 'Client', order } = one;
  test(name, () =>
    checkFix({
      ...{ rule, policy, fix: 'extract-port', safe: false, ...one },
      before: before(one),
      after: `//- domain/order.ts\nimport type { ${named} } from './client-port';\n${order}\n//- domain/client-port.ts\n${port.trim()}`,
    }),
  );
}

function refused(name: string, reason: RegExp, one: Case): void {
  test(name, () =>
    checkRefusal({ ...{ rule, policy, fix: 'extract-port', refused: reason, ...one }, before: before(one) }),
  );
}

const heading = '/** What "order.ts" needs of it. */';

describe('a port says anew', () => {
  extracted('what an alias stands for', `${heading}\nexport type Client = 'a' | 'b';`, {
    client: "export type Client = 'a' | 'b';",
    order: "export const place = (client: Client) => client === 'a';",
  });
  extracted('what an alias of values comes down to', `${heading}\nexport type Client = "a" | "b";`, {
    client: "const all = ['a', 'b'] as const;\nexport type Client = (typeof all)[number];",
    order: "export const place = (client: Client) => client === 'a';",
  });
  refused('no alias of what a value is', /"typeof all" means something only where it stands/, {
    client: 'const all = { a: () => all };\nexport type Client = typeof all;',
    order: 'export const place = (client: Client) => client.a();',
  });
  extracted('a list that starts with a bar', `${heading}\nexport type Client =\n  | 'a'\n  | 'b';`, {
    client: "export type Client =\n  | 'a'\n  | 'b';",
    order: "export const place = (client: Client) => client === 'a';",
  });
  extracted(
    'the types that it takes',
    `${heading}\nexport interface Client<T extends object = object> {\n  map<U>(by: (one: T) => U): U[];\n  self(): this;\n}`,
    {
      client:
        'export class Client<T extends object = object> {\n  #all: T[] = [];\n  map<U>(by: (one: T) => U): U[] { return this.#all.map(by); }\n  self(): this { return this; }\n  rest(): void {}\n}',
      order: 'export const place = (client: Client<{ id: string }>) => client.self().map(({ id }) => id);',
    },
  );
  extracted(
    'all of what takes a type that nothing used says anything of',
    `${heading}\nexport interface Client<T> {\n  a: string;\n  b: T;\n}`,
    {
      client: 'export interface Client<T> { a: string; b: T }',
      order: 'export const place = (client: Client<string>) => client.a;',
    },
  );
  extracted('what an alias makes of a type', `${heading}\nexport type Client<T> = [T, T];`, {
    client: 'export type Client<T> = [T, T];',
    order: 'export const place = (client: Client<string>) => client;',
  });
  refused('nothing that only one declaration of an alias makes', /comparable only with itself/, {
    client: 'export type Client<T> = { -readonly [K in keyof T]: T[K] };',
    order: 'export const place = (client: Client<{ a: string }>) => client.a;',
  });
  extracted(
    'what a file gives a value that it makes',
    `${heading}\nexport interface Client {\n  a: string;\n}`,
    {
      client: 'export interface Client { a: string; b?: number }',
      order: "const it: Client = { a: '' };\nexport const place = () => it;",
    },
  );
  extracted(
    'all of it where it goes on to others',
    `${heading}\nexport interface Client {\n  a: string;\n  (one: string): number;\n}`,
    {
      client: 'export interface Client { (one: string): number; a: string }',
      order: 'export const place = (client: Client): Client => client;',
    },
  );
  refused('nothing that has too many members', /too many members/, {
    client: `export interface Client { ${Array.from({ length: 25 }, (_, at) => `a${at}: string`).join('; ')} }`,
    order: 'export const place = (client: Client): Client => client;',
  });
  refused('nothing that a base with types of its own declares', /declared by a type that takes parameters/, {
    client: 'class Base<T> { constructor(readonly one: T) {} }\nexport class Client extends Base<string> {}',
    order: 'export const place = (client: Client) => client.one;',
  });
  extracted(
    'what a plain base declares',
    `${heading}\nexport interface Client {\n  readonly one: string;\n}`,
    {
      client: "class Base { readonly one: string = ''; }\nexport class Client extends Base {}",
      order: 'export const place = (client: Client) => client.one;',
    },
  );
});

describe('what the members of a port need', () => {
  const rows =
    '//- http/rows.ts\nexport interface Row { id: string; cents: number }\nexport enum Kind { A }\n';
  extracted(
    'is written anew, too, where it must not be imported',
    `${heading}\nexport interface Client {\n  row(): Row;\n}\n\n${heading}\nexport interface Row {\n  id: string;\n}`,
    {
      client: "import { Row } from './rows';\nexport interface Client { row(): Row; close(): void }",
      order: 'export const place = (client: Client) => client.row().id;',
      more: rows,
    },
  );
  refused('is no value', /"Kind": It is neither a class nor an interface/, {
    client: "import { Kind } from './rows';\nexport interface Client { kind: Kind }",
    order: 'export const place = (client: Client) => client.kind;',
    more: rows,
  });
  extracted(
    'may be hidden where it stood',
    `${heading}\nexport interface Client {\n  row: Hidden;\n}\n\n${heading}\nexport interface Hidden {\n  id: string;\n}`,
    {
      client: 'interface Hidden { id: string; cents: number }\nexport interface Client { row: Hidden }',
      order: 'export const place = (client: Client) => client.row.id;',
    },
  );
  extracted(
    'comes from the package that it came from',
    `import type { Pool } from 'pg';\n\n${heading}\nexport interface Client {\n  pool: Pool;\n}`,
    {
      client: "import { Pool } from 'pg';\nexport interface Client { pool: Pool; close(): void }",
      order: 'export const place = (client: Client) => client.pool;',
      more: '//- package.json\n{ "name": "shop", "dependencies": { "pg": "1.0.0" } }\n',
    },
  );
  refused(
    'comes from no package that must not be imported',
    /need "Pool" of "pg", which cannot be imported/,
    {
      client: "import { Pool } from 'pg';\nexport interface Client { pool: Pool; close(): void }",
      order: 'export const place = (client: Client) => client.pool;',
      more: '//- package.json\n{ "name": "shop", "dependencies": { "pg": "1.0.0" } }\n',
      policy: `{ ${layers}, "packages": [{ "deny": ["pg"], "in": "domain" }] }`,
    },
  );
  refused('comes from no package that is not declared', /need "Pool" of "pg", which cannot be imported/, {
    client: "import { Pool } from 'pg';\nexport interface Client { pool: Pool; close(): void }",
    order: 'export const place = (client: Client) => client.pool;',
    more: '//- package.json\n{ "name": "shop" }\n',
  });
  extracted(
    'is known everywhere',
    `${heading}\nexport interface Client {\n  at: HTMLElement;\n  timer: NodeJS.Timeout;\n}`,
    {
      client: 'export interface Client { at: HTMLElement; timer: NodeJS.Timeout; close(): void }',
      order: 'export const place = (client: Client) => [client.at, client.timer];',
    },
  );
  refused('is not two things of one name', /"Row" would mean two things there/, {
    client:
      "import { Row } from './rows';\nimport { Other } from './others';\nexport interface Client { row: Row; other: Other }",
    order: 'export const place = (client: Client) => [client.row.id, client.other.row.name];',
    more: `${rows}//- http/others.ts\ninterface Row { name: string }\nexport interface Other { row: Row }\n`,
  });
});

describe('an error that is there', () => {
  const client =
    'export class Client { #open = false; close(): void { this.#open = false; } open(): void {} }';
  const types = (parameter: string) =>
    `//- base/types.ts\nimport type { Client } from '../http/client';\nexport type Place = (client: ${parameter}) => void;\n`;
  refused('may be one of stricter checks, and hide another', /no longer type-check/, {
    client,
    order:
      "import type { Place } from '../base/types';\nexport const place: Place = (client: Client) => client.close();",
    more: types('Client | undefined'),
  });
  extracted(
    'matters only where it is about the port',
    `${heading}\nexport interface Client {\n  close(): void;\n}`,
    {
      client,
      order: "export const wrong: number = '';\nexport const place = (client: Client) => client.close();",
    },
  );
});

/** More files than are checked one by one. */
const crowd = Array.from(
  { length: 61 },
  (_, at) =>
    `//- ui/many/page${at}.ts\nimport * as order from '../../domain/order';\nexport const page${at} = order;\n`,
).join('');

describe('where many import it, a port', () => {
  const client =
    'export class Client { #open = false; close(): void { this.#open = false; } open(): void {} }';
  const port = `${heading}\nexport interface Client {\n  close(): void;\n}`;
  extracted('does not matter to what has nothing to do with it', port, {
    client,
    order:
      'export interface Box<T> { one: T extends string ? 1 : 2 }\nexport class Till { constructor(private readonly client: Client) {} close() { this.client.close(); } }',
    more: crowd,
  });
  refused('is not shown to classes that extend one', /no longer type-check/, {
    client,
    order:
      'export class Till { constructor(protected readonly client: Client) {} close() { this.client.close(); } }',
    more: crowd,
  });
  refused('is not passed on by its name', /no longer type-check/, {
    client,
    order: 'export const place = (client: Client) => client.close();\nexport type { Client };',
    more: crowd,
  });
  refused('is not in the way of what takes types', /cannot be compared/, {
    client,
    order: 'export const place = <T>(client: Client, one: T) => { client.close(); return one; };',
    more: crowd,
  });
});
