import type { DirectiveFact, Extraction, FileFacts } from '../model/facts.ts';
import type { Host, ReadResult } from '../model/host.ts';
import type { Policy } from '../model/policy.ts';
import type { Resolver, ResolverInput } from '../model/resolution.ts';
import type { Rule } from '../model/rule.ts';

export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** What an edge gives the engine to work with. */
export interface EngineParts {
  readonly host: Host;
  readonly rules: readonly Rule[];
  extract(path: string, text: string): Extraction;
  extractDirectives(text: string): readonly DirectiveFact[];
  /** Settles a file that the lexer could not decide; loads a compiler. Rejects when even that fails. */
  settle(file: SourceText): Promise<FileFacts>;
  createResolver(input: ResolverInput): Resolver;
  readPolicy(path: string, read: (path: string) => ReadResult): Policy;
  /** UTC date of judgement, `YYYY-MM-DD`. */
  today(): string;
}

export interface EngineOptions {
  /** Judge by this policy document alone, whatever else the walk finds. */
  readonly policy?: string;
  /** Go on with the last good policy while the document is broken, as an editor must. */
  readonly keepsLastGoodPolicy?: boolean;
  /** Let other work run every few milliseconds. */
  readonly yields?: boolean;
}
