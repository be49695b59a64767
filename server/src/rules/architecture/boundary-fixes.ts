import type { Finding } from '../../model/finding.ts';
import type { WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import type { Edge, WorkspaceFacts } from '../../model/rule.ts';
import type { BoundaryRule } from '../../ruling/ruling.ts';
import { typeOnlyFix } from './boundary-type-only.ts';
import { exceptionFix, listFixes, publicFixes } from './policy-fixes.ts';
import { portFix } from './port-fix.ts';
import { publicEntryFixes } from './public-entry.ts';

const entryRules: ReadonlySet<BoundaryRule> = new Set([
  'architecture/private-import',
  'architecture/sibling-import',
  'architecture/skipped-layer',
]);

const portRules: ReadonlySet<BoundaryRule> = new Set([
  'architecture/upward-import',
  'architecture/undeclared-dependency',
]);

/** The ways out of an import that a boundary denies: first those in the code, then those in the policy. */
export async function* boundaryFixes(
  rule: BoundaryRule,
  finding: Finding,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const edge = edgeOf(finding, workspace);
  if (!edge) return;
  if (entryRules.has(rule)) yield* publicEntryFixes(edge, workspace, tools);
  yield* typeOnlyFix(edge, workspace, tools);
  if (portRules.has(rule)) yield* portFix(edge, workspace, tools);
  if (rule === 'architecture/undeclared-dependency') yield* listFixes(edge, workspace, tools);
  if (rule === 'architecture/private-import') yield* publicFixes(edge, workspace, tools);
  yield* exceptionFix(edge, tools);
}

/** The import that a finding stands on. */
function edgeOf({ path, span }: Finding, workspace: WorkspaceFacts): Edge | undefined {
  const from = workspace.fileAt(path);
  const index = from?.facts.imports.findIndex(({ start }) => start === span.start) ?? -1;
  const fact = from?.facts.imports[index];
  const target = from?.targets[index];
  if (!from || !fact || target?.to !== 'file') return undefined;
  return { from, to: workspace.file(target.file), fact };
}
