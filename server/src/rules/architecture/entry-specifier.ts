import type { FixTools } from '../../model/fix-tools.ts';
import { folderOf, isBelow, relativeTo, wayTo } from '../../model/path.ts';
import type { Edge, SourceFile, WorkspaceFacts } from '../../model/rule.ts';

const sourceExtension = /(?:\.d)?\.[cm]?[jt]sx?$/;
const index = /(?:^|\/)index$/;

/**
 * How a file would name another in the way in which it names its neighbour: by what it calls it already, by the package
 * or the alias that it uses, else by the way through the folders. Only what leads there counts.
 */
export function specifierFor(
  { from, to, fact }: Edge,
  target: SourceFile,
  workspace: WorkspaceFacts,
  { follow }: FixTools,
): string | undefined {
  const leads = (specifier: string) => follow(from.path, specifier) === target.path;
  const known = from.facts.imports.find(
    ({ specifier }, at) => isFile(from, at, target) && !/[!?]/.test(specifier),
  );
  if (known) return known.specifier;
  const candidates = [
    ...packageNames(from, target, workspace),
    ...(fact.specifier.startsWith('.') ? [] : aliased(fact.specifier, to.path, target.path)),
    ...relative(from.path, target.path, styleOf(fact.specifier, from)),
  ];
  return candidates.find(leads);
}

/** How a file would name another by the way through the folders, with the extensions that it is used to. */
export function relativeSpecifier(
  from: SourceFile,
  target: SourceFile,
  fallback: string,
  { follow }: FixTools,
): string | undefined {
  const own = from.facts.imports.find(({ specifier }) => specifier.startsWith('.'));
  return relative(from.path, target.path, styleOf(own?.specifier ?? fallback, from)).find(
    (specifier) => follow(from.path, specifier) === target.path,
  );
}

function isFile({ targets }: SourceFile, at: number, { id }: SourceFile): boolean {
  const target = targets[at];
  return target?.to === 'file' && target.file === id;
}

/** A package is named across its border where the importer's own package says that it depends on it. */
function packageNames(from: SourceFile, target: SourceFile, workspace: WorkspaceFacts): readonly string[] {
  const there = workspace.manifestAround(target.path);
  const here = workspace.manifestAround(from.path);
  if (!there || !here || there === here || there.name === '') return [];
  const isKnown =
    here.dependencies.some(({ name }) => name === there.name) ||
    from.facts.imports.some(
      ({ specifier }) => specifier === there.name || specifier.startsWith(`${there.name}/`),
    );
  return isKnown ? [there.name, ...subpaths(there.exports).map((path) => there.name + path)] : [];
}

function subpaths(exported: unknown): readonly string[] {
  if (typeof exported !== 'object' || exported === null) return [];
  return Object.keys(exported).flatMap((key) =>
    key.startsWith('./') && !key.includes('*') ? [key.slice(1)] : [],
  );
}

/** `@/cart/total` for `src/cart/total.ts` makes `@/cart` and `@/cart/index` of `src/cart/index.ts`. */
function aliased(specifier: string, path: string, target: string): readonly string[] {
  const written = specifier.replace(sourceExtension, '');
  const extension = specifier.slice(written.length);
  const plain = path.replace(sourceExtension, '').replace(index, '');
  const segments = written.replace(index, '').split('/');
  const found: string[] = [];
  for (let at = 1; at <= segments.length; at++) {
    const rest = segments.slice(at).join('/');
    if (rest !== '' && plain !== rest && !plain.endsWith(`/${rest}`)) continue;
    const folder = rest === '' ? plain : plain.slice(0, -rest.length - 1);
    if (!isBelow(folder, target)) continue;
    const head = segments.slice(0, at).join('/');
    const tail = relativeTo(folder, target).replace(sourceExtension, '');
    const endings =
      extension === '' ? [tail.replace(index, ''), tail] : [tail + extensionFor(extension, target)];
    found.push(...endings.map((ending) => (ending === '' ? head : `${head}/${ending}`)));
  }
  return found;
}

interface Style {
  /** As it is written; empty where there is none. */
  readonly extension: string;
  /** The file writes the `index` of a folder. */
  readonly hasIndex: boolean;
}

function styleOf(specifier: string, { facts }: SourceFile): Style {
  return {
    extension: sourceExtension.exec(specifier)?.[0] ?? '',
    hasIndex: facts.imports.some((fact) => index.test(fact.specifier)),
  };
}

function relative(from: string, target: string, { extension, hasIndex }: Style): readonly string[] {
  const way = wayTo(folderOf(from), target.replace(sourceExtension, ''));
  const folder = way.replace(/\/index$/, '') || '.';
  const whole = way + extensionFor(extension, target);
  const full = [
    whole,
    way,
    `${way}${extensionFor('.js', target)}`,
    way + (sourceExtension.exec(target)?.[0] ?? ''),
  ];
  if (extension !== '' || folder === way) return full;
  return hasIndex ? [way, folder, ...full] : [folder, way, ...full];
}

/** An extension that means the target: what is written in TypeScript is named by what it compiles to, or by itself. */
function extensionFor(written: string, target: string): string {
  if (written === '') return '';
  const own = sourceExtension.exec(target)?.[0] ?? '';
  if (/^\.[cm]?tsx?$/.test(written)) return own;
  return own.replace(/^\.(?:d\.)?([cm]?)[jt]s(x?)$/, (_, kind: string) => `.${kind}js`);
}
