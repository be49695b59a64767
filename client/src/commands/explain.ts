import { window } from 'vscode';
import {
  type ExplainParams,
  type Explanation,
  explainRequest,
  type RuleSummary,
  rulesRequest,
} from '../../../server/src/protocol.ts';
import type { ExplanationPreview } from '../explanation-preview.ts';
import type { Session } from '../session.ts';

/**
 * Explains what the caller names, else what is under the cursor, else a rule that the user picks.
 * Resolves to what was shown, or undefined when the user picked nothing.
 */
export async function explain(
  session: Session,
  preview: ExplanationPreview,
  argument: unknown,
): Promise<Explanation | undefined> {
  const ask = (params: ExplainParams) => session.request<Explanation | null>(explainRequest, params);
  const subject = isExplainParams(argument) ? argument : placeOfCursor();
  const explanation = (subject && (await ask(subject))) ?? (await explainPickedRule(session, ask));
  if (explanation) await preview.show(explanation);
  return explanation ?? undefined;
}

function placeOfCursor(): ExplainParams | undefined {
  const editor = window.activeTextEditor;
  if (editor?.document.uri.scheme !== 'file') return undefined;
  const { line, character } = editor.selection.active;
  return { about: 'place', uri: editor.document.uri.toString(), position: { line, character } };
}

async function explainPickedRule(
  session: Session,
  ask: (params: ExplainParams) => Promise<Explanation | null>,
): Promise<Explanation | null> {
  const rules = await session.request<readonly RuleSummary[]>(rulesRequest);
  const picked = await window.showQuickPick(
    rules.map((rule) => ({ label: rule.id, detail: rule.summary })),
    { title: 'Explain a Rule', placeHolder: 'Rule', matchOnDetail: true },
  );
  return picked ? ask({ about: 'rule', rule: picked.label }) : null;
}

// A command can be run by anybody with anything.
function isExplainParams(value: unknown): value is ExplainParams {
  if (typeof value !== 'object' || value === null || !('about' in value)) return false;
  if (value.about === 'rule') return 'rule' in value && typeof value.rule === 'string';
  return value.about === 'place' && 'uri' in value && typeof value.uri === 'string' && 'position' in value;
}
