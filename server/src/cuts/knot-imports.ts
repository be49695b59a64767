import { efforts, type WayOut } from '../model/cut-plan.ts';
import { deeperEdits, deeperTitle, mayReexport } from '../model/deeper-import.ts';
import { type ImportClass, type ImportFact, importClass } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { DeeperImport, TextEdit } from '../model/fix.ts';
import type { Knot, SourceFile } from '../model/rule.ts';
import type { CutSource } from './source.ts';
import { moveSentence, reexportSentence } from './words.ts';

/** Which fixes a plan may count on: fewer after a proof that failed. */
export type Trust = 'all-fixes' | 'type-only' | 'removals';

/** One import between two files of a knot, and what it takes to be rid of it. */
export interface KnotImport {
  readonly from: SourceFile;
  readonly to: SourceFile;
  readonly fact: ImportFact;
  readonly effort: number;
  readonly way: WayOut;
  /** The files of the knot that the fix lets it name instead. */
  readonly instead: readonly SourceFile[];
  /** Another rule that it breaks. */
  readonly breaks?: string;
  /** The fix that lets it name these and others. */
  readonly deeper?: DeeperImport;
}

/** Every import within a knot, in order of path and position. */
export async function knotImports(
  knot: Knot,
  classes: readonly ImportClass[],
  trust: Trust,
  source: CutSource,
): Promise<readonly KnotImport[]> {
  const members = new Map(knot.files.map((file) => [file.id, file]));
  const known = placesOfOthers(source);
  const imports: KnotImport[] = [];
  for (const from of knot.files) {
    await source.pause();
    for (const [index, fact] of from.facts.imports.entries()) {
      const target = from.targets[index];
      const to = target?.to === 'file' ? members.get(target.file) : undefined;
      if (!to || !classes.includes(importClass[fact.kind])) continue;
      const breaks = known.get(placeKey(from.path, fact.start));
      const best = breaks ? undefined : await fixOf(from, to, fact, classes, trust, members, source);
      imports.push({ from, to, fact, ...(best ?? byHand(from, to, fact, breaks)) });
    }
  }
  return imports;
}

/** An import that leads to a module of the runtime, which is no edge and reads as well in any statement. */
export function removal(path: string, { start, end }: ImportFact): TextEdit {
  return { path, start, end, text: '"node:module"' };
}

export function placeKey(path: string, start: number): string {
  return `${path}\n${start}`;
}

type Way = Pick<KnotImport, 'effort' | 'way' | 'instead' | 'deeper' | 'breaks'>;

function byHand(from: SourceFile, to: SourceFile, { kind }: ImportFact, breaks: string | undefined): Way {
  const isReexport = kind === 'reexport';
  const title = isReexport ? reexportSentence(from.path, to.path) : moveSentence(from.path, to.path);
  const effort = breaks ? efforts.known : isReexport ? efforts.reexport : efforts.hand;
  return { effort, way: { by: 'hand', title }, instead: [], ...(breaks && { breaks }) };
}

async function fixOf(
  from: SourceFile,
  to: SourceFile,
  fact: ImportFact,
  classes: readonly ImportClass[],
  trust: Trust,
  members: ReadonlyMap<number, SourceFile>,
  source: CutSource,
): Promise<Way | undefined> {
  if (fact.kind !== 'value' || trust === 'removals') return undefined;
  const typeOnly = classes.includes('type')
    ? undefined
    : await source.semantics.typeOnlyEdits(from.path, fact.statement);
  if (typeOnly) {
    const title = `Make the import of "${fact.specifier}" type-only`;
    const way = { by: 'fix', id: 'make-type-only', title, edits: typeOnly, safe: true } as const;
    return { effort: efforts.typeOnly, way, instead: [] };
  }
  if (trust !== 'all-fixes' || !mayReexport(to)) return undefined;
  const deeper = await source.semantics.deeperImport(from.path, fact.statement);
  const targets = deeper && allowedTargets(deeper, from, to, source);
  if (!deeper || !targets) return undefined;
  const title = deeperTitle(deeper, fact.specifier);
  const edits = deeperEdits(from.path, deeper);
  const way = { by: 'fix', id: 'import-deeper', title, edits, safe: false } as const;
  const instead = targets.filter(({ id }) => members.has(id));
  return { effort: efforts.deeper, way, instead, deeper };
}

/** Another package's inner files are not to be named, and neither is what a rule forbids. */
function allowedTargets(
  { statements }: DeeperImport,
  from: SourceFile,
  entry: SourceFile,
  { facts, packageOf, isAllowed }: CutSource,
): readonly SourceFile[] | undefined {
  const home = packageOf(from.path);
  if (packageOf(entry.path) !== home) return undefined;
  const targets = statements.flatMap(({ file }) => facts.fileAt(file) ?? []);
  const isOpen = targets.every((to) => packageOf(to.path) === home && isAllowed(from, to));
  return isOpen && targets.length === statements.length ? targets : undefined;
}

/** True for a finding that ends when its import goes; what a manifest says of a package is mended there. */
export function isAboutImport({ rule, parts }: Finding): boolean {
  return rule.startsWith('architecture/') && !parts && !aboutManifests.has(rule);
}

const aboutManifests: ReadonlySet<string> = new Set([
  'architecture/undeclared-package',
  'architecture/dev-package-in-production',
]);

/** Where imports break another rule than that of cycles, and which. */
function placesOfOthers({ findings }: CutSource): ReadonlyMap<string, string> {
  const others = findings.filter((finding) => !finding.suppressed && isAboutImport(finding));
  return new Map(others.map(({ path, span, rule }) => [placeKey(path, span.start), rule]));
}
