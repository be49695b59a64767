import type { ChangedFile } from '../../model/change.ts';
import { isAdded } from '../../model/change.ts';
import { hasReason } from '../../model/facts.ts';
import { defineItem, type ItemFacts } from '../../model/item.ts';
import type { Span } from '../../model/span.ts';
import { count, firstOf } from '../../model/words.ts';
import { judgedFiles } from '../files.ts';
import { addedComments, createLines } from '../lines.ts';
import { fail, pass } from '../outcome.ts';
import { createMoves } from '../removed-lines.ts';

/** What other tools take as a suppression at the beginning of a comment; what follows has to hold the reason. */
const forms: readonly { readonly starts: RegExp; readonly reason: RegExp }[] = [
  { starts: /^@ts-(?:ignore|expect-error|nocheck)\b/, reason: /\w{2}/ },
  { starts: /^(?:eslint|oxlint)-disable(?:-next-line|-line)?\b/, reason: /\s-{2,}\s*\S*\w{2}/ },
  { starts: /^biome-ignore(?:-all|-start)?\b/, reason: /:\s*(?!<explanation>)\S*\w{2}/ },
  { starts: /^deno-lint-ignore(?:-file)?\b/, reason: /\s-{2,}\s*\S*\w{2}|:\s*\S*\w{2}/ },
  {
    starts: /^(?:istanbul|c8|v8|node:coverage) (?:ignore (?:next|if|else|file|start)|disable)\b/,
    reason: /[A-Za-z]{2}/,
  },
];

/** Any line that one of the forms, or a directive of our own, can stand in. */
const aboutSilence = /@ts-|-disable|-ignore|parapet-allow|(?:ignore|disable)\b/;

interface Unjustified extends Span {
  readonly what: string;
  /** The comment, or as much of it as stands in the line. */
  readonly text: string;
  readonly line: number;
}

export default defineItem({
  id: 'suppressions-justified',
  title: 'Every new suppression says why',
  summary: 'Each comment in added lines that silences this or another tool gives a reason.',
  why: 'A silenced warning without a reason can never be judged again, so that it stays.',
  scope:
    'Comments in added lines: `parapet-allow`, `@ts-ignore` and its kin, and those of ESLint, Biome and coverage. A comment that the change moves from elsewhere is not new.',
  weight: 'A should: tools differ in where they want the reason.',
  ways: [
    'Write the reason where the tool wants it, as in `eslint-disable-next-line RULE -- REASON`.',
    'Mend what is silenced.',
  ],
  level: () => 'should',
  judge(facts) {
    const isMoved = createMoves(facts, (line) => aboutSilence.test(line));
    const files = judgedFiles(facts).map((file) => ({ file, found: unjustified(facts, file) }));
    const all = files.flatMap(({ file: { path }, found }) =>
      found
        .filter(({ text }) => !isMoved(text))
        .map(({ what, line, start, end }) => ({
          told: `${what} in ${path}:${line}`,
          path,
          span: { start, end },
        })),
    );
    if (all.length === 0) return pass('no new one without a reason');
    const told = firstOf(
      all.map(({ told }) => told),
      3,
    );
    return fail(
      `${count(all.length, 'new suppression')} without a reason: ${told}`,
      all.map(({ path, span }) => ({ path, span })),
    );
  },
});

function unjustified(facts: ItemFacts, file: ChangedFile): readonly Unjustified[] {
  const others = addedComments(facts, file).flatMap(({ text, line, start, end }): readonly Unjustified[] => {
    const inner = innerOf(text);
    for (const { starts, reason } of forms) {
      const what = starts.exec(inner)?.[0];
      if (what !== undefined)
        return reason.test(inner.slice(what.length)) ? [] : [{ what, text, line, start, end }];
    }
    return [];
  });
  return [...directives(facts, file), ...others].sort((a, b) => a.start - b.start);
}

function directives(facts: ItemFacts, file: ChangedFile): readonly Unjustified[] {
  const own = facts.workspace.fileAt(file.path)?.facts.directives.filter((one) => !hasReason(one)) ?? [];
  const text = own.length > 0 ? facts.text(file.path) : undefined;
  if (text === undefined) return [];
  const lines = createLines(text);
  return own
    .map(({ span }) => ({
      ...{ ...span, what: 'parapet-allow', line: lines.of(span.start) },
      text: text.slice(span.start, span.end),
    }))
    .filter(({ line }) => isAdded(file, line));
}

/** What a comment says, without its delimiters. */
function innerOf(text: string): string {
  return text
    .replace(/^(?:\/\/+|\/\*+|<!--|\{\/\*|[ \t]*\*+(?!\/)|#+)\s*/, '')
    .replace(/\s*(?:\*\/|-->)\s*$/, '');
}
