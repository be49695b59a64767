import type { FileTypes, PassingQuestion, TypeOrigin, TypeReader } from '../model/inferred.ts';
import { byCodeUnit } from '../model/path.ts';
import type { SourceFile, WorkspaceFacts } from '../model/rule.ts';
import { forbiddenNaming } from '../ruling/naming.ts';

/** A chain of files that pass a type on is followed no further than this. */
const longestChain = 4;

/** The files that export a declared type, besides its own. */
export type OffersOf = (origin: TypeOrigin) => readonly string[];

interface Offer {
  readonly path: string;
  /** The names under which the type is exported there. */
  readonly names: readonly string[];
}

/**
 * Finds who else exports the types that must not be named by the file that declares them: an entry may offer them.
 * Follows the graph, and reads only files that import from one that exports the type.
 */
export async function findOffers(
  types: ReadonlyMap<string, FileTypes>,
  facts: WorkspaceFacts,
  reader: Pick<TypeReader, 'passedOn'>,
): Promise<OffersOf> {
  const wanted = new Map<string, TypeOrigin>();
  for (const [path, { exports }] of types) {
    const file = facts.fileAt(path);
    for (const origin of exports.flatMap(({ origins }) => origins))
      if (file && isForbidden(file, origin, facts)) wanted.set(keyOf(origin), origin);
  }
  const importers = createImportersOf(facts);
  const offers = new Map<string, readonly string[]>();
  for (const [key, origin] of wanted) offers.set(key, await follow(origin, importers, reader));
  return (origin) => offers.get(keyOf(origin)) ?? [];
}

function isForbidden(file: SourceFile, { name, places }: TypeOrigin, facts: WorkspaceFacts): boolean {
  return (
    name !== '' &&
    places.every(({ path }) => {
      const to = facts.fileAt(path);
      return to !== undefined && forbiddenNaming(file, to, facts) !== undefined;
    })
  );
}

function keyOf({ name, places }: TypeOrigin): string {
  return [name, ...places.map(({ path, span }) => `${path}:${span.start}`)].join('\n');
}

interface Importer {
  readonly path: string;
  readonly specifiers: readonly string[];
}

type ImportersOf = (path: string) => readonly Importer[];

/** Few files are asked about, so that looking at every import costs less than turning all of them around. */
function createImportersOf({ files, fileAt }: WorkspaceFacts): ImportersOf {
  const known = new Map<string, readonly Importer[]>();
  return (path) => {
    const found = known.get(path) ?? importersOf(fileAt(path)?.id, files);
    known.set(path, found);
    return found;
  };
}

function importersOf(id: number | undefined, files: readonly SourceFile[]): readonly Importer[] {
  return files.flatMap(({ path, facts, targets }) => {
    const specifiers = targets.flatMap((target, index) =>
      target.to === 'file' && target.file === id ? [facts.imports[index]?.specifier ?? ''] : [],
    );
    return specifiers.length > 0 ? [{ path, specifiers: [...new Set(specifiers)] }] : [];
  });
}

async function follow(
  { name, places }: TypeOrigin,
  importers: ImportersOf,
  reader: Pick<TypeReader, 'passedOn'>,
): Promise<readonly string[]> {
  const seen = new Set(places.map(({ path }) => path));
  // A default export is passed on under that word, whatever its name.
  let front: readonly Offer[] = [...seen].map((path) => ({ path, names: [name, 'default'] }));
  for (let step = 0; step < longestChain && front.length > 0; step++) {
    const questions = front.flatMap(({ path, names }) =>
      importers(path)
        .filter((importer) => !seen.has(importer.path))
        .map((importer): PassingQuestion => ({ ...importer, names })),
    );
    const answers = questions.length > 0 ? await reader.passedOn(questions) : [];
    front = questions.flatMap(({ path }, index) => {
      const names = answers[index] ?? [];
      return names.length > 0 ? [{ path, names }] : [];
    });
    for (const { path } of front) seen.add(path);
  }
  for (const { path } of places) seen.delete(path);
  return [...seen].sort(byCodeUnit);
}
