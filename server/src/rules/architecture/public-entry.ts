import { importClass } from '../../model/facts.ts';
import type { Fix, Refusal, Rerouted, WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import { folderOf } from '../../model/path.ts';
import type { Edge, SourceFile, WorkspaceFacts } from '../../model/rule.ts';
import { membersOf, sameMember } from '../../ruling/members.ts';
import { selects } from '../../ruling/selectors.ts';
import { entriesFor, isAllowed } from './entry-candidates.ts';
import { relativeSpecifier, specifierFor } from './entry-specifier.ts';
import { cycleClasses, importedBy, reachedFrom } from './run-time-graph.ts';

const id = 'public-entry';
const title = 'Import from the public entry';
/** More entries than this are not asked one by one. */
const mostEntries = 12;

type Offered = Exclude<Rerouted, { outcome: 'refused' }>;

/**
 * Lets an import lead to a file that others may import and that gives the same things: where there is none, the names
 * are added to the nearest one; where that cannot be, a sentence says why.
 */
export async function* publicEntryFixes(
  edge: Edge,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const entries = entriesFor(edge, workspace).slice(0, mostEntries);
  let addition: Fix | undefined;
  let refused: string | undefined;
  for (const entry of entries) {
    const way = await wayThrough(edge, entry, workspace, tools);
    if ('refused' in way) refused ??= way.refused;
    else if (way.id === id) {
      yield way;
      return;
    } else addition ??= way;
  }
  if (addition) yield addition;
  else yield { id, title, refused: refused ?? 'There is no public file here that this file may import.' };
}

async function wayThrough(
  edge: Edge,
  entry: SourceFile,
  workspace: WorkspaceFacts,
  tools: FixTools,
): Promise<Fix | Refusal> {
  const refuse = (refused: string): Refusal => ({ id, title, refused });
  const { from, to, fact } = edge;
  const specifier = specifierFor(edge, entry, workspace, tools);
  const ownSpecifier = relativeSpecifier(entry, to, fact.specifier, tools);
  if (specifier === undefined || ownSpecifier === undefined)
    return refuse(`No specifier was found that leads from "${from.path}" to "${entry.path}".`);
  if (!isAllowed({ from, to: entry, fact: { ...fact, specifier } }, workspace))
    return refuse(`"${from.path}" must not import "${entry.path}" either.`);
  const semantics = await tools.semantics();
  const rerouted = await semantics.reroute({
    importer: from.path,
    start: fact.start,
    from: to.path,
    to: entry.path,
    specifier,
    ownSpecifier,
  });
  if (rerouted.outcome === 'refused') return refuse(rerouted.reason);
  if (rerouted.outcome === 'missing') {
    const isOfPart = sharesElement(edge, entry);
    const { names } = rerouted;
    if (!isOfPart || !isAllowed({ from: entry, to, fact: { ...fact, specifier: ownSpecifier } }, workspace))
      return refuse(
        isOfPart
          ? `"${entry.path}" must not import "${to.path}", which it would have to pass on.`
          : `"${entry.path}" does not pass on ${listed(names)}.`,
      );
  }
  const harm = newCycle(edge, entry, rerouted, workspace) ?? newReach(edge, entry, rerouted, workspace);
  if (harm !== undefined) return refuse(harm);
  return toFix(edge, entry, specifier, rerouted);
}

/** A file of another element gives what it has; it is not made to pass on more. */
function sharesElement({ to }: Edge, entry: SourceFile): boolean {
  return membersOf(to.standing).some(
    (member) => member.entry !== 'open' && sameMember(member, to.standing, entry.standing) !== undefined,
  );
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

function toFix({ fact }: Edge, entry: SourceFile, specifier: string, rerouted: Offered): Fix {
  const { edits } = rerouted;
  if (rerouted.outcome === 'offered') {
    // What is loaded on demand grows by all that the entry loads.
    return { id, title: `Import from "${specifier}"`, edits, safe: fact.kind !== 'dynamic' };
  }
  return {
    id: 'extend-public-entry',
    title: `Add ${listed(rerouted.names)} to "${shortPath(entry.path)}" and import from there`,
    edits,
    // What an element offers is for its owner to decide.
    safe: false,
  };
}

function shortPath(path: string): string {
  const folder = folderOf(path);
  return path.slice(folder.lastIndexOf('/') + 1);
}

/** Says which cycle the new imports would close. */
function newCycle(
  { from, to, fact }: Edge,
  entry: SourceFile,
  rerouted: Offered,
  workspace: WorkspaceFacts,
): string | undefined {
  const classes = cycleClasses(from.policy);
  const passes = passedOn(entry, to, rerouted, classes);
  const isNew = classes.includes(importClass[fact.kind]) && !importedBy(from, classes).includes(entry.id);
  const reached = reachedFrom([entry, ...(passes ? [to] : [])], workspace, classes);
  if (isNew && reached.has(from.id))
    return `"${entry.path}" imports "${from.path}", if only through others: the two would be in a cycle.`;
  if (passes && reachedFrom([to], workspace, classes).has(entry.id))
    return `"${to.path}" imports "${entry.path}", if only through others: the two would be in a cycle.`;
  return undefined;
}

/** The entry would import what it did not. */
function passedOn(
  entry: SourceFile,
  to: SourceFile,
  rerouted: Offered,
  classes: ReturnType<typeof cycleClasses>,
): boolean {
  if (rerouted.outcome !== 'missing') return false;
  return (
    classes.includes(rerouted.isTypeOnly ? 'type' : 'value') && !importedBy(entry, classes).includes(to.id)
  );
}

/** Says what would be reached from where it must not be. */
function newReach(
  { from, to, fact }: Edge,
  entry: SourceFile,
  rerouted: Offered,
  workspace: WorkspaceFacts,
): string | undefined {
  const statements = workspace.policies.flatMap((policy) => policy.reach.map((reach) => ({ policy, reach })));
  for (const { policy, reach } of statements) {
    const classes = reach.kinds ?? ['value', 'dynamic'];
    if (!classes.includes(importClass[fact.kind])) continue;
    const before = reachedFrom([from], workspace, classes);
    const passes = passedOn(entry, to, rerouted, classes);
    const forbidden = [...reachedFrom([entry, ...(passes ? [to] : [])], workspace, classes)].find(
      (file) => !before.has(file) && selects(reach.mustNotReach, workspace.file(file), policy),
    );
    if (forbidden === undefined) continue;
    const starts = workspace.files.filter((file) => selects(reach.from, file, policy));
    if (reachedFrom(starts, workspace, classes).has(from.id))
      return `"${entry.path}" would bring in "${workspace.file(forbidden).path}", which must not be reached from here.`;
  }
  return undefined;
}
