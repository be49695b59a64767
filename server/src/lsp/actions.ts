import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import type { Finding } from '../model/finding.ts';
import { clientCommands, type ExplainParams, type Suppress } from '../protocol.ts';
import { rules } from '../rules/index.ts';
import { findingsIn } from './place.ts';
import type { Session } from './session.ts';
import { toDiagnostic, toFixAction } from './to-lsp.ts';

const commentable = /\.(?:[cm]?[jt]sx?|jsonc)$/;

/** The ways out of the findings in a range: fixes first, then the explanation, then the suppression. */
export async function codeActions(
  session: Session,
  path: string,
  { range, context }: CodeActionParams,
  commands: ReadonlySet<string>,
): Promise<CodeAction[]> {
  const wantsQuickFix = context.only?.some((kind) => CodeActionKind.QuickFix.startsWith(kind)) ?? true;
  if (!wantsQuickFix) return [];
  const findings = findingsIn(session, path, range.start, range.end);
  const fixes = (await Promise.all(findings.map((finding) => fixActions(session, finding)))).flat();
  const explanations = commands.has(clientCommands.explain)
    ? findings.map((finding) => explainAction(session, finding))
    : [];
  const suppressions = findings.flatMap((finding) => suppressAction(session, finding, commands));
  return [...fixes, ...explanations, ...suppressions];
}

async function fixActions(session: Session, finding: Finding): Promise<readonly CodeAction[]> {
  const rule = rules.find(({ id }) => id === finding.rule);
  if (!rule?.fix) return [];
  const diagnostic = toDiagnostic(finding, session);
  const actions: CodeAction[] = [];
  for await (const fix of rule.fix(finding, session.workspace.facts(), await session.semantics())) {
    actions.push(toFixAction(fix, diagnostic, session, fix.safe && actions.length === 0));
  }
  return actions;
}

function explainAction(session: Session, finding: Finding): CodeAction {
  const title = `Explain ${finding.rule}`;
  const params: ExplainParams = finding.path.endsWith('.jsonc')
    ? { about: 'rule', rule: finding.rule }
    : {
        about: 'place',
        uri: session.uri(finding.path),
        position: session.lines(finding.path).position(finding.span.start),
      };
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(finding, session)],
    command: { title, command: clientCommands.explain, arguments: [params] },
  };
}

/** A suppression goes on a line of its own above the statement, with the cursor in its reason. */
function suppressAction(
  session: Session,
  finding: Finding,
  commands: ReadonlySet<string>,
): readonly CodeAction[] {
  const isSuppressible = rules.find(({ id }) => id === finding.rule)?.scope !== 'suppression';
  if (!isSuppressible || finding.rule === 'policy/invalid-policy' || !commentable.test(finding.path))
    return [];
  const lines = session.lines(finding.path);
  const { line } = lines.position(finding.extent.start);
  const indentation = /^\s*/.exec(lines.text(line))?.[0] ?? '';
  const position = { line, character: 0 };
  const comment = `${indentation}// parapet-allow ${finding.rule}: `;
  const title = `Suppress ${finding.rule} with a reason`;
  const action = { title, kind: CodeActionKind.QuickFix, diagnostics: [toDiagnostic(finding, session)] };
  const uri = session.uri(finding.path);
  if (commands.has(clientCommands.suppress)) {
    const version = session.version(finding.path);
    const suppress: Suppress = {
      uri,
      position,
      snippet: `${escapeSnippet(comment)}\${1:reason}\n`,
      ...(version !== undefined && { version }),
    };
    return [{ ...action, command: { title, command: clientCommands.suppress, arguments: [suppress] } }];
  }
  const edit = { range: { start: position, end: position }, newText: `${comment}reason\n` };
  return [{ ...action, edit: { changes: { [uri]: [edit] } } }];
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
