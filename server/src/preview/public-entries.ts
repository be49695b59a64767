import type { PackageFacts } from '../model/package-facts.ts';
import { textsIn } from './package-reader.ts';

/** Which files of a package may be imported from outside. Doubt speaks for an import. */
export interface PublicEntries {
  /** `path` is relative to the package's folder; `specifier` is what the import says. */
  offers(to: PackageFacts, path: string, specifier: string): boolean;
}

/** A package that has no entry among them keeps nothing private. */
export function createPublicEntries(
  packages: readonly PackageFacts[],
  hasFile: (path: string) => boolean,
): PublicEntries {
  const matchers = new Map(packages.map((one) => [one, entryMatchers(one)]));
  const isOpen = ({ folder, exports, entries }: PackageFacts) =>
    exports === undefined &&
    entries.length === 0 &&
    !usualEntries.some((entry) => extensions.some((extension) => hasFile(`${folder}/${entry}${extension}`)));
  return {
    offers: (to, path, specifier) =>
      specifier === to.name ||
      isOpen(to) ||
      (matchers.get(to) ?? []).some((matcher) => matcher.test(stem(path))),
  };
}

/** Matches the stems of the files that are public: what `exports` or the entries name, or else the index. */
function entryMatchers({ exports, entries }: PackageFacts): readonly RegExp[] {
  const named = exports === undefined ? entries : [...textsIn(exports), ...entries];
  const targets = named.filter((target) => sourceLike.test(target));
  return (targets.length > 0 ? [...targets, ...usualEntries] : usualEntries).map(
    (target) => new RegExp(`^${stem(target).split('*').map(literal).join('.*')}$`),
  );
}

const usualEntries = ['index', 'src/index'];
const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];
/** A target without an extension is a file or a folder; one with another extension is no source. */
const sourceLike = /(?:\.[cm]?[jt]sx?|\/\*|(?:^|\/)[^/.]+)$/;

/**
 * A path as it compares between sources and what is built from them: without its extension, the folders of a build
 * and of sources taken off its front, and the `index` off its end.
 */
function stem(path: string): string {
  const plain = path.replace(/^\.?\//, '').replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
  const inside = plain.replace(buildFolders, '');
  return inside.replace(/(?:^|\/)index$/, '');
}

const buildFolders = /^(?:(?:dist|lib|build|out|output|esm|cjs|es|types|src|source)\/)+/;

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
