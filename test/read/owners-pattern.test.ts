import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OwnersDialect } from '../../server/src/model/owners.ts';
import { compilePattern, matchesPath } from '../../server/src/read/owners-pattern.ts';

/** A pattern, the paths it matches and, after a bar, those it does not. */
type Row = readonly [pattern: string, paths: string];

const github: readonly Row[] = [
  ['*', 'a a/b a/b/c .env |'],
  ['*.js', 'a.js src/a.js lib.js/readme | a.jsx src/js a.js.map'],
  ['*.txt', 'a.txt docs/deep/b.txt | txt'],
  ['/build/logs/', 'build/logs/a build/logs/b/c | build/logs app/build/logs/a'],
  ['docs/*', 'docs/getting-started.md | docs/build-app/troubleshooting.md other/docs/a docs'],
  ['apps/', 'apps/a apps/b/c lib/apps/d | apps myapps/a'],
  ['/docs/', 'docs/a docs/b/c | lib/docs/a docs'],
  ['/scripts/', 'scripts/a | x/scripts/a'],
  ['**/logs', 'build/logs build/logs/a scripts/logs/b logs deeply/nested/logs/c | logs.txt'],
  ['/apps/github', 'apps/github apps/github/a | apps/githubs'],
  ['/*', 'a .env | a/b'],
  ['/*/', 'a/b a/b/c | a'],
  ['/a*', 'a ab ab/c | b/a'],
  ['a', 'a a/b b/a b/a/c | ab a.txt'],
  ['a/b', 'a/b a/b/c | x/a/b a/bc'],
  ['a/*/c', 'a/b/c a/b/c/d | a/c a/b/b/c'],
  ['a/**', 'a/b a/b/c | a x/a/b'],
  ['a/**/', 'a/b a/b/c | a'],
  ['a/**/c', 'a/c a/b/c a/b/b/c/d | x/a/c a/b/cc'],
  ['a/**/b/c*', 'a/b/c a/x/b/cd a/b/c/d | a/c a/b/x'],
  ['**', 'a a/b |'],
  ['**/*x*', 'x a/xy axa/b | a/b'],
  ['a?c', 'abc x/abc/d | ac abbc a/c'],
  ['a\\*c', 'a*c | abc'],
  ['a\\?c', 'a?c | abc'],
  ['/app/[id]/page.ts', 'app/[id]/page.ts | app/i/page.ts'],
  ['/app/(group)/a+b{c}.ts', 'app/(group)/a+b{c}.ts | app/group/aab.ts'],
  ['/src/Äpfel', 'src/Äpfel/a | src/äpfel/a'],
  ['README.md', 'README.md a/README.md | readme.md'],
  ['/', '| a a/b'],
  ['a//b', '| a/b'],
  ['./src', '| src src/a'],
];

const gitlab: readonly Row[] = [
  ['*', 'a a/b .env |'],
  ['*.rb', 'a.rb app/models/a.rb | a.rbx a.rb/b'],
  ['/README.md', 'README.md | docs/README.md'],
  ['/docs/README.md', 'docs/README.md | README.md x/docs/README.md'],
  ['README.md', 'README.md internal/README.md app/lib/README.md | README.mdx'],
  [
    'internal/README.md',
    'internal/README.md docs/internal/README.md docs/api/internal/README.md | README.md',
  ],
  ['/docs/', 'docs/a docs/b/c docs/.hidden/d | x/docs/a docs'],
  ['docs/', 'docs/a x/docs/b | docs'],
  ['docs', 'docs x/docs | docs/a'],
  ['/docs', 'docs | docs/a'],
  ['/docs/*.md', 'docs/a.md docs/.md | docs/b/a.md'],
  ['/docs/index.*', 'docs/index.md docs/index.html | docs/api/index.md'],
  ['/docs/*spec*', 'docs/qa_specs.rb docs/spec_helpers.rb docs/runtime.spec | docs/a/spec'],
  ['/docs/*/README.md', 'docs/api/README.md | docs/README.md docs/a/b/README.md'],
  ['/docs/**/index.md', 'docs/index.md docs/api/index.md docs/api/graphql/index.md | docs/index.mdx'],
  ['/docs/**', 'docs/a docs/.b | docs/a/b'],
  ['/docs/**/*', 'docs/a docs/a/b |docs'],
  ['**/*.rb', 'config/database.rb app/controllers/users/stars_controller.rb a.rb | a.rbx'],
  ['/config/**/*.rb', 'config/routes.rb config/a/b.rb | routes.rb'],
  ['**/generated/', 'generated/a x/generated/b/c | generated'],
  ['\\#file_with_pound.rb', '#file_with_pound.rb a/#file_with_pound.rb | file_with_pound.rb'],
  ['/src/[a-c]?.ts', 'src/ax.ts src/cz.ts | src/dx.ts src/a.ts src/a/.ts'],
  ['/src/[!a]b', 'src/xb | src/ab'],
  ['/src/[^a]b', 'src/xb | src/ab'],
  ['/src/\\[id\\].ts', 'src/[id].ts | src/i.ts'],
  ['/src/[id', '| src/[id src/i'],
  ['/', 'a a/b |'],
  ['a**b', 'ab axxb x/axb | a/b a/x/b'],
];

for (const [dialect, rows] of [
  ['github', github],
  ['gitlab', gitlab],
] as const satisfies readonly (readonly [OwnersDialect, readonly Row[]])[]) {
  for (const [pattern, paths] of rows) {
    test(`${dialect}: ${pattern}`, () => {
      const [yes = '', no = ''] = paths.split('|');
      const compiled = compilePattern(pattern, dialect);
      const matching = (text: string) =>
        text.split(' ').filter((path) => path !== '' && matchesPath(compiled, path.split('/')));
      for (const path of yes.split(' ').filter(Boolean))
        assert.ok(matchesPath(compiled, path.split('/')), `"${path}" should match`);
      assert.deepEqual(matching(no), []);
    });
  }
}

test('a space in a name is written with a backslash', () => {
  for (const dialect of ['github', 'gitlab'] as const) {
    const compiled = compilePattern('/my\\ docs/', dialect);
    assert.ok(matchesPath(compiled, ['my docs', 'a']));
    assert.ok(!matchesPath(compiled, ['my', 'a']));
  }
});

test('a pattern of many stars answers at once', () => {
  const stars = compilePattern(`/${'*a'.repeat(60)}b`, 'github');
  const deep = compilePattern(`${'**/a/'.repeat(60)}b`, 'gitlab');
  const started = performance.now();
  assert.ok(!matchesPath(stars, ['a'.repeat(250)]));
  assert.ok(
    !matchesPath(
      deep,
      Array.from({ length: 200 }, () => 'a'),
    ),
  );
  assert.ok(performance.now() - started < 200);
});
