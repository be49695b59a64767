import type { PackageFacts } from '../model/package-facts.ts';
import { lastSegment } from '../model/path.ts';
import { exportTargets } from './package-targets.ts';

/** Which files of a package may be imported from outside. Doubt speaks for an import. */
export interface PublicEntries {
  /** `path` is relative to the package's folder; `specifier` is what the import says. */
  offers(to: PackageFacts, path: string, specifier: string): boolean;
  /** Whether one of the files that the manifest names, or the index, is or is built from this one. */
  enters(to: PackageFacts, path: string): boolean;
}

/** A package that has no entry among them keeps nothing private. */
export function createPublicEntries(
  packages: readonly PackageFacts[],
  hasFile: (path: string) => boolean,
): PublicEntries {
  const entriesOf = new Map(packages.map((one) => [one, publicEntriesOf(one)]));
  const isOpen = ({ folder, exports, entries }: PackageFacts) =>
    exports === undefined &&
    entries.length === 0 &&
    !usualEntries.some((entry) => extensions.some((extension) => hasFile(`${folder}/${entry}${extension}`)));
  const enters = (to: PackageFacts, path: string) =>
    (entriesOf.get(to) ?? []).some((entry) => leadsTo(entry, stem(path), to.exports));
  return {
    offers: (to, path, specifier) => {
      const named = standingOf(to, specifier);
      if (named !== undefined) return named;
      return isOpen(to) || enters(to, path);
    },
    enters,
  };
}

/** Every text in a JSON value: the targets of `exports`, whatever their conditions, or the commands of `bin`. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What `exports` says of a specifier by its own key, whatever file it leads to; undefined where it says nothing. */
function standingOf({ name, exports }: PackageFacts, specifier: string): boolean | undefined {
  if (specifier === name) return true;
  if (exports === undefined || !specifier.startsWith(`${name}/`)) return undefined;
  const subpath = `.${specifier.slice(name.length)}`;
  if (exportTargets(exports, subpath, () => true).found === 'targets') return true;
  return isClosed(exports, subpath) ? false : undefined;
}

/** A null under one condition alone closes nothing: another condition may lead somewhere. */
function isClosed(exports: unknown, subpath: string): boolean {
  const found = (conditions: (name: string) => boolean) => exportTargets(exports, subpath, conditions).found;
  return found(() => true) === 'closed' && found((name) => name === 'default') !== 'targets';
}

/** A way into a package. */
interface Entry {
  /** Matches the stems of the files that it leads to; the group is what the `*` stands for. */
  readonly matcher: RegExp;
  /** The key of `exports`; absent for what other fields name. */
  readonly key?: string;
}

/** What `exports` or the entries name, and the index. */
function publicEntriesOf({ folder, exports, entries }: PackageFacts): readonly Entry[] {
  const exported = keysOf(exports).flatMap(([key, value]) =>
    textsIn(value).map((target) => ({ key, target })),
  );
  const named = entries.map((target) => ({ target }));
  const usual = usualEntries.map((target) => ({ target }));
  const parent = lastSegment(folder);
  return [...exported, ...named, ...usual]
    .filter(({ target }) => sourceLike.test(target))
    .map(({ target, ...rest }) => ({ ...rest, matcher: matcherOf(stem(target, parent)) }));
}

function keysOf(exports: unknown): readonly (readonly [key: string, value: unknown])[] {
  if (typeof exports !== 'object' || exports === null) return [['.', exports]];
  const keyed = Object.entries(exports).filter(([key]) => key.startsWith('.'));
  return keyed.length > 0 ? keyed : [['.', exports]];
}

function leadsTo({ matcher, key }: Entry, path: string, exports: unknown): boolean {
  const match = matcher.exec(path);
  if (!match) return false;
  return (
    key === undefined ||
    !isClosed(
      exports,
      key.replace('*', () => match[1] ?? ''),
    )
  );
}

function matcherOf(target: string): RegExp {
  const [first = '', ...rest] = target.split('*').map(literal);
  return new RegExp(
    `^${first}${rest.map((text, index) => `${index === 0 ? '(.*)' : '.*'}${text}`).join('')}$`,
  );
}

const usualEntries = ['index', 'src/index'];
const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];
/** A target without an extension is a file or a folder; one with another extension is no source. */
const sourceLike = /(?:\.[cm]?[jt]sx?|\/\*|(?:^|\/)[^/.]+)$/;

/**
 * A path as it compares between sources and what is built from them: without its extension, the folders of a build
 * and of sources taken off its front, and the `index` off its end. A compiler that starts from the folder above puts
 * `dist/types/core/src/x.d.ts` for the `src/x.ts` of a package in `core`.
 */
function stem(path: string, folderName = ''): string {
  const plain = path.replace(/^\.?\//, '').replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
  const inside = plain.replace(buildFolders, '');
  const own = `${folderName}/src/`;
  return (inside.startsWith(own) ? inside.slice(own.length) : inside).replace(/(?:^|\/)index$/, '');
}

const buildFolders = /^(?:(?:dist|lib|build|out|output|esm|cjs|es|types|src|source)\/)+/;

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
