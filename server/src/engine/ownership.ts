import type { DirectiveFact } from '../model/facts.ts';
import type { ReadResult } from '../model/host.ts';
import {
  type CatalogOwner,
  noOwners,
  type Owners,
  type OwnersDialect,
  type OwnersDocument,
  type OwnersEntry,
  type OwnersIndex,
  type OwnersUse,
} from '../model/owners.ts';
import { folderOf, isBelow, joinPath, lastSegment, relativeTo, wayTo } from '../model/path.ts';
import type { Policy } from '../model/policy.ts';
import type { EngineParts, OwnershipParts } from './parts.ts';

/** Where a hosting service looks for CODEOWNERS, first found first; what it does not look at comes last. */
const places: Readonly<Record<OwnersDialect, readonly string[]>> = {
  github: ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'],
  gitlab: ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS', '.github/CODEOWNERS'],
};

const catalogName = 'catalog-info.yaml';
const modulesName = '.gitmodules';

const outside: ReadResult = { ok: false, problem: 'unreadable', detail: 'it is outside the repository' };

/** What owners rest on besides documents of their own. */
export interface OwnershipGround {
  /** Unsaved text wins; what the document says is remembered, so that a change is noticed. */
  read(path: string): ReadResult;
  /** The owner of the service that a path belongs to, as the policy says. */
  serviceOwner(path: string): string | undefined;
  /** The owner that a contract names itself; absent where contracts are not read. */
  contractOwner?(path: string): string | undefined;
}

/** The live state of who owns what: CODEOWNERS, Backstage descriptors, and the files that git knows. */
export class Ownership {
  readonly #parts: OwnershipParts | undefined;
  readonly #host: EngineParts['host'];
  readonly #ground: OwnershipGround;
  #inputs: ReadonlySet<string> = new Set();
  #document: OwnersDocument | undefined;
  #index: OwnersIndex | undefined;
  #directives = new Map<string, readonly DirectiveFact[]>();
  #missing: Owners['missing'];
  #decided = new Map<string, readonly OwnersEntry[]>();
  #catalogs = new Map<string, CatalogOwner | undefined>();
  #files: { readonly list: readonly string[] | undefined; known?: ReadonlySet<string> } | undefined;
  #uses: readonly OwnersUse[] | undefined;
  /** Files that are there and that git did not list. */
  readonly #leftOut = new Set<string>();
  #owners: Owners = noOwners;

  constructor({ host, ownership }: Pick<EngineParts, 'host' | 'ownership'>, ground: OwnershipGround) {
    this.#host = host;
    this.#parts = ownership;
    this.#ground = ground;
  }

