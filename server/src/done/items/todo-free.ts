import { defineItem } from '../../model/item.ts';
import type { Place } from '../../model/span.ts';
import { count, firstOf } from '../../model/words.ts';
import { judgedFiles, textBefore } from '../files.ts';
import { addedComments } from '../lines.ts';
import { fail, pass } from '../outcome.ts';
import { createMoves } from '../removed-lines.ts';

/** In pieces, so that this file does not hold what it looks for. */
const words = ['TO', 'DO|FIX', 'ME|X', 'XX|HA', 'CK'].join('');
const mark = new RegExp(`(?<![\\w$])(?:${words})(?![\\w$])`);

/** A day, a version of a package or of an engine, as linters for such comments write it in brackets. */
const version = String.raw`[<>=^~]+\s*v?\d[\w.+-]*`;
const condition = new RegExp(
  String.raw`\[\s*(?:\d{4}-\d{2}-\d{2}|${version}|(?:engine:)?@?\w[\w/.-]*@\s*(?:${version}|v?\d[\w.+-]*)|[+-]@?\w[\w/.-]*)\s*(?:,[^\]]*)?\]`,
);
const ticket = /(?<![\w&])#\d+\b|https?:\/\/\S*\d/;
/** `ABC-123`, but not the names of encodings and standards. */
const key = /(?<![\w-])(?!(?:UTF|SHA|ISO|RFC|AES|RSA|ES|HTTP|UTC|GMT|IEEE|ECMA|ANSI)-)[A-Z][A-Z0-9]+-\d+\b/;

export default defineItem({
  id: 'todo-free',
  title: 'Nothing is left for later without a ticket',
  summary: 'No new comment says that something is still to be done, unless it names a ticket or a condition.',
  why: 'Such a comment is debt that no list knows of.',
  scope:
    'Comments in added lines, but not those that were there before or that the change moves from elsewhere.',
  weight: 'A should: it asks for a habit that a team has to agree on.',
  ways: [
    'Do it now.',
    'Name a ticket (`#123`, `ABC-123`) or a condition (`[2027-01-31]`, `[left-pad@>=3]`, `[engine:node@>=20]`).',
  ],
  level: () => 'should',
  judge(facts) {
    const found: (Place & { readonly line: number })[] = [];
    const isMoved = createMoves(facts, (line) => mark.test(line));
    for (const file of judgedFiles(facts)) {
      const comments = addedComments(facts, file).filter(({ text }) => mark.test(text) && !isDeferred(text));
      if (comments.length === 0) continue;
      const before = textBefore(facts, file) ?? '';
      for (const { text, line, start, end } of comments) {
        // A comment that was there in other words around it is not new.
        if (before.includes(text.trim()) || isMoved(text)) continue;
        found.push({ path: file.path, line, span: { start, end } });
      }
    }
    if (found.length === 0) return pass('no new one');
    const places = found.map(({ path, line }) => `${path}:${line}`);
    return fail(`${count(found.length, 'new comment')} without a ticket: ${firstOf(places, 3)}`, found);
  },
});

function isDeferred(text: string): boolean {
  return condition.test(text) || ticket.test(text) || key.test(text);
}
