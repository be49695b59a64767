import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { byCompiler } from './compiler.ts';
import { generatedWorkspaces } from './generated-workspace.ts';
import { worldOf } from './small-world.ts';

interface Difference {
  readonly specifier: string;
  readonly ours: string;
  readonly theirs: string;
  /** The package's manifest. */
  readonly kit: Readonly<Record<string, unknown>>;
}

/** Every known kind of difference to the compiler, and why ours is right for a graph. */
const known: readonly { readonly why: string; readonly applies: (difference: Difference) => boolean }[] = [
  {
    why: 'A package has its name, installed or not; whether it is declared is a question of its own.',
    applies: ({ ours, theirs, specifier }) =>
      theirs === 'nothing' && ours.startsWith('package ') && !specifier.startsWith('.'),
  },
  {
    why: 'What a build would put where the manifest says is there for us: no build has to run before a check.',
    applies: ({ ours, theirs, specifier }) =>
      theirs === 'nothing' && /^(?:kit|#)/.test(specifier) && ours.startsWith('packages/kit/'),
  },
  {
    why: '"typesVersions" that leads nowhere counts for nothing; the compiler then takes the index of the folder.',
    applies: ({ specifier, kit }) => specifier === 'kit' && 'typesVersions' in kit,
  },
];

test('aliases, rootDirs, exports, imports and typesVersions on generated workspaces: as the compiler', () => {
  let equal = 0;
  fc.assert(
    fc.property(generatedWorkspaces, ({ files, links, questions }) => {
      const world = worldOf(files);
      const compiler = byCompiler(files, links);
      const kit = files['packages/kit/package.json'] as Record<string, unknown>;
      for (const [from, specifier] of questions) {
        const theirs = compiler(from, specifier);
        const ours = world
          .answer(from, specifier)
          .replace(/^unresolved: .*/, 'nothing')
          .replace(/^outside /, '');
        if (ours === theirs) equal++;
        else {
          const isKnown = known.some(({ applies }) => applies({ specifier, ours, theirs, kit }));
          assert.ok(isKnown, `${from} ${specifier}: ours ${ours}, the compiler's ${theirs}`);
        }
      }
    }),
    { numRuns: 100 },
  );
  assert.ok(equal > 100 * 10, 'most questions have an answer that both give');
});
