import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Workspace } from '../../server/src/engine/workspace.ts';
import { createExtractor } from '../../server/src/extract/imports.ts';
import { createMemoryHost } from '../support/memory-host.ts';
import { createWorkspace, type WorkspaceOptions } from '../support/workspace.ts';

/** What keeps an editor usable while much is read, and whatever is read. */
const policy = `{
  "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }],
  "rules": { "architecture/import-cycle": "error" }
}`;
const upward = "import '../ui/page';\n";
const tree = {
  'parapet.jsonc': policy,
  'ui/page.ts': "import '../domain/order';\n",
  'domain/order.ts': upward,
  'domain/other.ts': upward,
};

function rulesAt(workspace: Workspace, path: string): readonly string[] {
  return workspace.findingsAt(path).map(({ rule }) => rule);
}

function codes(workspace: Workspace): readonly string[] {
  return workspace.notices().map(({ code }) => code);
}

/** Every file is a slice of its own, so that something can happen between any two. */
function slowly(files: Map<string, string>, options: WorkspaceOptions = {}): Workspace {
  let now = 0;
  const elapsed = () => {
    now += 1000;
    return now;
  };
  const host = { ...createMemoryHost(files), elapsed, memory: () => 11 };
  return createWorkspace(files, { yields: true, ...options, parts: { host } });
}

test('an open file is judged before the others are read', async () => {
  const workspace = slowly(new Map(Object.entries(tree)));
  workspace.setText('domain/order.ts', upward);
  const told: string[] = [];
  let read = 0;
  await workspace.refresh({
    onProgress: (count) => {
      read = count;
    },
    onOpenJudged: (paths) => {
      told.push(...paths);
      assert.equal(read, 0);
      assert.deepEqual(rulesAt(workspace, 'domain/order.ts'), ['architecture/upward-import']);
      assert.deepEqual(rulesAt(workspace, 'domain/other.ts'), []);
    },
  });
  assert.deepEqual(told, ['domain/order.ts']);
  assert.deepEqual(rulesAt(workspace, 'domain/order.ts'), [
    'architecture/import-cycle',
    'architecture/upward-import',
  ]);
});

test('what is typed while others are read is judged at once, and again with all the rest', async () => {
  const workspace = slowly(new Map(Object.entries(tree)));
  const told: string[] = [];
  await workspace.refresh({
    onProgress: (read) => {
      if (read === 1) workspace.setText('domain/other.ts', `\n${upward}`);
    },
    onOpenJudged: (paths) => told.push(...paths),
  });
  assert.deepEqual(told, ['domain/other.ts']);
  await workspace.refresh();
  assert.equal(workspace.findingsAt('domain/other.ts')[0]?.span.start, 8);
});

test('a suppression whose cycle is not known yet is not called unused', async () => {
  const files = new Map(Object.entries(tree));
  const allowed = `// parapet-allow architecture/import-cycle, architecture/upward-import: agreed\n${upward}`;
  const workspace = slowly(files);
  workspace.setText('domain/order.ts', allowed);
  const early: string[] = [];
  await workspace.refresh({ onOpenJudged: () => early.push(...rulesAt(workspace, 'domain/order.ts')) });
  assert.ok(!early.includes('policy/unused-suppression'));
});

const stops: Readonly<
  Record<
    string,
    { readonly options: WorkspaceOptions; readonly isCancelled: boolean; readonly message: RegExp }
  >
> = {
  'a cancelled scan': { options: {}, isCancelled: true, message: /was cancelled/ },
  'too little memory': {
    options: { mostMegabytes: 10 },
    isCancelled: false,
    message: /needs more than 10 MB/,
  },
};

for (const [name, { options, isCancelled, message }] of Object.entries(stops)) {
  test(`after ${name} only open files are judged, which is told`, async () => {
    const workspace = slowly(new Map(Object.entries(tree)), options);
    workspace.setText('domain/order.ts', upward);
    await workspace.refresh({ isCancelled: () => isCancelled });
    assert.deepEqual(rulesAt(workspace, 'domain/order.ts'), ['architecture/upward-import']);
    assert.deepEqual(rulesAt(workspace, 'domain/other.ts'), []);
    const [notice] = workspace.notices();
    assert.deepEqual([notice?.code, notice?.incomplete], ['SRC-007', true]);
    assert.match(notice?.message ?? '', message);
    workspace.setText('domain/other.ts', upward);
    workspace.touch('ui/page.ts');
    await workspace.refresh();
    assert.deepEqual(
      rulesAt(workspace, 'domain/other.ts'),
      ['architecture/upward-import'],
      'once it is open',
    );
  });
}

/** One file breaks or holds up the extractor until its text is mended. */
function spoiled(spoil: () => void): WorkspaceOptions['parts'] {
  const extract = createExtractor();
  return {
    extract(path, text) {
      if (text.includes('spoiled')) spoil();
      return extract(path, text);
    },
  };
}

const faults: Readonly<Record<string, { readonly spoil: () => void; readonly reason: RegExp }>> = {
  hangs: {
    spoil: () => {
      for (;;);
    },
    reason: /takes too long/,
  },
  'hangs in an expression': { spoil: () => /^(a+)+$/.test(`${'a'.repeat(64)}b`), reason: /takes too long/ },
  crashes: {
    spoil: () => {
      throw new RangeError('out of bounds');
    },
    reason: /RangeError: out of bounds/,
  },
};

for (const [name, { spoil, reason }] of Object.entries(faults)) {
  test(`a file that ${name} is left out and named, and the others are judged`, async () => {
    const files = new Map(Object.entries({ ...tree, 'domain/bad.ts': 'spoiled' }));
    const parts = spoiled(spoil);
    const workspace = createWorkspace(files, { fileMilliseconds: 50, ...(parts && { parts }) });
    await workspace.refresh();
    assert.deepEqual(rulesAt(workspace, 'domain/other.ts'), ['architecture/upward-import']);
    const [notice] = workspace.notices();
    assert.equal(notice?.code, 'SRC-006');
    assert.match(notice?.message ?? '', /"domain\/bad\.ts"/);
    assert.match(notice?.message ?? '', reason);
    assert.equal(notice?.incomplete, true);
    workspace.setText('domain/bad.ts', 'still spoiled');
    await workspace.refresh();
    assert.deepEqual(codes(workspace), ['SRC-006'], 'a key pressed in it does not try again');
    workspace.setText('domain/bad.ts', upward);
    workspace.touch('domain/bad.ts');
    await workspace.refresh();
    assert.deepEqual(codes(workspace), []);
    assert.deepEqual(rulesAt(workspace, 'domain/bad.ts'), ['architecture/upward-import']);
  });
}
