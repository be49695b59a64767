import type { ts } from 'ts-morph';
import type { PortRequest, TextEdit } from '../model/fix.ts';
import { originOf } from './origins.ts';
import type { ParsedFiles } from './parsed.ts';
import type { Bound, Draft } from './port-draft.ts';
import { afterName, comparison } from './same-exports.ts';
import { type SmallProgram, smallProgram } from './small-program.ts';

/** A port as it would be written. */
export interface Written {
  readonly before: SmallProgram;
  /** The importer as it is. */
  readonly file: ts.SourceFile;
  readonly own: TextEdit;
  readonly draft: Draft;
  readonly bound: readonly Bound[];
  /** The port's file, there or not, and its whole text. */
  readonly port: string;
  readonly text: string;
}

/** So many importers, the nearest first, are checked even where what they get is as good as before. */
const mostNear = 6;

/** What would no longer type-check with a port in an import's place; undefined where all does. */
export function brokenBy(files: ParsedFiles, request: PortRequest, written: Written): string | undefined {
  const { importers } = request;
  const after = afterwards(files, request, written, importers?.slice(0, mostNear) ?? []);
  const missing = firstError(after, written, [request.importer, request.port, fitsName]);
  if (missing !== undefined) return missing;
  const changed = otherExports(files, request, written);
  if (changed !== undefined && !importers) return changed;
  if (changed === undefined || !importers)
    return firstError(after, written, importers?.slice(0, mostNear) ?? []);
  const whole = importers.length > mostNear ? afterwards(files, request, written, importers) : after;
  return firstError(whole, written, importers);
}

/** A check that what was imported fits what the port says. */
const fitsName = 'parapet-fits.ts';

function afterwards(
  files: ParsedFiles,
  { importer, from, port, specifier }: PortRequest,
  { file, own, draft, bound, text }: Written,
  importers: readonly string[],
): SmallProgram {
  const origins = bound.map(({ name }) => originOf(files, from, name));
  const texts = new Map([
    [importer, file.text.slice(0, own.start) + own.text + file.text.slice(own.end)],
    [port, text],
    [
      fitsName,
      fits(
        bound,
        origins.map((origin) => (typeof origin === 'object' ? origin.name : 'default')),
        draft,
      ),
    ],
  ]);
  // The port may be a file that is not there yet.
  const lead = (path: string, named: string) => {
    if (path === importer && named === specifier) return port;
    if (path !== fitsName) return files.follow(path, named);
    const origin = origins[Number(named.slice('./before'.length))];
    return named === './after' ? port : typeof origin === 'object' ? origin.module : undefined;
  };
  return smallProgram(files, [importer, port, fitsName, from, ...importers], texts, lead);
}

/**
 * The first error that was not there before; what was there is asked for only where there is one now. An error about
 * what the port declares is none that was there: the workspace may be less strict, so that only the new one counts there.
 */
function firstError(
  after: SmallProgram,
  { before, draft, port }: Written,
  paths: readonly string[],
): string | undefined {
  for (const path of paths) {
    const errors = after.errors(path);
    const known = errors.length > 0 ? before.errors(path).map(essence) : [];
    for (const error of errors) {
      const at = known.indexOf(essence(error));
      if (at >= 0 && !isAbout(error, draft)) known.splice(at, 1);
      else if (path !== port || !isUnknownElsewhere(error, draft.elsewhere)) return error;
    }
  }
  return undefined;
}

function isAbout(error: string, { shapes }: Draft): boolean {
  return shapes.some(({ name }) => new RegExp(`\\b${name}\\b`).test(error));
}

/** An error without the compiler's guess at what else was meant, which depends on all the names around. */
function essence(error: string): string {
  return error.replace(/ Did you mean .*$/, '');
}

/** The libraries and packages of a workspace are not read, so that their names are unknown wherever they stand. */
function isUnknownElsewhere(error: string, elsewhere: ReadonlySet<string>): boolean {
  const found = /^Cannot find (?:name|namespace|module) '([^']+)'/.exec(error)?.[1];
  return found !== undefined && elsewhere.has(found);
}

function fits(bound: readonly Bound[], origins: readonly string[], { shapes }: Draft): string {
  const lines = bound.flatMap(({ local }, at) => {
    const count = shapes.find(({ name }) => name === local)?.parameters ?? 0;
    const given = count === 0 ? '' : `<${Array(count).fill('any').join(', ')}>`;
    const [before, after] = [`before${at}${given}`, `after${at}${given}`];
    return [
      `import type { ${origins[at]} as before${at} } from './before${at}';`,
      `import type { ${local} as after${at} } from './after';`,
      `declare const value${at}: ${before}; export const as${at}: ${after} = value${at};`,
    ];
  });
  return `${lines.join('\n')}\n`;
}

/** Says what others would no longer get from the importer, where they are too many to be checked one by one. */
function otherExports(
  files: ParsedFiles,
  { importer, port, specifier }: PortRequest,
  { file, own, text, bound }: Written,
): string | undefined {
  const [beside, compare] = [`${afterName}.ts`, `${afterName}-check.ts`];
  const check = comparison(
    file,
    './before',
    './after',
    bound.map(({ local }) => local),
  );
  if (check === undefined) return 'what it exports cannot be compared.';
  const texts = new Map([
    [beside, file.text.slice(0, own.start) + own.text + file.text.slice(own.end)],
    [port, text],
    [compare, check],
  ]);
  const lead = (path: string, named: string) => {
    if (path === compare) return named === './before' ? importer : beside;
    if (path !== beside) return files.follow(path, named);
    return named === specifier ? port : files.follow(importer, named);
  };
  return smallProgram(files, [importer, beside, port, compare], texts, lead).errors(compare)[0];
}
