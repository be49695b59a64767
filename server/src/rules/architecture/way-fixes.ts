import { cycleClassesOf } from '../../model/cycle-policy.ts';
import { deeperEdits, deeperTitle, mayReexport } from '../../model/deeper-import.ts';
import type { ImportClass } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import type { Fix } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import { lastSegment } from '../../model/path.ts';
import type { Policy, ReachStatement } from '../../model/policy.ts';
import type { Edge, WorkspaceFacts } from '../../model/rule.ts';
import { namesRule } from '../../model/rule-name.ts';
import { isAllowed } from './entry-candidates.ts';
import { type ReachOptions, reachQuestion, waysFrom } from './reach-question.ts';
import { importedBy, reachedFrom } from './run-time-graph.ts';

/** What ends the circle that a finding shows: type-only imports, and imports past a file that only passes names on. */
export async function* cycleFixes(
  finding: Finding,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<Fix> {
  for (const edge of edgesOf(finding, workspace)) {
    if (edge.fact.kind !== 'value') continue;
    const classes = cycleClassesOf(edge.from.policy);
    const typeOnly = classes.includes('type') ? undefined : await typeOnlyFix(edge, finding, tools);
    const fix = typeOnly ?? (await deeperFix(edge, finding, classes, workspace, tools));
    if (fix) yield fix;
  }
}

/** Type-only imports that leave no way from where a finding begins to what it must not reach. */
export async function* reachFixes(
  finding: Finding,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<Fix> {
  const policy = workspace.policyOf(finding.path);
  const statement = policy?.reach.find(({ place }) =>
    finding.related.some(({ path, span }) => path === place.path && span.start === place.span.start),
  );
  const start = workspace.fileAt(finding.path);
  const question = policy && statement && questionOf(statement, policy, finding.rule, workspace);
  if (!start || !question || question.classes.includes('type')) return;
  for (const edge of edgesOf(finding, workspace)) {
    const { from, to, fact } = edge;
    if (fact.kind !== 'value' || !isOnlyOne(edge, question.classes)) continue;
    const isCut = (importer: number, target: number) =>
      (importer === from.id && target === to.id) || question.isCut?.(importer, target) === true;
    if (waysFrom(start, { ...question, isCut }, workspace).length > 0) continue;
    const fix = await typeOnlyFix(edge, finding, tools);
    if (fix) yield fix;
  }
}

/** Where an override speaks of the rule, too, nobody can tell here which imports count. */
function questionOf(statement: ReachStatement, policy: Policy, rule: string, workspace: WorkspaceFacts) {
  if (policy.overrides.some(({ rules }) => rules.some((one) => namesRule(one.rule, rule)))) return undefined;
  const options = policy.rules.findLast((one) => namesRule(one.rule, rule))?.options;
  return reachQuestion(statement, policy, workspace, (options ?? {}) as ReachOptions);
}

/** The imports at the places of a finding, in their order. */
function edgesOf(finding: Finding, workspace: WorkspaceFacts): readonly Edge[] {
  return [finding, ...finding.related].flatMap(({ path, span }) => {
    const from = workspace.fileAt(path);
    const index = from?.facts.imports.findIndex(({ start }) => start === span.start) ?? -1;
    const [fact, target] = [from?.facts.imports[index], from?.targets[index]];
    return from && fact && target?.to === 'file' ? [{ from, to: workspace.file(target.file), fact }] : [];
  });
}

/** True when no other import of these classes leads from the one file to the other. */
function isOnlyOne({ from, to }: Edge, classes: readonly ImportClass[]): boolean {
  return importedBy(from, classes).filter((id) => id === to.id).length === 1;
}

async function typeOnlyFix(
  { from, fact }: Edge,
  finding: Finding,
  tools: FixTools,
): Promise<Fix | undefined> {
  const edits = await (await tools.semantics()).typeOnlyEdits(from.path, fact.statement);
  const title = `Make the import of "${fact.specifier}"${elsewhere(from.path, finding)} type-only`;
  return edits && { id: 'make-type-only', title, edits, safe: true };
}

/** Only where none of the files that it names instead leads back. */
async function deeperFix(
  edge: Edge,
  finding: Finding,
  classes: readonly ImportClass[],
  workspace: WorkspaceFacts,
  tools: FixTools,
): Promise<Fix | undefined> {
  const { from, to, fact } = edge;
  if (!mayReexport(to) || !isOnlyOne(edge, classes)) return undefined;
  const deeper = await (await tools.semantics()).deeperImport(from.path, fact.statement);
  const targets = deeper?.statements.flatMap(({ file }) => workspace.fileAt(file) ?? []) ?? [];
  if (!deeper || targets.length < deeper.statements.length) return undefined;
  const home = workspace.manifestAround(from.path);
  const isOpen =
    [to, ...targets].every(({ path }) => workspace.manifestAround(path) === home) &&
    targets.every((target) => isAllowed({ from, to: target, fact }, workspace));
  if (!isOpen || reachedFrom(targets, workspace, classes).has(from.id)) return undefined;
  const title = `${deeperTitle(deeper, fact.specifier)}${elsewhere(from.path, finding)}`;
  return { id: 'import-deeper', title, edits: deeperEdits(from.path, deeper), safe: false };
}

/** Names the file of an edit that is not where the finding stands. */
function elsewhere(path: string, finding: Finding): string {
  return path === finding.path ? '' : ` in "${lastSegment(path)}"`;
}
