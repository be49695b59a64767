import type { ImportFact } from '../model/facts.ts';
import { importClass } from '../model/facts.ts';
import { type Finding, isOpen } from '../model/finding.ts';
import type { Layer } from '../model/policy.ts';
import type { Resolution } from '../model/resolution.ts';
import type { Rule, SourceFile, WorkspaceFacts } from '../model/rule.ts';

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
}

/** Why an import is allowed or not, as Markdown: where it leads, between which layers, and what the policy says. */
export function explainImport(
  question: ImportQuestion,
  workspace: WorkspaceFacts,
  { brief = false }: ExplanationOptions = {},
): string {
  const { file, fact, target, findings } = question;
  const to = target.to === 'file' ? workspace.file(target.file) : undefined;
  const lines = [`\`${fact.specifier}\` → ${destination(target, to)}`, ...layerLines(file, to)];
  const open = findings.filter(isOpen);
  if (file.isExcluded) lines.push('This file is excluded: its imports are not judged.');
  else if (!file.policy) lines.push('No policy judges this file.');
  else if (findings.length === 0) lines.push(`**Allowed.** ${allowedBecause(file, fact, to)}`);
  for (const finding of open) {
    if (brief) lines.push(briefLine(finding));
    else lines.push(...findingLines(finding, `**Not allowed** (${finding.severity}).`));
  }
  for (const finding of findings) {
    if (finding.suppressed)
      lines.push(...findingLines(finding, `**Suppressed**: ${finding.suppressed.reason}.`));
  }
  return `${lines.join('\n\n')}\n`;
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

function layerLines(file: SourceFile, to: SourceFile | undefined): readonly string[] {
  if (!to || (!file.layer && !to.layer)) return [];
  return [`${layerName(file.layer)} → ${layerName(to.layer)}`];
}

function layerName(layer: Layer | undefined): string {
  return layer ? `layer **${layer.name}**` : 'no layer';
}

function allowedBecause(file: SourceFile, fact: ImportFact, to: SourceFile | undefined): string {
  if (!to) return 'No statement of the policy is about this target.';
  if (file.isTest) return 'This file is a test, and tests may import any layer.';
  if (!file.layer || !to.layer) return 'A file without a layer is judged by no layer rule.';
  if (file.layer.name === to.layer.name) return `Both files belong to layer "${file.layer.name}".`;
  const kind = importClass[fact.kind] === 'type' ? ' The import is type-only.' : '';
  return `Layer "${to.layer.name}" is below layer "${file.layer.name}".${kind}`;
}

function briefLine({ rule, why }: Finding): string {
  return `**Not allowed** by \`${rule}\`${why === undefined ? '.' : `: ${why}`}`;
}

function findingLines(finding: Finding, heading: string): readonly string[] {
  const lines = [`${heading} ${finding.message}`];
  if (finding.why !== undefined) lines.push(`Why: ${finding.why}`);
  if (finding.owners.length > 0) lines.push(`Owner: ${finding.owners.join(', ')}`);
  const declared = finding.related.find(({ path }) => path.endsWith('parapet.jsonc'));
  lines.push(`Rule \`${finding.rule}\`${declared ? `, declared in \`${declared.path}\`` : ''}`);
  return lines;
}
