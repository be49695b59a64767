import type { Call, CalledOperation, CallMatching, ContractCover, UnresolvedCall } from '../model/calls.ts';
import type { Contract, InterfaceContract, Route, ServedRoutes, UnresolvedRoute } from '../model/contract.ts';
import type { WrittenContract } from '../model/contract-written.ts';
import type { DirectiveFact, Extraction, FileFacts } from '../model/facts.ts';
import type { Host, ReadResult, Store } from '../model/host.ts';
import type { TypeReader } from '../model/inferred.ts';
import type { InterfaceFacts, InterfaceInput } from '../model/interface-facts.ts';
import type { JsonDocument } from '../model/json.ts';
import type { BoundContract, Matching } from '../model/matching.ts';
import type { OwnerName, OwnersDialect, OwnersDocument, OwnersIndex } from '../model/owners.ts';
import type { PackageFacts } from '../model/package-facts.ts';
import type { Policy } from '../model/policy.ts';
import type { Resolver, ResolverInput } from '../model/resolution.ts';
import type { CallFacts, RouteFacts } from '../model/route-facts.ts';
import type { Rule } from '../model/rule.ts';
import type { Place } from '../model/span.ts';
import type { Snapshot } from './snapshot.ts';

export interface SourceText {
  readonly path: string;
  readonly text: string;
  /** By what the file is recognised; absent for unsaved text. */
  readonly stamp?: string | undefined;
}

/** Reads what the lexer could not decide; throws when even a compiler cannot. */
export type Parser = (file: SourceText) => FileFacts;

/** What an edge gives the engine to know owners by. */
export interface OwnershipParts {
  /** Where the root lies below the repository's, relative POSIX; empty where they are one. */
  readonly folder: string;
  /** True for a path that, once links are followed, does not lead out of the repository. */
  isInside(path: string): boolean;
  /** Whose rules the hosting service follows, where the repository's remotes tell. */
  hosting(): OwnersDialect | undefined;
  /** Every file that git knows or would know, relative POSIX to the repository's root; undefined without a repository. */
  files(): readonly string[] | undefined;
  readCodeowners(path: string, text: string, dialect: OwnersDialect): OwnersDocument;
  /** True for a text with headings that only GitLab knows. */
  hasHeadings(text: string): boolean;
  index(document: OwnersDocument): OwnersIndex;
  /** Suppressions in the comments of a text where these begin with `#`. */
  extractDirectives(text: string): readonly DirectiveFact[];
  /** The owner that a Backstage descriptor names. */
  readCatalog(text: string): OwnerName | undefined;
}

/** What interfaces that are contracts are read by. */
export interface InterfaceParts {
  /** A cheap test for texts that may mark one. */
  mayMark(text: string): boolean;
  /** A cheap test for texts that may say one of some names. */
  mayMention(names: ReadonlySet<string>, text: string): boolean;
  facts(path: string, text: string): InterfaceFacts;
  find(input: InterfaceInput): readonly InterfaceContract[];
}

export interface FoundCalls {
  readonly calls: readonly Call[];
  readonly unresolved: readonly UnresolvedCall[];
}

/** What an edge gives the engine to know by who calls and tests operations. */
export interface CallParts {
  /** A cheap test for files that may call operations. */
  mayCall(path: string, text: string): boolean;
  facts(path: string, text: string): RouteFacts & CallFacts;
  /** To be given each of the files once; what it found is told at the end. */
  search(input: {
    readonly paths: readonly string[];
    readonly facts: (path: string) => (RouteFacts & Partial<CallFacts>) | undefined;
    readonly follow: (from: string, specifier: string) => string | undefined;
    readonly operationIds: ReadonlySet<string>;
    readonly mayMention: (path: string) => boolean;
  }): { read(path: string): void; end(): FoundCalls };
  match<Called extends CalledOperation>(
    operations: readonly Called[],
    sources: {
      readonly calls: readonly Call[];
      readonly covers: readonly ContractCover[];
      isTest(path: string): boolean;
      first?(path: string): readonly Called[] | undefined;
    },
  ): CallMatching<Called>;
  /** True for the name of a Pact file, or of a configuration of a tool that tests contracts. */
  isTestDocument(path: string): boolean;
  /** What one says; undefined for a document that is none. */
  testDocument(
    path: string,
    text: string,
  ):
    | {
        readonly calls: readonly Call[];
        readonly covers: readonly ContractCover[];
        readonly problems: readonly (Place & { readonly message: string })[];
      }
    | undefined;
}

