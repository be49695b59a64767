import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectedText } from '../../client/src/collected-text.ts';
import { explanationPath } from '../../client/src/explanation-path.ts';
import { LogTail } from '../../client/src/log-tail.ts';

test('sections become lists, one line for each entry', () => {
  const text = collectedText(
    [
      {
        title: 'Server',
        entries: [
          ['files', 812],
          ['policy', 'a\n# b'],
        ],
      },
    ],
    [],
    '/home/ann',
  );
  assert.match(text, /^## Server\n\n- files: 812\n- policy: a # b\n/m);
  assert.match(text, /The log is empty\.\n$/);
});

test('the home folder is hidden, a longer name is not cut', () => {
  const lines = ['reading /home/ann/shop/parapet.jsonc', 'reading /home/annette/shop', 'file:///home/ann'];
  const text = collectedText([], lines, '/home/ann');
  assert.match(text, /reading ~\/shop\/parapet\.jsonc\nreading \/home\/annette\/shop\nfile:\/\/~\n/);
});

test('a log line cannot end the fence', () => {
  const text = collectedText([], ['````', '# not a heading'], '');
  assert.match(text, /`````text\n````\n# not a heading\n`````\n$/);
});

test('the log tail keeps the last lines', () => {
  const tail = new LogTail(3);
  tail.add('t1', 'info', 'one\ntwo\n');
  tail.add('t2', 'error', 'three');
  assert.deepEqual(tail.lines, ['t1 [info] one', 't1 [info] two', 't2 [error] three']);
  tail.add('t3', 'info', 'four');
  assert.deepEqual(tail.lines, ['t1 [info] two', 't2 [error] three', 't3 [info] four']);
});

test('the log tail cuts a long line', () => {
  const tail = new LogTail();
  tail.add('t', 'error', `${'x'.repeat(30_000)}\nshort`);
  assert.deepEqual(
    tail.lines.map((line) => line.length),
    ['t [error] '.length + 500, 't [error] short'.length],
  );
});

test('an explanation has a path of one segment', () => {
  assert.equal(explanationPath('architecture/upward-import'), '/architecture upward-import.md');
  assert.equal(explanationPath('../a.ts to b#c?d'), '/.. a.ts to b c d.md');
  assert.equal(explanationPath('//'), '/Explanation.md');
  assert.equal(explanationPath('x'.repeat(500)).length, 124);
});
