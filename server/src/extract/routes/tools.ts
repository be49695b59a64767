import type { UnknownPrefix } from '../../model/contract.ts';
import type { Confidence } from '../../model/finding.ts';
import type { Evaluation, Located } from './evaluation.ts';
import type { KnownReads } from './known-reads.ts';
import type { RouteInput } from './search.ts';

/** What stands before the paths of a router. */
export interface Prefix {
  readonly text: string;
  readonly confidence: Confidence;
  /** What stands before the text and is not known. */
  readonly beneath?: UnknownPrefix;
  /** Some router on the way takes capital letters for small ones. */
  readonly ignoresCase?: true;
  /** The files of the mounts that make it, the outermost last. */
  readonly mountedIn?: readonly string[];
}

/** What adapters of files are given. */
export interface Tools {
  readonly paths: readonly string[];
  readonly facts: RouteInput['facts'];
  readonly evaluation: Evaluation;
  readonly reads: KnownReads;
  readonly follow: RouteInput['follow'];
  /** Where the router that an expression leads to is mounted, as far as it is known; undefined when it leads to none. */
  readonly prefixesOf: (located: Located) => readonly Prefix[] | undefined;
}
