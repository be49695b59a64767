import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import {
  baselineEntries,
  baselineInsertions,
  baselineName,
  entryLine,
  readBaseline,
  writeBaseline,
} from '../format/baseline.ts';
import type { Finding } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import { joinPath } from '../model/path.ts';
import type { Session } from './session.ts';
import { toDiagnostic, toWorkspaceEdit } from './to-lsp.ts';

/** Accepts one finding in the baseline of its policy, as `parapet baseline` accepts all of them. */
export function baselineAction(
  session: Session,
  finding: Finding,
  createsFiles: boolean,
): readonly CodeAction[] {
  const { workspace } = session;
  const policy = workspace.facts().policyOf(finding.path);
  // What breaks the policy itself cannot be accepted by it.
  if (!policy || finding.rule === 'policy/invalid-policy') return [];
  const path = joinPath(policy.folder, baselineName);
  const result = workspace.read(path);
  const entries = baselineEntries(finding, policy.folder);
  let change: Pick<Fix, 'edits' | 'creates'>;
  if (result.ok) {
    const listed = new Set(readBaseline(result.text).entries.map(entryLine));
    // Of a cycle some imports may be accepted already; of equal findings each needs a line of its own.
    const missing = finding.parts ? entries.filter((entry) => !listed.has(entryLine(entry))) : entries;
    change = { edits: baselineInsertions(result.text, missing).map((edit) => ({ path, ...edit })) };
  } else {
    if (result.problem !== 'missing' || !createsFiles) return [];
    change = { edits: [], creates: [{ path, text: writeBaseline(entries) }] };
  }
  return [
    {
      title: `Accept ${finding.rule} in the baseline`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(finding, session)],
      edit: toWorkspaceEdit(change, session),
    },
  ];
}