  /** Reads by one document alone, wherever it is, and whatever policies say. */
  use(document: OwnersDocument): void {
    if (!this.#parts) return;
    this.#decided = new Map();
    this.#uses = undefined;
    this.#missing = undefined;
    this.#document = document;
    this.#index = this.#parts.index(document);
    this.#owners = this.#snapshot(this.#parts);
  }

  /** Another object after every load. */
  get owners(): Owners {
    return this.#owners;
  }

  /** True for a document that owners are read from, there or not. */
  isInput(path: string): boolean {
    return this.#inputs.has(path) || (this.#parts !== undefined && lastSegment(path) === catalogName);
  }

  /** Suppressions in CODEOWNERS and in Backstage descriptors. */
  directives(path: string): readonly DirectiveFact[] {
    return this.#directives.get(path) ?? [];
  }

  /** The documents that hold suppressions. */
  get suppressing(): readonly string[] {
    return [...this.#directives.keys()];
  }

  /** Reads everything anew; the list of files is kept. */
  load(policies: readonly Policy[]): void {
    const parts = this.#parts;
    if (!parts) return;
    this.#decided = new Map();
    this.#catalogs = new Map();
    this.#uses = undefined;
    this.#missing = undefined;
    const { document, text } = this.#find(policies, parts) ?? {};
    this.#document = document;
    this.#index = document && parts.index(document);
    this.#directives = new Map();
    if (document && text !== undefined) this.#noteDirectives(document.path, text, parts);
    this.#owners = this.#snapshot(parts);
  }

  /** Notes that these paths were created, changed or deleted; true when git may list other files by now. */
  noteFiles(paths: Iterable<string>): boolean {
    const files = this.#files;
    const parts = this.#parts;
    if (!files || !parts) return false;
    files.known ??= new Set(files.list);
    let mayDiffer = false;
    for (const path of paths) {
      const kind = this.#host.probe(path);
      const isKnown = files.known.has(joinPath(parts.folder, path));
      if (kind === 'none') this.#leftOut.delete(path);
      if (kind === 'none' ? !isKnown : isKnown && kind === 'file') continue;
      // What git was asked about before and left out, such as a log that grows, is no news.
      if (kind !== 'none' && (this.#leftOut.has(path) || !this.#isReached(path, kind))) continue;
      if (kind === 'file') this.#leftOut.add(path);
      mayDiffer = true;
    }
    if (!mayDiffer) return false;
    this.#files = undefined;
    this.#uses = undefined;
    return true;
  }

  #isReached(path: string, kind: 'file' | 'folder'): boolean {
    const folder = kind === 'file' ? folderOf(path) : path;
    return this.#host.isWalked(joinPath(folder, 'any.ts'));
  }

  /** To be called when ignore files may say something else. */
  forgetFiles(): void {
    this.#leftOut.clear();
    this.#files = undefined;
    this.#uses = undefined;
  }

  #find(policies: readonly Policy[], parts: OwnershipParts) {
    // A repository has one such file; the outermost policy that names it is right.
    const outermost = [...policies].sort((a, b) => a.folder.length - b.folder.length);
    const stated = outermost.find(({ ownership }) => ownership.codeowners !== undefined);
    const dialect = outermost.find(({ ownership }) => ownership.dialect !== undefined)?.ownership.dialect;
    const named = stated?.ownership.codeowners;
    const hosting = parts.hosting();
    const inputs = named
      ? [joinPath(stated.folder, named.text)]
      : places[hosting ?? dialect ?? 'github'].map((place) => this.#fromRepository(place));
    this.#inputs = new Set([...inputs, this.#fromRepository(modulesName)]);
    for (const path of inputs) {
      const result = parts.isInside(path) ? this.#ground.read(path) : outside;
      if (result.ok) {
        const spoken =
          dialect ?? dialectOf(path, hosting) ?? (parts.hasHeadings(result.text) ? 'gitlab' : 'github');
        return { document: parts.readCodeowners(path, result.text, spoken), text: result.text };
      }
      if (named) this.#missing = { ...named.place, text: named.text, detail: result.detail };
      else if (result.problem !== 'missing' && result.problem !== 'folder') {
        this.#missing = { path, span: { start: 0, end: 0 }, text: path, detail: result.detail };
        return undefined;
      }
    }
    return undefined;
  }

  #snapshot(parts: OwnershipParts): Owners {
    const [document, index, missing] = [this.#document, this.#index, this.#missing];
    return {
      ...(document && { document }),
      ...(index && { index }),
      ...(missing && { missing }),
      of: (path) => this.#of(path),
      ruleOf: (path) => {
        const [entry] = this.#decide(path);
        return entry && document && { path: document.path, span: entry.span };
      },
      decide: (path) => this.#decide(path),
      reads: (path) => this.isInput(path),
      files: () => this.#listFiles(parts).list,
      uses: () => this.#survey(parts),
      submodules: () => this.#submodules(),
      fromRepository: (path) => this.#fromRepository(path),
      toRepository: (path) => joinPath(parts.folder, path),
      catalogs: () => this.#allCatalogs(parts),
      catalogOf: (path) => this.#catalogOf(path),
    };
  }

  #of(path: string): readonly string[] {
    const names = new Set(this.#decide(path).flatMap(({ owners }) => owners.map(({ text }) => text)));
    if (names.size > 0) return [...names];
    const ground = this.#ground;
    const owner = ground.contractOwner?.(path) ?? ground.serviceOwner(path) ?? this.#catalogOf(path)?.text;
    return owner === undefined ? [] : [owner];
  }

  #decide(path: string): readonly OwnersEntry[] {
    if (!this.#index) return [];
    let decided = this.#decided.get(path);
    if (!decided) {
      decided = this.#index.decide(joinPath(this.#parts?.folder ?? '', path));
      this.#decided.set(path, decided);
    }
    return decided;
  }

  #listFiles(parts: OwnershipParts) {
    if (!this.#files) {
      const list = parts.files();
      this.#files = { list };
    }
    return this.#files;
  }

  #survey(parts: OwnershipParts): readonly OwnersUse[] | undefined {
    const files = this.#index && this.#listFiles(parts).list;
    if (files) this.#uses ??= this.#index?.survey(files);
    return this.#uses;
  }

  #submodules(): readonly string[] {
    const result = this.#ground.read(this.#fromRepository(modulesName));
    if (!result.ok) return [];
    return [...result.text.matchAll(/^\s*path\s*=\s*"?([^"\r\n]*?)"?\s*$/gm)].map(([, path = '']) => path);
  }

  /** Descriptors are found upward, and each folder is looked into once. */
  #catalogOf(path: string): CatalogOwner | undefined {
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      if (!isAbove(folder)) {
        const known = this.#catalogIn(folder);
        if (known) return known;
      }
      if (folder === '') return undefined;
    }
  }

  #allCatalogs(parts: OwnershipParts): readonly CatalogOwner[] {
    const paths = (this.#listFiles(parts).list ?? []).filter((path) => lastSegment(path) === catalogName);
    return paths.flatMap((path) => {
      const folder = folderOf(this.#fromRepository(path));
      return isAbove(folder) ? [] : (this.#catalogIn(folder) ?? []);
    });
  }

  #catalogIn(folder: string): CatalogOwner | undefined {
    if (!this.#catalogs.has(folder)) {
      const path = joinPath(folder, catalogName);
      const result = this.#ground.read(path);
      const owner = result.ok ? this.#parts?.readCatalog(result.text) : undefined;
      if (result.ok && this.#parts) this.#noteDirectives(path, result.text, this.#parts);
      this.#catalogs.set(folder, owner && { path, ...owner });
    }
    return this.#catalogs.get(folder);
  }

  #noteDirectives(path: string, text: string, { extractDirectives }: OwnershipParts): void {
    const found = extractDirectives(text);
    if (found.length > 0) this.#directives.set(path, found);
  }

  #fromRepository(path: string): string {
    const folder = this.#parts?.folder ?? '';
    if (isBelow(folder, path)) return relativeTo(folder, path);
    return wayTo(folder, path).replace(/^\.\//, '');
  }
}

/** What leads above the root is not this workspace's. */
function isAbove(folder: string): boolean {
  return folder === '..' || folder.startsWith('../');
}

/** A folder of one service's own tells more than where the repository is hosted. */
function dialectOf(path: string, hosting: OwnersDialect | undefined): OwnersDialect | undefined {
  const folder = lastSegment(folderOf(path));
  if (folder === '.gitlab') return 'gitlab';
  if (folder === '.github') return 'github';
  return hosting;
}
