import type { Place, Span } from './span.ts';

export const ownersDialects = ['github', 'gitlab'] as const;
/** Whose rules a CODEOWNERS file follows. */
export type OwnersDialect = (typeof ownersDialects)[number];

/** `@user`, `@org/team`, `@@role` or an e-mail address as written, and where. */
export interface OwnerName {
  readonly text: string;
  readonly span: Span;
}

/** Lines of a CODEOWNERS file that are decided together. GitHub knows one; GitLab's parts of one name are one. */
export interface OwnersSection {
  /** As first written; empty for what comes before any heading. */
  readonly name: string;
  /** True only where every heading of this name says so. */
  readonly isOptional: boolean;
  /** How many of its owners have to approve; at least 1. */
  readonly approvals: number;
}

/** One line that says who owns some paths. */
export interface OwnersEntry {
  /** As written, escapes included, without the `!` of an exclusion. */
  readonly pattern: string;
  /** Of the pattern, an exclusion's `!` included. */
  readonly span: Span;
  /** The whole line without its end. */
  readonly line: Span;
  /** Who owns what it matches: its own owners, or those of its heading; empty where it takes owners away. */
  readonly owners: readonly OwnerName[];
  /** Its owners are those of its heading. */
  readonly inherits: boolean;
  /** What it matches has no owner in this section, whatever other lines say. */
  readonly isExclusion: boolean;
  /** Index into the document's sections. */
  readonly section: number;
}

/** Something in a CODEOWNERS file that its hosting service ignores or reads otherwise than it looks. */
export interface OwnersProblem {
  readonly span: Span;
  readonly line: Span;
  /** Stable, e.g. `OWN-003`. */
  readonly code: string;
  readonly message: string;
  /** What stands there, for a fingerprint that outlives the wording of messages. */
  readonly word: string;
  /** The pattern as written, where there is nothing wrong should a file be called that. */
  readonly unlessMatched?: OwnersEntry;
}

/** What a CODEOWNERS file says. */
export interface OwnersDocument {
  /** Relative POSIX to the workspace root; may begin with `../`. */
  readonly path: string;
  readonly dialect: OwnersDialect;
  readonly sections: readonly OwnersSection[];
  /** In the order of the document; lines that the service skips are left out. */
  readonly entries: readonly OwnersEntry[];
  readonly problems: readonly OwnersProblem[];
}

/** Decides by a document, path by path. Paths are relative POSIX to the repository's root. */
export interface OwnersIndex {
  /** Of every section the line that decides about a path, in order of the sections; exclusions included. */
  decide(path: string): readonly OwnersEntry[];
  /** Whether some pattern, written in this document, would match a path. */
  matcher(pattern: string): (path: string) => boolean;
  /** What every line does to these paths, parallel to the document's entries. */
  survey(paths: readonly string[]): readonly OwnersUse[];
}

/** What one line does in the repository as it is. */
export interface OwnersUse {
  readonly entry: OwnersEntry;
  /** How many paths it decides about, and the first few of them. */
  readonly wins: number;
  readonly examples: readonly string[];
  /** A path that it matches. */
  readonly matched?: string;
  /** The later line that decides about `matched`; only where the entry wins nothing. */
  readonly beaten?: OwnersEntry;
}

/** An owner that a Backstage descriptor names. */
export interface CatalogOwner extends Place {
  /** As written, e.g. `payments` or `group:default/payments`. */
  readonly text: string;
}

/** Who owns which path. Paths are relative POSIX to the workspace root. */
export interface Owners {
  /** Owners by CODEOWNERS, of all sections together; where there are none, the owner of the path's service. */
  of(path: string): readonly string[];
  /** The line that decides about a path; of several sections the first one's. */
  ruleOf(path: string): Place | undefined;
  /** Of every section the line that decides. */
  decide(path: string): readonly OwnersEntry[];
  /** The CODEOWNERS file; absent where there is none. */
  readonly document?: OwnersDocument;
  readonly index?: OwnersIndex;
  /** True for a document that owners are read from, there or not. */
  reads(path: string): boolean;
  /** Every file that git knows or would know, relative POSIX to the repository's root; undefined without a repository. */
  files(): readonly string[] | undefined;
  /** What every line does to these files; undefined without a repository or a document. */
  uses(): readonly OwnersUse[] | undefined;
  /** Folders of submodules, relative POSIX to the repository's root: their files are another repository's. */
  submodules(): readonly string[];
  /** A path relative to the repository's root as one relative to the workspace root, and back. */
  fromRepository(path: string): string;
  toRepository(path: string): string;
  /** Every Backstage descriptor with an owner that git knows, in order of path. */
  catalogs(): readonly CatalogOwner[];
  /** The owner that the nearest Backstage descriptor above a path names. */
  catalogOf(path: string): CatalogOwner | undefined;
  /** A CODEOWNERS file that cannot be read, where it lies, or that a policy names and that is not there, where it is named. */
  readonly missing?: Place & { readonly text: string; readonly detail: string };
}

/** Every file below the workspace root that git knows or would know, relative POSIX to that root; none without a repository. */
export function filesInside(owners: Pick<Owners, 'files' | 'fromRepository'>): readonly string[] {
  const paths = (owners.files() ?? []).map((path) => owners.fromRepository(path));
  return paths.filter((path) => !path.startsWith('../'));
}

/** Of a workspace that names no owners. */
export const noOwners: Owners = {
  of: () => [],
  ruleOf: () => undefined,
  decide: () => [],
  reads: () => false,
  files: () => undefined,
  uses: () => undefined,
  submodules: () => [],
  fromRepository: (path) => path,
  toRepository: (path) => path,
  catalogs: () => [],
  catalogOf: () => undefined,
};
