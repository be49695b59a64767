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

/**
 * Accepts one finding in the baseline of its policy, as `parapet baseline` accepts all of them; nothing that only the change
 * is told, which is no heritage. Where its rule found several
 * things in one place, the title says which.
 */
export function baselineAction(
  session: Session,
  finding: Finding,
  { createsFiles, isAlone }: { readonly createsFiles: boolean; readonly isAlone: boolean },
): readonly CodeAction[] {
  const isOfTree =
    finding.inPlaceOf === undefined &&
    session.workspace.findingsAt(finding.path).some((one) => one.rule === finding.rule);
  const change = isOfTree ? acceptance(session.workspace, finding) : undefined;
  if (!change || (change.creates && !createsFiles)) return [];
  return [
    {
      title: `Accept ${finding.rule}${isAlone ? '' : ` of "${finding.subject || finding.path}"`} in the baseline`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(finding, session)],
      edit: toWorkspaceEdit(change, session),
    },
  ];
}

/** What accepts one finding in the baseline of its policy; undefined where none can. */
export function acceptance(
  workspace: Session['workspace'],
  finding: Finding,
): Pick<Fix, 'edits' | 'creates'> | undefined {
  const policy = workspace.facts().policyOf(finding.path);
  // What breaks the policy itself cannot be accepted by it.
  if (!policy || finding.rule === 'policy/invalid-policy') return undefined;
  const path = joinPath(policy.folder, baselineName);
  const result = workspace.read(path);
  const entries = baselineEntries(finding, policy.folder);
  if (!result.ok) {
    const text = writeBaseline(entries);
    return result.problem === 'missing' ? { edits: [], creates: [{ path, text }] } : undefined;
  }
  const listed = new Set(readBaseline(result.text).entries.map(entryLine));
  // Of a cycle some imports may be accepted already; of equal findings each needs a line of its own.
  const missing = finding.parts ? entries.filter((entry) => !listed.has(entryLine(entry))) : entries;
  return { edits: baselineInsertions(result.text, missing).map((edit) => ({ path, ...edit })) };
}
