import type { WorkspaceEdit } from 'vscode-languageserver';
import type { MoveBreak } from '../engine/supposed-move.ts';
import { baselineName } from '../format/baseline.ts';
import { movedBaseline } from '../format/moved-baseline.ts';
import type { TextEdit } from '../model/fix.ts';
import { folderOf, joinPath } from '../model/path.ts';
import { pathAfter, type Rename } from '../model/renames.ts';
import { movedPatterns } from '../policy/moved-patterns.ts';
import type { MoveReport } from '../report/move-page.ts';
import { followSpecifiers } from './moved-imports.ts';
import type { Session } from './session.ts';
import { toRange } from './to-lsp.ts';

export interface Move {
  readonly renames: readonly Rename[];
  readonly report: MoveReport;
  /** For the documents as they lie before the move; undefined when there is nothing to edit. */
  readonly edit?: WorkspaceEdit;
}

/**
 * What a move of files and folders of one root would break, and the edits that let everything follow that the editor
 * leaves to us: specifiers, the policies' globs and the baselines.
 *
 * @param followed extensions of the files between which the editor rewrites imports; undefined when nobody said
 */
export function planMove(
  session: Session,
  renames: readonly Rename[],
  followed: ReadonlySet<string> | undefined,
): Move {
  const documents = documentEdits(session, renames);
  const supposed = session.workspace.suppose.move(renames, textsOf(session, documents));
  const { edits: imports, stuck } =
    followed === undefined
      ? { edits: [], stuck: [] }
      : followSpecifiers(session.workspace, renames, supposed, followed);
  const edits = [...documents, ...imports];
  return {
    renames,
    report: { renames, breaks: supposed.breaks.map(toBreak), stuck },
    ...(edits.length > 0 && { edit: toWorkspaceEdit(edits, session) }),
  };
}

function toBreak({ finding, file }: MoveBreak): MoveReport['breaks'][number] {
  return { finding, at: { path: file.path, span: finding.span } };
}

/** What the policies and their baselines say of paths that move. */
function documentEdits({ workspace }: Session, renames: readonly Rename[]): readonly TextEdit[] {
  const place = (path: string) => pathAfter(renames, path);
  return workspace.policies.flatMap(({ path, folder }) => {
    const folders = { before: folder, after: folderOf(place(path)) };
    const policy = workspace.read(path);
    const baselinePath = joinPath(folder, baselineName);
    const baseline = workspace.read(baselinePath);
    return [
      ...(policy.ok ? movedPatterns(path, policy.text, folders, place) : []),
      ...(baseline.ok
        ? wholeEdit(baselinePath, baseline.text, movedBaseline(baseline.text, folders, place))
        : []),
    ];
  });
}

function wholeEdit(path: string, before: string, after: string): readonly TextEdit[] {
  return before === after ? [] : [{ path, start: 0, end: before.length, text: after }];
}

/** The documents as the edits would leave them. */
function textsOf({ workspace }: Session, edits: readonly TextEdit[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { path, start, end, text } of [...edits].sort((a, b) => b.start - a.start)) {
    const read = workspace.read(path);
    const before = texts.get(path) ?? (read.ok ? read.text : '');
    texts.set(path, before.slice(0, start) + text + before.slice(end));
  }
  return texts;
}

function toWorkspaceEdit(edits: readonly TextEdit[], session: Session): WorkspaceEdit {
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const { path, start, end, text } of edits) {
    const uri = session.uri(path);
    changes[uri] ??= [];
    changes[uri].push({ range: toRange(session.lines(path), { start, end }), newText: text });
  }
  return { changes };
}
