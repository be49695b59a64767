import type { DirectiveFact, Extraction, FileFacts } from '../model/facts.ts';
import type { Host, ReadResult, Store } from '../model/host.ts';
import type { TypeReader } from '../model/inferred.ts';
import type { PackageFacts } from '../model/package-facts.ts';
import type { Policy } from '../model/policy.ts';
import type { Resolver, ResolverInput } from '../model/resolution.ts';
import type { Rule } from '../model/rule.ts';
import type { Snapshot } from './snapshot.ts';

export interface SourceText {
  readonly path: string;
  readonly text: string;
  /** By what the file is recognised; absent for unsaved text. */
  readonly stamp?: string | undefined;
}

/** Reads what the lexer could not decide; throws when even a compiler cannot. */
export type Parser = (file: SourceText) => FileFacts;

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
