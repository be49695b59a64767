import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { WorkOutcome } from '../../../server/src/model/host.ts';
import { checkFix, checkRefusal, filesOf, openFixable, waysOut } from '../../support/fix.ts';

const rule = 'architecture/upward-import';
const policy = `{ "layers": [
  { "name": "ui", "files": "ui/**" },
  { "name": "http", "files": "http/**" },
  { "name": "domain", "files": "domain/**" },
  { "name": "base", "files": "base/**" }
] }`;
const client = `//- http/client.ts
import type { Money } from '../base/money';
import { Socket } from './socket';
export class Client {
  readonly base: string = '';
  #sockets: Socket[] = [];
  retries = 3;
  send(path: string, tries = 1): Promise<string> { this.#sockets.push(new Socket()); return Promise.resolve(path + tries); }
  pay(amount: Money): boolean { return amount.value > 0; }
  open(): Socket { return new Socket(); }
  count() { return this.#sockets.length; }
  close(): void {}
}
//- http/socket.ts
export class Socket {}
//- base/money.ts
export interface Money { readonly value: number }
//- ui/page.ts
import { Client } from '../http/client';
import { place } from '../domain/order';
export const page = place(new Client());
`;

function extracted(name: string, order: string, after: string, port: string, more = ''): void {
  test(name, () =>
    checkFix({
      ...{ rule, policy, fix: 'extract-port', safe: false },
      before: `${client}${more}//- domain/order.ts\n${order}`,
      after: `//- domain/order.ts\n${after}\n${port.trimEnd()}`,
    }),
  );
}

function refused(name: string, order: string, reason: RegExp, more = ''): void {
  test(name, () =>
    checkRefusal({
      ...{ rule, policy, fix: 'extract-port', refused: reason },
      before: `${client}${more}//- domain/order.ts\n${order}`,
    }),
  );
}

describe('a port has', () => {
  extracted(
    'what is used of a class, in a file of its own',
    "import { Client } from '../http/client';\nexport const place = (client: Client) => client.send(client.base);",
    "import type { Client } from './client-port';\nexport const place = (client: Client) => client.send(client.base);",
    `//- domain/client-port.ts
/** What "order.ts" needs of it. */
export interface Client {
  readonly base: string;
  send(path: string, tries?: number): Promise<string>;
}`,
  );
  extracted(
    'the types that its members need, where these may be imported',
    "import type { Client } from '../http/client.js';\nexport class Till { constructor(private readonly client: Client) {} pay() { return this.client.pay({ value: this.client.count() }); } }\nexport const place = (client: Client) => new Till(client);",
    "import type { Client } from './client-port.js';\nexport class Till { constructor(private readonly client: Client) {} pay() { return this.client.pay({ value: this.client.count() }); } }\nexport const place = (client: Client) => new Till(client);",
    `//- domain/client-port.ts
import type { Money } from '../base/money.js';

/** What "order.ts" needs of it. */
export interface Client {
  count(): number;
  pay(amount: Money): boolean;
}`,
  );
  extracted(
    'its place in the ports that are there',
    'import { Client } from "../http/client"\nexport function place({ retries, close }: Client) { close(); return retries }',
    'import type { Client } from "./ports"\nexport function place({ retries, close }: Client) { close(); return retries }',
    `//- domain/ports.ts
export interface Clock { now(): number }

/** What "order.ts" needs of it. */
export interface Client {
  close(): void;
  retries: number;
}`,
    '//- domain/ports.ts\nexport interface Clock { now(): number }\n',
  );
});

/** More files than are checked one by one. */
const crowd = Array.from(
  { length: 61 },
  (_, at) =>
    `//- ui/many/page${at}.ts\nimport { place } from '../../domain/order';\nexport const page${at} = place;\n`,
).join('');

