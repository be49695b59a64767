import type { ts } from 'ts-morph';
import type { Rerouted, Rerouting, TextEdit } from '../model/fix.ts';
import { mergeEdits } from './merge-import.ts';
import { type Found, isSame, originOf, ownExports } from './origins.ts';
import type { ParsedFiles } from './parsed.ts';
import { type Addition, reexportEdits } from './reexport.ts';
import { everything, literalAt, type Taken, takenAt } from './taken.ts';

/** A thing that an import takes, with the name that the other file gives it, or has to be given. */
interface Placed {
  readonly taken: Taken;
  readonly name: string;
  readonly additions: readonly Addition[];
}

type Refused = { readonly refused: string };

/** See {@link Rerouted}. */
export function reroute(files: ParsedFiles, rerouting: Rerouting): Rerouted {
  const { importer, start } = rerouting;
  const file = files.at(importer, start);
  const literal = file && literalAt(file, start);
  if (!file || !literal || files.follow(importer, literal.text) !== rerouting.from)
    return refuse('The import cannot be found in the text.');
  if (isMocked(file, literal.text))
    return refuse(`A mock names "${literal.text}", too, and would no longer replace what is imported.`);
  const taking = takenAt(file, literal);
  if ('refused' in taking) return refuse(taking.refused);
  const placed: Placed[] = [];
  for (const taken of taking.names) {
    const place = placeOf(files, rerouting, taken);
    if ('refused' in place) return refuse(place.refused);
    placed.push(place);
  }
  const own = ownEdits(files, rerouting, file, literal, taking.declaration, placed);
  if (!own) return refuse('The names cannot be written in one import.');
  const additions = distinct(placed.flatMap((place) => place.additions));
  if (additions.length === 0) return { outcome: 'offered', edits: own };
  const added = reexportEdits(files, rerouting, additions, styleOf(file, literal));
  if (!added) return refuse(`"${rerouting.to}" cannot pass anything on.`);
  return {
    outcome: 'missing',
    names: additions.map(({ as }) => as),
    edits: [...added, ...own],
    isTypeOnly: additions.every(({ isType }) => isType),
  };
}

function refuse(reason: string): Rerouted {
  return { outcome: 'refused', reason };
}

function isMocked(file: ts.SourceFile, specifier: string): boolean {
  const escaped = specifier.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`[mM]ock\\(\\s*(?:import\\(\\s*)?['"\`]${escaped}['"\`]`).test(file.text);
}

function placeOf(files: ParsedFiles, { from, to }: Rerouting, taken: Taken): Placed | Refused {
  const origin: Found =
    taken.name === '*'
      ? { module: from, name: '*', specifier: '', isType: false, isTypeOnly: false }
      : originOf(files, from, taken.name);
  if (origin === undefined) return { refused: `"${taken.name}" cannot be found in "${from}".` };
  if (origin === 'unknown')
    return { refused: `"${from}" does not tell where its "${taken.name}" comes from.` };
  const candidates = [taken.name, ...(taken.local ? [taken.local] : []), 'default', ...ownExports(files, to)];
  const found = candidates
    .map((name) => ({ name, origin: originOf(files, to, name) }))
    .filter((candidate) => isSame(candidate.origin, origin));
  const usable = found.find((candidate) => taken.isType || hasAsMuch(candidate.origin, origin));
  if (usable) return { taken, name: usable.name, additions: [] };
  if (found[0]) return { refused: `"${to}" offers "${found[0].name}" only as a type.` };
  if (taken.name === '*') return placeMembers(files, { from, to }, taken);
  const isType = taken.isType || origin.isType || origin.isTypeOnly;
  return addition(files, { from, to }, taken, isType);
}

/** True when a name that is reached on another way stands for a value if it did before. */
function hasAsMuch(reached: Found, origin: Found): boolean {
  if (typeof reached !== 'object' || typeof origin !== 'object') return false;
  return !reached.isTypeOnly || origin.isType || origin.isTypeOnly;
}

function addition(
  files: ParsedFiles,
  { from, to }: Pick<Rerouting, 'from' | 'to'>,
  taken: Taken,
  isType: boolean,
): Placed | Refused {
  const as = taken.name === 'default' ? taken.local : taken.name;
  if (as === undefined || as === 'default')
    return { refused: `The default export of "${from}" has no name under which "${to}" could offer it.` };
  const other = originOf(files, to, as);
  if (other !== undefined && other !== 'unknown') return { refused: `"${to}" offers another "${as}".` };
  return { taken, name: as, additions: [{ name: taken.name, as, isType }] };
}

/** The object of a whole module stays, where all that is used of it is offered under the same names. */
function placeMembers(
  files: ParsedFiles,
  { from, to }: Pick<Rerouting, 'from' | 'to'>,
  taken: Taken,
): Placed | Refused {
  if (!taken.members) return { refused: everything };
  if (taken.members.length === 0) return { refused: 'Nothing of it is used.' };
  const additions: Addition[] = [];
  for (const member of new Set(taken.members)) {
    const place = placeOf(files, { from, to } as Rerouting, {
      name: member,
      isType: taken.isType,
      rename: () => undefined,
    });
    if ('refused' in place) return place;
    if (place.name !== member) return { refused: `"${to}" offers "${member}" under another name.` };
    additions.push(...place.additions);
  }
  return { taken, name: '*', additions };
}

function ownEdits(
  files: ParsedFiles,
  { importer, to, specifier }: Rerouting,
  file: ts.SourceFile,
  literal: ts.StringLiteralLike,
  declaration: ts.ImportDeclaration | undefined,
  placed: readonly Placed[],
): readonly TextEdit[] | undefined {
  const names = new Map(placed.map(({ taken, name }) => [taken, name]));
  const merged = declaration && mergeEdits(files, { path: importer, file, to }, declaration, names);
  if (merged) return merged.map((piece) => ({ path: importer, ...piece }));
  const pieces = placed.map(({ taken, name }) => (name === taken.name ? [] : taken.rename(name)));
  if (pieces.some((piece) => piece === undefined)) return undefined;
  const start = literal.getStart(file) + 1;
  const edits = [...pieces.flatMap((piece) => piece ?? []), { start, end: literal.end - 1, text: specifier }];
  return edits.map((piece) => ({ path: importer, ...piece }));
}

function distinct(additions: readonly Addition[]): readonly Addition[] {
  return additions.filter(({ as }, index) => additions.findIndex((other) => other.as === as) === index);
}

/** How the importer writes, for a file that shows no style of its own. */
function styleOf(
  file: ts.SourceFile,
  literal: ts.StringLiteralLike,
): { readonly quote: string; readonly end: string } {
  const statement = file.statements.find(({ pos, end }) => pos <= literal.pos && literal.end <= end);
  return {
    quote: file.text[literal.getStart(file)] ?? "'",
    end: file.text[(statement?.end ?? 0) - 1] === ';' ? ';' : '',
  };
}
