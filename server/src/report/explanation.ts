import type { ImportFact } from '../model/facts.ts';
import { importClass } from '../model/facts.ts';
import { type Finding, isOpen } from '../model/finding.ts';
import type { Resolution } from '../model/resolution.ts';
import type { Rule, SourceFile, WorkspaceFacts } from '../model/rule.ts';
import type { Place } from '../model/span.ts';
import { membersOf } from '../ruling/members.ts';
import { packageDenial, packageStatements } from '../ruling/package-statements.ts';
import { deriveImport, placeText, type Said, saidLines, standingText } from './derivation.ts';
import type { LineTables } from './range.ts';

/** One import, and what was found on it. */
export interface ImportQuestion {
  readonly file: SourceFile;
  readonly fact: ImportFact;
  readonly target: Resolution;
  /** Findings that stand on this import, suppressed ones included. */
  readonly findings: readonly Finding[];
}

/** Why a rule exists and how to keep it, as Markdown. */
export function explainRule({ id, severity, docs }: Rule): string {
  const ways = docs.ways.map((way) => `- ${way}`).join('\n');
  return `**${id}** (${severity} unless the policy says otherwise)\n\n${docs.summary}\n\n${docs.why}\n\n**Ways out**\n\n${ways}\n`;
}

export interface ExplanationOptions {
  /** Names the rule of a finding and its reason only, for a place that shows the findings themselves too. */
  readonly brief?: boolean;
  /** The lines of the policies, which the derivation names. */
  readonly lines: LineTables;
}

/** Why an import is allowed or not, as Markdown: where it leads, between which parts, and what the policy says. */
export function explainImport(
  question: ImportQuestion,
  workspace: WorkspaceFacts,
  { brief = false, lines }: ExplanationOptions,
): string {
  const { file, fact, target, findings } = question;
  const to = target.to === 'file' ? workspace.file(target.file) : undefined;
  const derived =
    to && file.policy && !file.isExcluded
      ? deriveImport({ from: file, to, fact }, findings, workspace, lines)
      : { said: [] };
  const deciding = derived.said.find(({ weight }) => weight === 'decides');
  const allowing = findings.length > 0 || derived.exception ? undefined : derived.said.find(isAllowing);
  const parts = [`\`${fact.specifier}\` → ${destination(target, to)}`, ...standingLines(file, to)];
  if (file.isExcluded) parts.push('This file is excluded: its imports are not judged.');
  else if (!file.policy) parts.push('No policy judges this file.');
  else if (findings.length === 0)
    parts.push(
      derived.exception ??
        `**Allowed.** ${allowing?.text ?? (to ? allowedBecause(file, to) : allowedOutside(question, lines))}${kindNote(fact)}`,
    );
  const ruling = deciding?.ruling;
  for (const finding of findings) {
    const place = finding.rule === ruling?.rule ? ruling.statement.place : statementPlace(finding, file);
    const where = place && placeText(place, lines);
    if (brief && isOpen(finding)) parts.push(briefLine(finding, where));
    else parts.push(...findingLines(finding, headingOf(finding), where));
  }
  const others = derived.said.filter((one) => one !== deciding && one !== allowing);
  if (others.length > 0) parts.push(`What else the policy says:\n\n${saidLines(others)}`);
  return `${parts.join('\n\n')}\n`;
}

function headingOf({ severity, suppressed, isBaselined }: Finding): string {
  if (suppressed) return `**Suppressed**: ${suppressed.reason}.`;
  return isBaselined ? '**Accepted in the baseline.**' : `**Not allowed** (${severity}).`;
}

/** The statement of the policy that a finding names, for rules that are not about boundaries. */
function statementPlace({ related }: Finding, { policy }: SourceFile): Place | undefined {
  return related.find(({ path }) => policy?.inputs.includes(path));
}

function isAllowing({ weight }: Said): boolean {
  return weight === 'allows';
}

function kindNote({ kind }: ImportFact): string {
  return importClass[kind] === 'type' ? ' The import is type-only.' : '';
}

function destination(target: Resolution, to: SourceFile | undefined): string {
  switch (target.to) {
    case 'file':
      return `\`${to?.path ?? ''}\``;
    case 'outside':
      return `\`${target.path}\`, which is not a source file of this workspace`;
    case 'package':
      return `package \`${target.name}\``;
    case 'builtin':
      return `\`${target.name}\`, a module of the runtime`;
    case 'unresolved':
      return `nowhere: ${target.reason}`;
  }
}

function standingLines(file: SourceFile, to: SourceFile | undefined): readonly string[] {
  const from = standingText(file.standing);
  const target = to && standingText(to.standing);
  if (!to || (from === undefined && target === undefined)) return [];
  return [`${from ?? 'no layer'} → ${target ?? 'no layer'}`];
}

function allowedOutside({ file, fact, target }: ImportQuestion, lines: LineTables): string {
  const statements = packageStatements(file, fact, target);
  if (statements.length === 0) return 'No statement of the policy is about this target.';
  const places = statements.map(({ place }) => placeText(place, lines)).join(', ');
  const denial = packageDenial(file, fact, target, undefined);
  if (!denial) return `What the policy says about it does not deny it here (${places}).`;
  if (file.isTest) return `This file is a test, and tests may import anything (${places}).`;
  return `The settings of \`architecture/forbidden-package\` leave this import out (${places}).`;
}

function allowedBecause(file: SourceFile, to: SourceFile): string {
  if (file.isTest) return 'This file is a test, and tests may import anything.';
  if (file.layer && file.layer.name === to.layer?.name)
    return `Both files belong to layer "${file.layer.name}".`;
  if (membersOf(file.standing).length === 0 || membersOf(to.standing).length === 0)
    return 'A file that belongs to no layer, slice or service is judged by no boundary.';
  return 'No boundary lies between the two files.';
}

function briefLine({ rule, why }: Finding, place: string | undefined): string {
  const where = place === undefined ? '' : ` (${place})`;
  return `**Not allowed** by \`${rule}\`${where}${why === undefined ? '.' : `: ${why}`}`;
}

function findingLines(finding: Finding, heading: string, place: string | undefined): readonly string[] {
  const said = [`${heading} ${finding.message}`];
  if (finding.why !== undefined) said.push(`Why: ${finding.why}`);
  if (finding.owners.length > 0) said.push(`Owner: ${finding.owners.join(', ')}`);
  said.push(`Rule \`${finding.rule}\`${place === undefined ? '' : `, declared at ${place}`}`);
  return said;
}
