import { ts } from 'ts-morph';
import type { PortRequest } from '../model/fix.ts';
import { type Exported, moduleBinding } from './module-exports.ts';
import { originOf } from './origins.ts';
import type { ParsedFiles } from './parsed.ts';
import type { NeededName } from './port-members.ts';
import { type Extent, type Shape, shapeOf } from './port-shapes.ts';
import type { SmallProgram } from './small-program.ts';

type Refused = { readonly refused: string };

/** What an import binds, as the module that it names exports it and as the importer calls it. */
export interface Bound {
  readonly name: string;
  readonly local: string;
}

/** What is to be written into a port. */
export interface Draft {
  readonly shapes: readonly Shape[];
  /** Import statements without their end, with double quotes. */
  readonly imports: readonly string[];
  /** Names and modules that may be unknown to the compiler here as they are where the types come from. */
  readonly elsewhere: ReadonlySet<string>;
}

/** What a name in a port stands for: equal for equal things. */
interface Meaning {
  readonly key: string;
  readonly statement?: string;
  /** The module that is to be found, or the global name. */
  readonly elsewhere?: string;
  /** A type that has to be written anew. */
  readonly copy?: ts.Symbol;
}

/** So many types may be written anew for one import. */
const mostShapes = 8;

/** Writes the types that an import binds, and what these need and what must not be imported either. */
export function draftPort(
  files: ParsedFiles,
  request: PortRequest,
  program: SmallProgram,
  bound: readonly Bound[],
  extent: Extent,
): Draft | Refused {
  const begun = begin(files, request, program, bound);
  const importer = program.file(request.importer);
  if ('refused' in begun) return begun;
  if (!importer) return { refused: 'It cannot be read.' };
  const { meanings, queue } = begun;
  const shapes: Shape[] = [];
  for (const { name, symbol } of queue) {
    if (shapes.length === mostShapes) return { refused: 'Too many types would have to be written anew.' };
    const shape = shapeOf({ symbol, name, importer, checker: program.checker, extent });
    if ('refused' in shape) return { refused: `"${name}": ${shape.refused}` };
    shapes.push(shape);
    for (const needed of shape.names) {
      const meaning = meaningOf(files, request, program, needed);
      if ('refused' in meaning) return { refused: `"${name}": ${meaning.refused}` };
      const known = meanings.get(needed.name);
      if (known && known.key !== meaning.key)
        return { refused: `"${needed.name}" would mean two things there.` };
      if (!known && meaning.copy) queue.push({ name: needed.name, symbol: meaning.copy });
      if (!known) meanings.set(needed.name, meaning);
    }
  }
  const all = [...meanings.values()];
  return {
    shapes,
    imports: all.flatMap(({ statement }) => (statement === undefined ? [] : [statement])).sort(),
    elsewhere: new Set(all.flatMap(({ elsewhere }) => (elsewhere === undefined ? [] : [elsewhere]))),
  };
}

interface Begun {
  readonly meanings: Map<string, Meaning>;
  /** What is to be written anew; it grows. */
  readonly queue: { readonly name: string; readonly symbol: ts.Symbol }[];
}

function begin(
  files: ParsedFiles,
  { from }: PortRequest,
  program: SmallProgram,
  bound: readonly Bound[],
): Begun | Refused {
  const begun: Begun = { meanings: new Map(), queue: [] };
  for (const { name, local } of bound) {
    const origin = originOf(files, from, name);
    const symbol = typeof origin === 'object' ? exportedSymbol(program, origin) : undefined;
    if (typeof origin !== 'object' || !symbol)
      return { refused: `"${local}": It is not declared where it can be read.` };
    begun.meanings.set(local, { key: keyOf(origin) });
    begun.queue.push({ name: local, symbol });
  }
  return begun;
}

function keyOf({ module, name }: { readonly module: string; readonly name: string }): string {
  return `${module}\n${name}`;
}

function exportedSymbol(
  { checker, file }: SmallProgram,
  { module, name }: { readonly module: string; readonly name: string },
): ts.Symbol | undefined {
  const source = file(module);
  const symbol = source && checker.getSymbolAtLocation(source);
  const found = symbol && checker.getExportsOfModule(symbol).find((one) => one.name === name);
  return found && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
}

function meaningOf(
  files: ParsedFiles,
  request: PortRequest,
  program: SmallProgram,
  needed: NeededName,
): Meaning | Refused {
  const { name, file: source, node } = needed;
  const where = source.fileName.replace(/^\//, '');
  const file = files.at(where);
  const bound = file && moduleBinding(file, name);
  const symbol = node && program.checker.getSymbolAtLocation(node);
  if (!bound) {
    const isInner = symbol?.declarations?.some((one) => one.getSourceFile() === source) ?? false;
    return isInner
      ? { refused: `its members need "${name}", which means something only where it stands.` }
      : { key: `global ${name}`, elsewhere: name };
  }
  const target = bound.by === 'module' ? files.follow(where, bound.specifier) : where;
  if (bound.by === 'module' && target === undefined) return ofPackage(request, name, where, bound);
  const exported = bound.by === 'module' ? bound.name : name;
  const origin = originOf(files, target ?? where, exported);
  if (typeof origin === 'object') return ofFile(request, program, name, origin);
  // Only its own file can name it, unless it is written anew.
  if (target === where && symbol) return { key: keyOf({ module: where, name }), copy: symbol };
  return { refused: `its members need "${name}", which cannot be imported from here.` };
}

type ByModule = Extract<Exported, { readonly by: 'module' }>;

function ofPackage(
  { mayImportPackage }: PortRequest,
  name: string,
  where: string,
  { specifier, name: exported }: ByModule,
): Meaning | Refused {
  if (!mayImportPackage(where, specifier))
    return { refused: `its members need "${name}" of "${specifier}", which cannot be imported from here.` };
  const key = keyOf({ module: specifier, name: exported });
  return { key, statement: importOf(name, exported, specifier), elsewhere: specifier };
}

function ofFile(
  { mayImport, nameFor, port }: PortRequest,
  program: SmallProgram,
  name: string,
  origin: { readonly module: string; readonly name: string },
): Meaning | Refused {
  const key = keyOf(origin);
  if (origin.module === port) return { key };
  const specifier = mayImport(origin.module) ? nameFor(origin.module) : undefined;
  if (specifier !== undefined) return { key, statement: importOf(name, origin.name, specifier) };
  const copy = exportedSymbol(program, origin);
  return copy
    ? { key, copy }
    : {
        refused: `its members need "${name}" of "${origin.module}", which must not be imported here either.`,
      };
}

function importOf(name: string, exported: string, specifier: string): string {
  if (exported === '*') return `import type * as ${name} from "${specifier}"`;
  if (exported === 'default') return `import type ${name} from "${specifier}"`;
  return `import type { ${exported === name ? name : `${exported} as ${name}`} } from "${specifier}"`;
}
