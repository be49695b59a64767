import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OwnersDialect, OwnersDocument } from '../../server/src/model/owners.ts';
import { readCodeowners } from '../../server/src/read/codeowners.ts';
import { hasHeadings } from '../../server/src/read/codeowners-section.ts';
import { createOwnersIndex } from '../../server/src/read/owners-index.ts';

const read = (text: string, dialect: OwnersDialect = 'github') => readCodeowners('CODEOWNERS', text, dialect);

/** `pattern → owners`, exclusions with their mark. */
function entries({ entries: found }: OwnersDocument): readonly string[] {
  return found.map(
    ({ pattern, owners, isExclusion }) =>
      `${isExclusion ? '!' : ''}${pattern} → ${owners.map(({ text }) => text).join(' ')}`,
  );
}

/** `code "text at the place"`. */
function problems(text: string, dialect: OwnersDialect = 'github'): readonly string[] {
  return read(text, dialect).problems.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

function ownersBy(text: string, dialect: OwnersDialect): (path: string) => string {
  const index = createOwnersIndex(read(text, dialect));
  return (path) =>
    [...new Set(index.decide(path).flatMap(({ owners }) => owners.map((one) => one.text)))].join(' ');
}

test('GitHub: patterns, owners and comments, with their places', () => {
  const text = '# all\n\n  *\t@a @org/team-1\t# said inline @b\n/apps/ x@example.com\n/apps/github\n';
  const document = read(text);
  assert.deepEqual(entries(document), ['* → @a @org/team-1', '/apps/ → x@example.com', '/apps/github → ']);
  assert.deepEqual(document.problems, []);
  const [first] = document.entries;
  assert.equal(text.slice(first?.span.start, first?.span.end), '*');
  assert.equal(text.slice(first?.line.start, first?.line.end), '  *\t@a @org/team-1\t# said inline @b');
  assert.equal(text.slice(first?.owners[1]?.span.start, first?.owners[1]?.span.end), '@org/team-1');
});

test('a mark of the byte order, carriage returns, and no line end at the end', () => {
  for (const dialect of ['github', 'gitlab'] as const) {
    assert.deepEqual(entries(read('\uFEFF* @a\r\n/b/ @c\r/d/ @e', dialect)), [
      '* → @a',
      '/b/ → @c',
      '/d/ → @e',
    ]);
  }
});

test('a space behind a backslash belongs to the pattern', () => {
  assert.deepEqual(entries(read('my\\ docs/a\\  @a')), ['my\\ docs/a\\  → @a']);
  assert.deepEqual(entries(read('a\\')), ['a\\ → ']);
});

test('GitHub skips a line that it cannot use, and reads the others', () => {
  const text = '*.js @a b\n!x @a\n\\#x @a\n***/y @a\n/ @a\n*.ts @a\n';
  assert.deepEqual(problems(text), ['OWN-004 b', 'OWN-003 !x', 'OWN-003 \\#x', 'OWN-003 ***/y', 'OWN-003 /']);
  assert.deepEqual(entries(read(text)), ['*.ts → @a']);
});

test('GitHub: a line of owners alone, and brackets, are doubted only', () => {
  const text = '@org/team\nx@y.example @b\n/app/[id]/page.ts @a\n/@scope/pkg @a\nicons/a@2x.png @a\n';
  assert.deepEqual(problems(text), ['OWN-002 @org/team', 'OWN-002 x@y.example', 'OWN-003 /app/[id]/page.ts']);
  assert.equal(read(text).entries.length, 5);
  assert.ok(read(text).problems.every(({ unlessMatched }) => unlessMatched));
});

test('GitHub: what is an owner', () => {
  const owners = '@a @a-b @legacy- @a_corp @org/team.x @org/t_1 a.b+c@mail.example.com'.split(' ');
  assert.deepEqual(problems(owners.map((owner) => `x ${owner}`).join('\n')), []);
  for (const word of ['a', '@', '@a/', '@a/b/c', '@@developer', '@-a', 'a@b', 'a@b.c@d', '@a,', '@a,@b'])
    assert.deepEqual(problems(`x ${word}`), [`OWN-004 ${word}`]);
});

test('GitHub does not load 3 MB', () => {
  const line = `/äö/ @a # ${'x'.repeat(1000)}\n`;
  const large = line.repeat(Math.ceil((3 * 1024 * 1024) / (line.length + 2)));
  const document = read(large);
  assert.deepEqual([document.entries.length, document.problems[0]?.code], [0, 'OWN-001']);
  assert.ok(read(large.slice(0, -2000)).entries.length > 0);
  assert.ok(read(large, 'gitlab').entries.length > 0);
});

const sections = `* @general
[Documentation][2] @docs-team @two
docs/
README.md @one
^[Database] @database-team
model/db/
[DOCUMENTATION]
*.txt @text
^[Ruby]
*.rb @ruby
^[ruby][3]
`;

test('GitLab: sections with default owners, approvals and options; those of one name are one', () => {
  const document = read(sections, 'gitlab');
  assert.deepEqual(document.problems, []);
  assert.deepEqual(document.sections, [
    { name: '', isOptional: false, approvals: 1 },
    { name: 'Documentation', isOptional: false, approvals: 2 },
    { name: 'Database', isOptional: true, approvals: 1 },
    { name: 'Ruby', isOptional: true, approvals: 3 },
  ]);
  const of = ownersBy(sections, 'gitlab');
  assert.equal(of('docs/a.md'), '@general @docs-team @two');
  assert.equal(of('x/README.md'), '@general @one');
  assert.equal(of('docs/a.txt'), '@general @text');
  assert.equal(of('model/db/CHANGELOG.txt'), '@general @text @database-team');
});

test('GitLab: a section is required where one of its headings requires it', () => {
  const { sections: found } = read('^[A]\nx @a\n[a]\ny @a\n^[A]\n', 'gitlab');
  assert.deepEqual(found.slice(1), [{ name: 'A', isOptional: false, approvals: 1 }]);
});

test('GitLab: the last line of each section decides', () => {
  const of = ownersBy(
    '* @admin\n[README Owners]\nREADME.md @user1 @user2\ninternal/README.md @user4\n[README other owners]\nREADME.md @user3\n',
    'gitlab',
  );
  assert.equal(of('README.md'), '@admin @user1 @user2 @user3');
  assert.equal(of('internal/README.md'), '@admin @user4 @user3');
});

test('GitLab: what is excluded stays so within its section', () => {
  const of = ownersBy(
    '* @default\n!*.rb\n/special/*.rb @ruby-owner\n[Ruby]\n*.rb @ruby-team\n!/config/**/*.rb\n/config/routes.rb @ops\n[Config]\n/config/ @ops-team\n',
    'gitlab',
  );
  assert.equal(of('special/a.rb'), '@ruby-team');
  assert.equal(of('config/routes.rb'), '@ops-team');
  assert.equal(of('a.ts'), '@default');
  assert.deepEqual(problems('!a\n[S] @b\n!c/\n', 'gitlab'), []);
});

test('GitLab: roles, groups below groups, and what is ignored', () => {
  const text =
    '/path/* @group user_without_at_symbol @user_with @@developers @@Maintainer @a/b/c d@e.example\n';
  assert.deepEqual(problems(text, 'gitlab'), ['OWN-004 user_without_at_symbol']);
  assert.deepEqual(entries(read(text, 'gitlab')), [
    '/path/* → @group @user_with @@developers @@Maintainer @a/b/c d@e.example',
  ]);
  assert.deepEqual(problems('x @@reporter', 'gitlab'), ['OWN-004 @@reporter', 'OWN-006 x']);
});

test('GitLab takes owners out of comments behind a pattern, and says nothing of other words there', () => {
  const text = '*.md @docs # ask @bob first\n# a line of its own with @carol\n';
  assert.deepEqual(entries(read(text, 'gitlab')), ['*.md → @docs @bob']);
  assert.deepEqual(problems(text, 'gitlab'), ['OWN-005 @bob']);
  assert.deepEqual(entries(read(text)), ['*.md → @docs']);
});

test('GitLab: a heading that is none is read as a pattern of the section before', () => {
  const text = '[Docs]\ndocs/**/* @group\n[Section name\ndocs/ @docs_group\n';
  assert.deepEqual(problems(text, 'gitlab'), ['OWN-007 [Section', 'OWN-004 name', 'OWN-006 [Section']);
  const { entries: found } = read(text, 'gitlab');
  assert.deepEqual(new Set(found.map(({ section }) => section)), new Set([1]));
});

test('GitLab: a number of approvals that is none, a heading without a name, a line without owners', () => {
  assert.deepEqual(problems('[A][0] @a\nx\n[B][x] @b\n[C][] @c\n[ ]\ny\n', 'gitlab'), [
    'OWN-008 [A][0]',
    'OWN-008 [B][x]',
    'OWN-008 [C][]',
    'OWN-007 [ ]',
    'OWN-006 y',
  ]);
});

test('headings tell GitLab, brackets in patterns do not', () => {
  assert.ok(hasHeadings('* @a\n[Docs]\nx\n'));
  assert.ok(hasHeadings('^[Docs][2] @a @b\r\nx\r\n'));
  assert.ok(!hasHeadings('/app/[id]/ @a\n[id]/page.ts @a\n# [Docs]\n'));
});

test('60 KB of odd lines are read, each by itself', () => {
  const odd = [
    '\\',
    '\\\\ @a',
    '@',
    '#',
    '[',
    '^[',
    '[]',
    '!',
    '! @a',
    '* @a @a',
    '\t',
    '*?[a @b',
    '\u0000 @a',
  ];
  const text = `${odd.join('\n')}\n`.repeat(1200);
  for (const dialect of ['github', 'gitlab'] as const) {
    const document = read(text, dialect);
    assert.ok(document.entries.length > 1000);
    const index = createOwnersIndex(document);
    assert.equal(index.decide('x')[0]?.owners[0]?.text, dialect === 'github' ? '@a' : '@a');
  }
});
