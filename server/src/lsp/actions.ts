import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Command,
  type Diagnostic,
} from 'vscode-languageserver';
import { applyEdits } from '../model/apply-edits.ts';
import { cycleRule } from '../model/cycle-policy.ts';
import type { Finding } from '../model/finding.ts';
import { bestFirst, type Fix, isFix, type Refusal } from '../model/fix.ts';
import { createLineTable } from '../model/line-table.ts';
import {
  type CutPlanSubject,
  clientCommands,
  type DocumentPlace,
  type ExplainParams,
  type Refused,
} from '../protocol.ts';
import { rules } from '../rules/index.ts';
import { baselineAction } from './baseline-action.ts';
import { contractActions } from './contracts/actions.ts';
import { fixAllAction, fixAllKind } from './fix-all-action.ts';
import { findingsIn } from './place.ts';
import type { Session } from './session.ts';
import { suppressAction } from './suppression.ts';
import { toDiagnostic, toFixAction, toRange, toRefusedAction } from './to-lsp.ts';

/** What a client can show and do beyond plain edits. */
export interface Abilities {
  /** Commands that it runs itself. */
  readonly commands: ReadonlySet<string>;
  readonly createsFiles: boolean;
  /** It shows actions that cannot be taken, with the reason. */
  readonly showsRefusals: boolean;
}

/**
 * The ways out of the findings in a range: fixes first, then the explanation, a cycle's cut plan, the suppression, the baseline, what can
 * be written of a contract, and what cannot be done with the reason. All safe fixes of the document are one action of their own kind.
 */
export async function codeActions(
  session: Session,
  path: string,
  { range, context }: CodeActionParams,
  abilities: Abilities,
): Promise<CodeAction[]> {
  const wants = (kind: string, unlessSaid: boolean) =>
    context.only?.some((only) => only === '' || kind === only || kind.startsWith(`${only}.`)) ?? unlessSaid;
  const all = wants(fixAllKind, false) ? [...(await fixAllAction(session, path))] : [];
  const writes =
    wants(CodeActionKind.Refactor, true) && abilities.createsFiles
      ? await contractActions(session, path, range, abilities.commands)
      : [];
  if (!wants(CodeActionKind.QuickFix, true)) return [...all, ...writes];
  const findings = findingsIn(session, path, range.start, range.end);
  const ways = (await Promise.all(findings.map((finding) => waysOut(session, finding, abilities)))).flat();
  const explanations = abilities.commands.has(clientCommands.explain)
    ? findings.map((finding) => explainAction(session, finding))
    : [];
  const plans = abilities.commands.has(clientCommands.showCutPlan)
    ? findings.filter(({ rule }) => rule === cycleRule).map((finding) => cutPlanAction(session, finding))
    : [];
  const suppressions = findings.flatMap((finding) => suppressAction(session, finding, abilities.commands));
  const baselines = findings.flatMap((finding) => {
    const isAlone = findings.filter(({ rule }) => rule === finding.rule).length === 1;
    return baselineAction(session, finding, { createsFiles: abilities.createsFiles, isAlone });
  });
  const isRefused = ({ disabled, command }: CodeAction) =>
    disabled !== undefined || command?.command === clientCommands.tellRefusal;
  const possible = ways.filter((way) => !isRefused(way));
  const refused = ways.filter(isRefused);
  return distinct([
    ...all,
    ...possible,
    ...explanations,
    ...plans,
    ...suppressions,
    ...baselines,
    ...writes,
    ...refused,
  ]);
}

/** Several findings at one place may offer the very same way out. */
function distinct(actions: readonly CodeAction[]): CodeAction[] {
  const seen = new Set<string>();
  return actions.filter(({ title, edit, command }) => {
    const identity = JSON.stringify([title, edit, command]);
    return seen.size < seen.add(identity).size;
  });
}

async function waysOut(
  session: Session,
  finding: Finding,
  { commands, createsFiles, showsRefusals }: Abilities,
): Promise<readonly CodeAction[]> {
  const rule = rules.find(({ id }) => id === finding.rule);
  if (!rule?.fix) return [];
  const diagnostic = toDiagnostic(finding, session);
  const fixes: Fix[] = [];
  const refusals: Refusal[] = [];
  for await (const way of rule.fix(finding, session.workspace.facts(), session.fixTools)) {
    if (!isFix(way)) refusals.push(way);
    else if (createsFiles || !way.creates) fixes.push(way);
  }
  return [
    ...bestFirst(fixes).map((fix, index) => ({
      ...toFixAction(fix, diagnostic, session, index === 0 && fix.safe),
      ...(fix.asks && commands.has(clientCommands.fillIn) && { command: fillIn(session, fix, fix.asks) }),
    })),
    ...(commands.has(clientCommands.tellRefusal)
      ? refusals.map((refusal) => toldRefusal(refusal, diagnostic))
      : showsRefusals
        ? refusals.map((refusal) => toRefusedAction(refusal, diagnostic))
        : []),
  ];
}

/** Follows the edit of a fix: places are those of the text as it is then. */
function fillIn(
  session: Session,
  { title, edits, creates = [] }: Fix,
  asks: NonNullable<Fix['asks']>,
): Command {
  const text = session.workspace.read(asks.path);
  const own = edits.filter(({ path }) => path === asks.path);
  const created = creates.find(({ path }) => path === asks.path)?.text;
  const lines = createLineTable(created ?? applyEdits(text.ok ? text.text : '', own));
  const place: DocumentPlace = { uri: session.uri(asks.path), range: toRange(lines, asks) };
  return { title, command: clientCommands.fillIn, arguments: [place] };
}

function toldRefusal({ title, refused }: Refusal, diagnostic: Diagnostic): CodeAction {
  const told: Refused = { title, reason: refused };
  return {
    title: `⊘ ${title}: why not?`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    command: { title, command: clientCommands.tellRefusal, arguments: [told] },
  };
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