/** Finds the routes of one workspace; what nothing has changed of since its last search is not found again. */
export type FindRoutes = (input: {
  readonly paths: readonly string[];
  readonly files?: readonly string[];
  readonly facts: (path: string) => RouteFacts | undefined;
  readonly follow: (from: string, specifier: string) => string | undefined;
  /** Files, and where imports lead, are as they were at its last search: only facts may be others. */
  readonly leadsAsBefore?: boolean;
}) => ServedRoutes;

/** What an edge gives the engine to know contracts and routes by. */
export interface ContractParts {
  /** A cheap test for files that may register routes. */
  mayServe(path: string, text: string): boolean;
  routeFacts(path: string, text: string): RouteFacts;
  createRouteFinder(): FindRoutes;
  /** A cheap test for files that may hold a contract in TypeScript. */
  mayPromise(path: string, text: string): boolean;
  /** The contracts that are written in TypeScript; what could not be understood of one is a problem of it. */
  findNativeContracts(input: {
    readonly paths: readonly string[];
    readonly facts: (path: string) => RouteFacts | undefined;
    readonly follow: (from: string, specifier: string) => string | undefined;
    readonly tables?: ReadonlySet<string>;
    readonly versionOf?: (path: string) => (Place & { readonly text: string }) | undefined;
    readonly routes?: readonly Route[];
  }): readonly Contract[];
  /** Reads what a contract in TypeScript says besides its operations; to be asked anew where a text is another one. */
  createWrittenReader(input: {
    readonly facts: (path: string) => RouteFacts | undefined;
    readonly text: (path: string) => string | undefined;
    readonly follow: (from: string, specifier: string) => string | undefined;
  }): (contract: Contract) => WrittenContract;
  /** Equal texts give the same object while it is in use. */
  parse(text: string): JsonDocument;
  /** Undefined for a document that is no contract. */
  readContract(source: {
    readonly path: string;
    readonly text: string;
    readonly document: JsonDocument;
    readonly read: (path: string) => JsonDocument | undefined;
  }): Contract | undefined;
  /** Gives routes whose prefix is not known the one that contracts suggest, and leaves the rest with what is not known. */
  suggestPrefixes(contracts: readonly BoundContract[], found: ServedRoutes): ServedRoutes;
  /** Of one workspace: where routes only stand elsewhere than the last time, what was matched moves along. */
  createMatcher(): (
    contracts: readonly BoundContract[],
    routes: readonly Route[],
    unresolved: readonly UnresolvedRoute[],
    /** Contracts that a policy names and that are not there. */
    absent?: readonly Pick<BoundContract, 'covers' | 'implementedBy'>[],
  ) => Matching;
  /** Suppressions in the comments of a contract. */
  directives(text: string): readonly DirectiveFact[];
  readonly interfaces: InterfaceParts;
  readonly calls: CallParts;
}

/** What an edge gives the engine to work with. */
export interface EngineParts {
  readonly host: Host;
  readonly rules: readonly Rule[];
  extract(path: string, text: string): Extraction;
  extractDirectives(text: string): readonly DirectiveFact[];
  /** Loads a compiler. */
  loadParser(): Promise<Parser>;
  /** What deep rules rest on; loads a compiler on first need. */
  readonly types: TypeReader;
  createResolver(input: ResolverInput): Resolver;
  readPolicy(path: string, read: (path: string) => ReadResult): Policy;
  /** What a package.json says; undefined where it holds no object. */
  readManifest(path: string, text: string): PackageFacts | undefined;
  /** Without it nobody owns anything but by statements. */
  readonly ownership?: OwnershipParts;
  /** Without it nothing is known of contracts; asked for once a policy declares some. */
  readonly loadContracts?: () => Promise<ContractParts>;
  /** Of a workspace as it was: the files that were there, by those that are there now. */
  filesThen?(now: readonly string[]): readonly string[];
  /** The same workspace: where files that were moved since are now, by their paths there. */
  readonly movedSince?: ReadonlyMap<string, string>;
  /** UTC date of judgement, `YYYY-MM-DD`. */
  today(): string;
  /** Where the graph outlives the process; without it every start is a cold one. */
  readonly store?: Store;
  /** What is known of a workspace that this one is a variant of. */
  readonly known?: Snapshot;
  /** Names the code that read the facts: those of another build are not trusted. */
  readonly build?: string;
}

export interface EngineOptions {
  /** Judge by this policy document alone, whatever else the walk finds. */
  readonly policy?: string;
  /** Go on with the last good policy while the document is broken, as an editor must. */
  readonly keepsLastGoodPolicy?: boolean;
  /** Let other work run every few milliseconds. */
  readonly yields?: boolean;
  /** How long one file may take before it is left out, in milliseconds; default 5,000. */
  readonly fileMilliseconds?: number;
  /** Megabytes of heap above which only open files are judged. */
  readonly mostMegabytes?: number;
}
