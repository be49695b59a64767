import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import {
  authorRequest,
  type DoneItem,
  type DoneNews,
  type DoneView,
  doneAgainNotification,
  doneChangedNotification,
  doneRequest,
  type Settled,
  type SettleParams,
  settleItemRequest,
} from '../../server/src/protocol/done.ts';
import { makeBranch } from '../support/branch.ts';
import { runGit } from '../support/repository.ts';
import { makeFolder, TestServer, writeInto } from '../support/server.ts';

const policy = `{
  "layers": [{ "name": "ui", "files": "src/ui/**" }, { "name": "domain", "files": "src/domain/**" }],
  "tests": ["**/*.test.ts"],
  "gates": {
    "coverage": { "reports": ["coverage/lcov.info"], "patch": 80, "minLines": 2 },
    "tests": { "reports": ["reports/*.xml"] }
  },
  "done": {
    "threat-model": { "kind": "attest", "level": "must", "title": "The threat model is up to date", "when": { "paths": ["src/domain/**"] }, "owner": "@acme/security" },
    "conventional-commits": { "level": "off" }
  }
}
`;

const upward = "import { page } from '../ui/page';\n";
const order = 'src/domain/order.ts';
const added = 'export const order = 1;\nexport const sum = 2;\nexport const rest = 3;\n';
const passing = '<testsuite><testcase name="a" classname="b"/></testsuite>';

function lcov(path: string, ...hits: readonly number[]): string {
  const lines = hits.map((hit, index) => `DA:${index + 1},${hit}`);
  return ['TN:', `SF:${path}`, ...lines, 'end_of_record', ''].join('\n');
}

/** A repository whose branch `feature` has nothing yet that `main` has not. */
function repository(files: Readonly<Record<string, string>> = {}): string {
  const folder = makeBranch({
    'parapet.jsonc': policy,
    '.gitignore': 'coverage\nreports\n',
    'src/ui/page.ts': 'export const page = 1;\n',
    [order]: 'export const order = 1;\n',
    ...files,
  });
  runGit(folder, ['config', 'user.email', 'jane@example.com']);
  return folder;
}

/** A server with what it tells by itself. */
class DoneServer {
  readonly server: TestServer;
  readonly news: DoneNews[] = [];

  private constructor(server: TestServer) {
    this.server = server;
    server.connection.onNotification(doneChangedNotification, (news: DoneNews) => {
      this.news.push(news);
    });
  }

  static async start(folder: string, wantsDone = false): Promise<DoneServer> {
    const server = await TestServer.start(folder, {
      initializationOptions: { version: 'test', commands: [], wantsDone },
    });
    return new DoneServer(server);
  }

  ask(isAsked = true): Promise<DoneView | null> {
    return this.server.connection.sendRequest(doneRequest, { folder: this.folder, isAsked });
  }

  settle(item: string, how: SettleParams['how'], by = 'jane@example.com'): Promise<Settled> {
    return this.server.connection.sendRequest(settleItemRequest, { folder: this.folder, item, by, how });
  }

  /** Waits for news that satisfy a condition, those that came before included. */
  async told(condition: (view: DoneView) => boolean): Promise<DoneView> {
    const found = () => this.news.flatMap(({ view }) => (view && condition(view) ? [view] : [])).at(-1);
    await this.server.until(() => found() !== undefined, `news; there are ${JSON.stringify(this.news)}`);
    return found() as DoneView;
  }

  get folder(): string {
    return pathToFileURL(this.server.root).href;
  }
}

function itemOf(view: DoneView | null, id: string): DoneItem {
  const found = view?.groups.flatMap(({ items }) => items).find((item) => item.id === id);
  assert.ok(found, JSON.stringify(view));
  return found;
}

function groupOf(view: DoneView | null, id: string): string | undefined {
  return view?.groups.find(({ items }) => items.some((item) => item.id === id))?.id;
}

const inTwoWeeks = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);

