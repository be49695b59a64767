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
  /** The whole text of the port's file. */
  readonly text: string;
}

/** What would no longer type-check with a port in an import's place; undefined where all does. */
export function brokenBy(files: ParsedFiles, request: PortRequest, written: Written): string | undefined {
  const missing = missingFrom(files, request, written);
  if (missing !== undefined) return missing;
  return request.importers ? undefined : otherExports(files, request, written);
}

/** A check that what was imported fits what the port says. */
const fitsName = 'parapet-fits.ts';

function missingFrom(
  files: ParsedFiles,
  { importer, from, port, specifier, importers = [] }: PortRequest,
  { before, file, own, draft, bound, text }: Written,
): string | undefined {
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
  const after = smallProgram(files, [importer, port, fitsName, from, ...importers], texts, lead);
  for (const path of [importer, port, ...importers, fitsName]) {
    const known = [...before.errors(path)];
    for (const error of after.errors(path)) {
      const at = known.indexOf(error);
      if (at >= 0) known.splice(at, 1);
      else if (path !== port || !isUnknownElsewhere(error, draft.elsewhere)) return error;
    }
  }
  return undefined;
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
  { file, own, text }: Written,
): string | undefined {
  const [beside, compare] = [`${afterName}.ts`, `${afterName}-check.ts`];
  const check = comparison(file, './before', './after');
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
