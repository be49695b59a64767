import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { cycleRule } from '../model/cycle-policy.ts';
import type { Finding } from '../model/finding.ts';
import { type CutPlanSubject, clientCommands, type ExplainParams } from '../protocol.ts';
import { rules } from '../rules/index.ts';
import { findingsIn } from './place.ts';
import type { Session } from './session.ts';
import { suppressAction } from './suppression.ts';
import { toDiagnostic, toFixAction } from './to-lsp.ts';

/** The ways out of the findings in a range: fixes first, then the explanation, a cycle's cut plan, and the suppression. */
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
  const plans = commands.has(clientCommands.showCutPlan)
    ? findings.filter(({ rule }) => rule === cycleRule).map((finding) => cutPlanAction(session, finding))
    : [];
  const suppressions = findings.flatMap((finding) => suppressAction(session, finding, commands));
  return distinct([...fixes, ...explanations, ...plans, ...suppressions]);
}

/** Several findings at one place may offer the very same way out. */
function distinct(actions: readonly CodeAction[]): CodeAction[] {
  const seen = new Set<string>();
  return actions.filter(({ title, edit, command }) => {
    const identity = JSON.stringify([title, edit, command]);
    return seen.size < seen.add(identity).size;
  });
}

async function fixActions(session: Session, finding: Finding): Promise<readonly CodeAction[]> {
  const rule = rules.find(({ id }) => id === finding.rule);
  if (!rule?.fix) return [];
  const diagnostic = toDiagnostic(finding, session);
  const actions: CodeAction[] = [];
  for await (const fix of rule.fix(finding, session.workspace.facts(), session.fixTools)) {
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

function cutPlanAction(session: Session, finding: Finding): CodeAction {
  const title = 'Show the cut plan of this cycle';
  const subject: CutPlanSubject = { uri: session.uri(finding.path) };
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(finding, session)],
    command: { title, command: clientCommands.showCutPlan, arguments: [subject] },
  };
}