describe('where many import it, a port', () => {
  extracted(
    'is extracted as long as it only comes in',
    "import { Client } from '../http/client';\nexport class Till { constructor(private readonly client: Client) {} close() { this.client.close(); } }\nexport const place = (client: Client) => new Till(client).close();",
    "import type { Client } from './client-port';\nexport class Till { constructor(private readonly client: Client) {} close() { this.client.close(); } }\nexport const place = (client: Client) => new Till(client).close();",
    `//- domain/client-port.ts
/** What "order.ts" needs of it. */
export interface Client {
  close(): void;
}`,
    crowd,
  );
  refused(
    'is not extracted when they are given it',
    "import type { Client } from '../http/client';\nexport const place = (client: Client) => { client.close(); return client; };",
    /no longer type-check/,
    crowd,
  );
  refused(
    'is not extracted when they can read it',
    "import type { Client } from '../http/client';\nexport interface Till { readonly client: Client }\nexport const place = (client: Client) => client.close();",
    /no longer type-check/,
    crowd,
  );
});

describe('no port is offered when', () => {
  refused(
    'the class itself is used',
    "import { Client } from '../http/client';\nexport const place = (_: unknown) => new Client().send('');",
    /run time/,
  );
  refused(
    'its members need what has nothing to write down',
    "import { Client } from '../http/client';\nexport const place = (client: Client) => client.open();",
    /"Socket": It has no members/,
  );
  refused(
    'it goes on to who needs the whole of it',
    "import type { Client } from '../http/client';\nimport { whole } from './whole';\nexport const place = (client: Client) => { client.close(); return whole(client); };",
    /no longer type-check/,
    "//- domain/whole.ts\nimport type { Client } from '../http/client';\nexport const whole = (client: Client) => client;\n",
  );
  refused(
    'whoever is given it needs the whole of it',
    "import type { Client } from '../http/client';\nexport const place = (client: Client): Client => { client.close(); return client; };",
    /no longer type-check/,
    "//- ui/other.ts\nimport { Client } from '../http/client';\nimport { place } from '../domain/order';\nexport const other: Client = place(new Client());\n",
  );
  refused(
    'nothing of it is used and it cannot be written anew',
    "import type { Client } from '../http/client';\nexport const place = (client: Client) => client;",
    /"Socket": It has no members/,
  );
  refused(
    'the ports have another of its name',
    "import type { Client } from '../http/client';\nexport const place = (client: Client) => client.close();",
    /another "Client"/,
    '//- domain/ports.ts\nexport interface Client {}\n',
  );
  refused(
    'it is a function',
    "import type { ask } from '../http/ask';\nexport const place = (it: typeof ask) => it;",
    /neither a class nor an interface/,
    '//- http/ask.ts\nexport function ask() {}\n',
  );
});

describe('the check of its types', () => {
  const order =
    "import type { Client } from '../http/client';\nexport const place = (client: Client) => client.send('/');\n";
  const port = async (outcome: WorkOutcome, runs: boolean) => {
    const within = (_: number, work: () => void): WorkOutcome => {
      if (runs) work();
      return outcome;
    };
    const fixable = await openFixable(filesOf(policy, `${client}//- domain/order.ts\n${order}`), { within });
    const finding = fixable.workspace.findings().find((one) => one.rule === rule);
    assert.ok(finding);
    const way = (await waysOut(fixable, finding)).find(({ id }) => id === 'extract-port');
    return way && 'refused' in way ? way.refused : way?.title;
  };
  test('may not keep everybody waiting', async () => {
    assert.equal(await port({ ended: 'late' }, false), 'The types around it take too long to check.');
  });
  test('is not tried a third time, until a minute has passed', async () => {
    let tries = 0;
    let now = 0;
    const limits = {
      within: (): WorkOutcome => {
        tries++;
        return { ended: 'late' };
      },
      clock: () => now,
    };
    const fixable = await openFixable(filesOf(policy, `${client}//- domain/order.ts\n${order}`), limits);
    const tools = fixable.toolsOver(new Map());
    const [finding] = fixable.workspace.findings().filter((one) => one.rule === rule);
    assert.ok(finding);
    const triesAt = async (moment: number) => {
      now = moment;
      for (let time = 0; time < 3; time++) await waysOut({ ...fixable, toolsOver: () => tools }, finding);
      return tries;
    };
    assert.equal(await triesAt(0), 2);
    assert.equal(await triesAt(59_999), 2);
    assert.equal(await triesAt(60_000), 4);
  });
  test('is made where it ends in time', async () => {
    assert.match((await port({ ended: 'done' }, true)) ?? '', /^Extract a port for "Client" into /);
  });
});