describe('the Definition of Done in the editor', () => {
  test('an upward import blocks at its place, also while it is unsaved', async () => {
    const folder = repository();
    writeInto(folder, order, added);
    writeInto(folder, 'coverage/lcov.info', lcov(order, 1, 1, 1));
    writeInto(folder, 'reports/junit.xml', passing);
    const done = await DoneServer.start(folder);
    const before = await done.ask();
    assert.equal(groupOf(before, 'layers-clean'), 'done');
    assert.match(before?.head ?? '', /^\d+\/\d+ · main…feature · 1 file$/);
    await done.server.open(order, `${upward}${added}`);
    const view = await done.ask();
    assert.equal(view?.verdict, 'fail');
    assert.equal(view?.sentence, 'No-Go: 1 blocking, 2 unknown, 1 to attest.');
    assert.deepEqual([view?.blocking, view?.unknown, view?.toAttest], [1, 2, 1]);
    const item = itemOf(view, 'layers-clean');
    assert.deepEqual(item.places, [
      {
        uri: done.server.uri(order),
        range: { start: { line: 0, character: 21 }, end: { line: 0, character: 33 } },
      },
    ]);
    assert.deepEqual(item.actions, ['fix', 'waive']);
    assert.ok(item.ways.length > 0);
    // Asked, what was measured before it was typed over is unknown.
    assert.equal(groupOf(view, 'patch-coverage'), 'unknown');
    assert.deepEqual(itemOf(view, 'patch-coverage').actions, ['run', 'waive']);
    assert.deepEqual(itemOf(view, 'threat-model').actions, ['attest', 'waive']);
    assert.deepEqual(itemOf(before, 'layers-clean').actions, []);
    await done.server.stop();
  });

  test('a report that is written is told by itself, once for each view, and only after somebody asked', async () => {
    const folder = repository();
    writeInto(folder, order, added);
    const done = await DoneServer.start(folder);
    await done.server.settled(order);
    writeInto(folder, 'reports/junit.xml', passing);
    await done.server.watched({ 'reports/junit.xml': 1 });
    const view = await done.ask();
    assert.equal(groupOf(view, 'patch-coverage'), 'unknown');
    assert.deepEqual(done.news, []);
    writeInto(folder, 'coverage/lcov.info', lcov(order, 1, 1, 0));
    await done.server.watched({ 'coverage/lcov.info': 1 });
    const told = await done.told(({ uncovered }) => uncovered.length > 0);
    assert.deepEqual(told.uncovered, [{ uri: done.server.uri(order), lines: [2] }]);
    assert.equal(itemOf(told, 'patch-coverage').verdict, 'fail');
    assert.match(itemOf(told, 'patch-coverage').detail, /^50 % < 80 %, 1 line in 1 file$/);
    // What changes nothing is not told again.
    const count = done.news.length;
    await done.server.watched({ 'coverage/lcov.info': 2 });
    await new Promise((resolve) => setTimeout(resolve, 2000));
    assert.equal(done.news.length, count);
    await done.server.stop();
  });

  test('at rest typed lines are pending and leave the verdict; asked, they are unknown', async () => {
    const folder = repository();
    writeInto(folder, order, added);
    writeInto(folder, 'coverage/lcov.info', lcov(order, 1, 1, 1));
    writeInto(folder, 'reports/junit.xml', passing);
    const done = await DoneServer.start(folder, true);
    const start = await done.told(({ groups }) => groups.length > 0);
    assert.equal(start.sentence, 'Unknown: 1 to attest.');
    assert.equal(start.pending, 0);
    await done.server.open(order, `${added}export const typed = 4;\nexport const more = 5;\n`);
    const view = await done.told(({ pending }) => pending > 0);
    assert.equal(view.pending, 2);
    assert.equal(view.sentence, 'Unknown: 1 to attest.');
    assert.equal(itemOf(view, 'patch-coverage').detail, '100 % ≥ 80 %, 2 added lines; 2 lines pending');
    assert.equal(itemOf(view, 'tests-pass').detail, '1 passed; 2 lines pending');
    assert.deepEqual(itemOf(view, 'tests-pass').actions, ['run']);
    const asked = await done.ask();
    assert.equal(asked?.sentence, 'Unknown: 2 unknown, 1 to attest.');
    // What was written anew after all that is neither.
    await done.server.close(order);
    assert.equal((await done.ask(false))?.pending, 0);
    await done.server.stop();
  });

  test('what is found of the change is shown at its place, and not on lines that are typed since', async () => {
    const folder = repository();
    writeInto(folder, order, added);
    writeInto(folder, 'coverage/lcov.info', lcov(order, 1, 1, 0));
    writeInto(folder, 'reports/junit.xml', passing);
    const done = await DoneServer.start(folder);
    const { server } = done;
    await server.open(order, added);
    await server.settled(order);
    assert.deepEqual(server.diagnostics(order), []);
    await done.ask();
    const told = () => server.diagnostics(order).map(({ code }) => code);
    await server.until(() => told().includes('gates/uncovered-change'), `${told()}`);
    const [shown] = server.diagnostics(order);
    assert.equal(shown?.range.start.line, 2);
    const actions = await server.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: server.uri(order) },
      range: shown?.range,
      context: { diagnostics: [shown] },
    });
    assert.ok((actions as readonly unknown[]).length > 0);
    await server.change(order, `// first\n${added}`);
    await server.until(() => told().length === 0, `${told()}`);
    await server.change(order, added);
    await done.ask();
    await server.until(() => told().includes('gates/uncovered-change'), `${told()}`);
    await server.stop();
  });

  test('what another branch brings was not typed since', async () => {
    const folder = repository();
    writeInto(folder, order, added);
    writeInto(folder, 'coverage/lcov.info', lcov(order, 1, 1, 1));
    writeInto(folder, 'reports/junit.xml', passing);
    const done = await DoneServer.start(folder, true);
    await done.told(({ pending }) => pending === 0);
    runGit(folder, ['commit', '-qam', 'feat: sum']);
    runGit(folder, ['switch', '-qc', 'other']);
    writeInto(folder, order, `${added}export const other = 4;\n`);
    await done.server.watched({ [order]: 2 });
    const view = await done.told(({ head }) => head.includes('other'));
    assert.equal(groupOf(view, 'tests-pass'), 'unknown');
    assert.equal(view.pending, 0);
    await done.server.stop();
  });

  test('a commit is seen by what git writes of its head, and by asking again', async () => {
    const folder = repository();
    runGit(folder, ['commit', '-q', '--allow-empty', '-m', 'feat: begin']);
    writeInto(folder, order, added);
    const done = await DoneServer.start(folder);
    const view = await done.ask();
    assert.equal(groupOf(view, 'threat-model'), 'attest');
    runGit(folder, ['switch', '-qc', 'next']);
    await done.server.watched({ '.git/logs/HEAD': 2 });
    await done.told(({ head }) => head.includes('main…next'));
    runGit(folder, ['switch', '-qc', 'last']);
    // Nothing else that git writes tells anything.
    await done.server.watched({ '.git/index': 2 });
    await done.server.connection.sendNotification(doneAgainNotification);
    await done.told(({ head }) => head.includes('main…last'));
    await done.server.stop();
  });

  test('an item is attested and waived in the record of the change, and an edit opens it again', async () => {
    const folder = repository();
    writeInto(folder, order, added);
    writeInto(folder, 'coverage/lcov.info', lcov(order, 0, 0, 0));
    writeInto(folder, 'reports/junit.xml', passing);
    const done = await DoneServer.start(folder);
    assert.equal(
      await done.server.connection.sendRequest(authorRequest, { folder: done.folder }),
      'jane@example.com',
    );
    const record = 'governance/changes/feature.yaml';
    const attested = await done.settle(
      'threat-model',
      { kind: 'attest', note: 'STRIDE, document 12' },
      '@acme/security',
    );
    assert.ok(attested.ok, JSON.stringify(attested));
    assert.equal(attested.uri, done.server.uri(record));
    assert.equal(existsSync(join(folder, record)), false, 'nothing is written by the server');
    writeInto(folder, record, attested.created ?? '');
    await done.server.watched({ [record]: 1 });
    const after = await done.ask();
    assert.equal(itemOf(after, 'threat-model').verdict, 'pass');
    const waived = await done.settle('patch-coverage', {
      kind: 'waive',
      reason: 'tested end to end',
      until: inTwoWeeks,
    });
    assert.ok(waived.ok && waived.created === undefined, JSON.stringify(waived));
    writeInto(folder, record, edited(readFileSync(join(folder, record), 'utf8'), waived));
    await done.server.watched({ [record]: 2 });
    const last = await done.ask();
    assert.equal(itemOf(last, 'patch-coverage').verdict, 'waived');
    assert.equal(last?.verdict, 'pass', JSON.stringify(last));
    writeInto(folder, order, `${added}export const another = 4;\n`);
    await done.server.watched({ [order]: 2 });
    const opened = itemOf(await done.ask(), 'threat-model');
    assert.match(opened.detail, /to be attested again .*src\/domain\/order\.ts changed/);
    await done.server.stop();
  });

  test('what cannot be settled says why', async () => {
    const folder = repository();
    writeInto(folder, order, added);
    const done = await DoneServer.start(folder);
    const why = async (item: string, how: SettleParams['how'], by?: string) => {
      const answer = await done.settle(item, how, by);
      return answer.ok ? 'written' : answer.reason;
    };
    const waive = { kind: 'waive', reason: 'later', until: inTwoWeeks } as const;
    assert.equal(await why('no-such-item', waive), 'No item is named "no-such-item".');
    assert.match(await why('layers-clean', waive), /is settled already/);
    assert.match(await why('tests-pass', { kind: 'attest' }), /is computed, and nobody can attest it/);
    assert.equal(await why('tests-pass', { ...waive, reason: ' ' }), 'A waiver needs a reason.');
    assert.match(await why('tests-pass', { ...waive, until: '2026-02-30' }), /"2026-02-30" is not a day/);
    assert.match(await why('tests-pass', { ...waive, until: '2020-01-01' }), /has passed/);
    assert.equal(await why('tests-pass', waive, ' '), 'Somebody has to answer for it.');
    assert.equal(await why('tests-pass', waive), 'written');
    runGit(folder, ['checkout', '-q', '--detach']);
    assert.match(await why('tests-pass', waive), /^No branch is checked out/);
    await done.server.stop();
  });

  test('a request that is cancelled is answered with nothing, and the next one whole', async () => {
    const folder = repository();
    writeInto(folder, order, added);
    const done = await DoneServer.start(folder);
    const source = new CancellationTokenSource();
    const params = { folder: done.folder, isAsked: true };
    const cancelled = done.server.connection.sendRequest(doneRequest, params, source.token);
    source.cancel();
    assert.equal(await cancelled.catch(() => null), null);
    assert.ok(await done.ask());
    await done.server.stop();
  });

  test('two who ask at once both hear the same', async () => {
    const folder = repository();
    writeInto(folder, order, added);
    const done = await DoneServer.start(folder);
    const [first, second] = await Promise.all([done.ask(), done.ask()]);
    assert.deepEqual(first, second);
    await done.server.stop();
  });

  test('without gates or items nothing is told unasked, and without a policy nothing at all', async () => {
    const folder = repository({ 'parapet.jsonc': '{ "layers": [] }' });
    const done = await DoneServer.start(folder, true);
    writeInto(folder, order, added);
    await done.server.watched({ [order]: 2 });
    await done.server.settled(order);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    assert.deepEqual(done.news, []);
    assert.equal((await done.ask())?.verdict, 'pass');
    rmSync(join(folder, 'parapet.jsonc'));
    await done.server.watched({ 'parapet.jsonc': 3 });
    await done.server.until(() => done.news.some(({ view }) => view === null), 'the end to be told');
    await done.server.stop();
    const plain = await DoneServer.start(makeFolder({ 'a.ts': '' }), true);
    assert.equal(await plain.ask(), null);
    assert.deepEqual(await plain.settle('tests-pass', { kind: 'attest' }), {
      ok: false,
      reason: 'No policy judges the folder.',
    });
    await plain.server.stop();
  });

  test('a folder that is no repository has a problem in place of items', async () => {
    const done = await DoneServer.start(makeFolder({ 'parapet.jsonc': policy, 'src/ui/page.ts': '' }), true);
    const view = await done.told(() => true);
    assert.equal(view.verdict, 'unknown');
    assert.match(view.problem ?? '', /repository/);
    assert.deepEqual(view.groups, []);
    await done.server.stop();
  });
});

/** A text after an answer's edits. */
function edited(text: string, settled: Extract<Settled, { ok: true }>): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: { readonly line: number; readonly character: number }) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return settled.edits.reduceRight(
    (whole, { start, end, text: put }) => whole.slice(0, offset(start)) + put + whole.slice(offset(end)),
    text,
  );
}
