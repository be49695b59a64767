import type { Finding } from '../../model/finding.ts';
import type { Fix, TextEdit } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';

/** What a line probably meant, by the code of its problem. */
export async function* invalidCodeownersFixes(
  finding: Finding,
  _: WorkspaceFacts,
  { read }: FixTools,
): AsyncIterable<Fix> {
  const text = read(finding.path);
  if (text === undefined || finding.detail === undefined) return;
  const { path, span, extent, detail } = finding;
  const word = text.slice(span.start, span.end);
  const replace = (id: string, title: string, with_: string): Fix => ({
    ...{ id, title, safe: false },
    edits: [{ path, ...span, text: with_ }],
  });
  const edit = (id: string, title: string, edits: readonly TextEdit[]): Fix => ({
    id,
    title,
    edits,
    safe: false,
  });
  switch (detail) {
    case 'OWN-002':
      yield edit('add-pattern', 'Add "*", so that they own every file', [
        { path, start: span.start, end: span.start, text: '* ' },
      ]);
      return;
    case 'OWN-003':
      if (word === '/') yield replace('every-file', 'Write "*"', '*');
      else if (word.includes('***')) {
        const shorter = word.replace(/\*{3,}/g, '**');
        yield replace('two-stars', `Write "${shorter}"`, shorter);
      } else if (word.startsWith('!')) {
        const edits = [{ path, start: span.start, end: extent.end, text: word.slice(1) }];
        yield edit('take-owners-away', `Take the owners of "${word.slice(1)}" away`, edits);
      }
      return;
    case 'OWN-004':
      if (/^[\w-]+(?:\/[\w.-]+)*$/.test(word)) yield replace('add-at', `Write "@${word}"`, `@${word}`);
      return;
    case 'OWN-005': {
      const comment = /\s+#.*$/.exec(text.slice(extent.start, extent.end));
      if (!comment) return;
      const start = extent.start + comment.index;
      yield edit('comment-above', 'Put the comment on a line of its own', [
        { path, start: extent.start, end: extent.start, text: `${comment[0].trim()}\n` },
        { path, start, end: extent.end, text: '' },
      ]);
      return;
    }
    case 'OWN-007': {
      const line = text.slice(extent.start, extent.end);
      const open = /^(\s*\^?\[[^\]@]*[^\]@\s])/.exec(line)?.[1];
      if (open === undefined || line.includes(']')) return;
      const at = extent.start + open.length;
      yield edit('close-heading', 'Close the brackets', [{ path, start: at, end: at, text: ']' }]);
      return;
    }
    case 'OWN-008': {
      const line = text.slice(span.start, span.end);
      yield replace('one-approval', 'Ask for one approval', line.replace(/\[[^\]]*\]$/, ''));
      return;
    }
  }
}
