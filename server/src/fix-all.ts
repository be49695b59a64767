import type { Workspace } from './engine/workspace.ts';
import { extract } from './extract/imports.ts';
import { applyEdits } from './model/apply-edits.ts';
import type { Finding } from './model/finding.ts';
import { type Fix, isFix } from './model/fix.ts';
import type { FixTools } from './model/fix-tools.ts';
import type { SourceFile, WorkspaceFacts } from './model/rule.ts';
import type { Span } from './model/span.ts';
import { rules } from './rules/index.ts';

/** The workspace whose findings are fixed, and tools that read other texts than it does. */
export interface Fixable {
  readonly workspace: Pick<Workspace, 'facts' | 'supposedImports'>;
  toolsOver(texts: ReadonlyMap<string, string>): FixTools;
}

export interface SafelyFixed {
  /** The new texts of the files that were changed, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** What was done, in order. */
  readonly fixes: readonly { readonly finding: Finding; readonly fix: Fix }[];
}

/**
 * Applies the best safe fix of each finding to texts in memory, one after the other: each is computed on what the ones
 * before it left, so that two never overlap and the second can join what the first has written.
 *
 * @param mayEdit leaves out fixes that would touch other files
 */
export async function safelyFixed(
  { workspace, toolsOver }: Fixable,
  findings: readonly Finding[],
  mayEdit: (path: string) => boolean = () => true,
): Promise<SafelyFixed> {
  const texts = new Map<string, string>();
  const applied = new Map<string, Fix['edits'][]>();
  const files = new Map<string, SourceFile>();
  const unclear = new Set<string>();
  const tools = toolsOver(texts);
  const facts = overlaid(workspace.facts(), files);
  const fixes: { finding: Finding; fix: Fix }[] = [];
  for (const finding of findings) {
    if (unclear.has(finding.path)) continue;
    const moved = shifted(finding, applied);
    const fix = moved && (await bestSafeFix(moved, facts, tools));
    if (!fix?.edits.every(({ path }) => mayEdit(path) && !unclear.has(path))) continue;
    fixes.push({ finding, fix });
    for (const path of new Set(fix.edits.map((edit) => edit.path))) {
      const edits = fix.edits.filter((edit) => edit.path === path);
      const text = applyEdits(tools.read(path) ?? '', edits);
      texts.set(path, text);
      applied.set(path, [...(applied.get(path) ?? []), edits]);
      const { facts: read, disputed } = extract(path, text);
      // What only a compiler can read is left for the next round.
      if (disputed) unclear.add(path);
      const file = workspace.supposedImports.suppose(path, read);
      if (file) files.set(path, file);
    }
  }
  return { texts, fixes };
}

async function bestSafeFix(
  finding: Finding,
  facts: WorkspaceFacts,
  tools: FixTools,
): Promise<Fix | undefined> {
  const rule = rules.find(({ id }) => id === finding.rule);
  if (!rule?.fix) return undefined;
  for await (const way of rule.fix(finding, facts, tools)) {
    if (isFix(way) && way.safe && !way.creates) return way;
  }
  return undefined;
}

/** The facts with other imports in some files. */
function overlaid(facts: WorkspaceFacts, files: ReadonlyMap<string, SourceFile>): WorkspaceFacts {
  const current = (file: SourceFile) => files.get(file.path) ?? file;
  return {
    ...facts,
    file: (id) => current(facts.file(id)),
    fileAt: (path) => files.get(path) ?? facts.fileAt(path),
  };
}

/** Where a finding stands after edits; undefined when one of them changed what it stands on. */
function shifted(
  finding: Finding,
  applied: ReadonlyMap<string, readonly Fix['edits'][]>,
): Finding | undefined {
  let { span, extent } = finding;
  for (const edits of applied.get(finding.path) ?? []) {
    if (edits.some((edit) => edit.start < extent.end && extent.start < edit.end)) return undefined;
    const by = (offset: number) =>
      edits.reduce(
        (sum, { start, end, text }) => (end <= offset ? sum + text.length - (end - start) : sum),
        0,
      );
    span = { start: span.start + by(span.start), end: span.end + by(span.start) };
    extent = { start: extent.start + by(extent.start), end: extent.end + by(extent.end) };
  }
  const related = finding.related.map((place) => {
    const moved = shiftedSpan(place.span, applied.get(place.path) ?? []);
    return { ...place, span: moved };
  });
  return { ...finding, span, extent, related };
}

function shiftedSpan({ start, end }: Span, applied: readonly Fix['edits'][]): Span {
  let by = 0;
  for (const edits of applied)
    for (const edit of edits) if (edit.end <= start + by) by += edit.text.length - (edit.end - edit.start);
  return { start: start + by, end: end + by };
}
