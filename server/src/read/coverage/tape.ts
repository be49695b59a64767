import type { Coverage, FileCoverage } from '../../model/evidence.ts';

/** What is known of the branches of a line; of two words about one line in one report the lower one above 0 holds. */
export type Branches = 0 | 1 | 2;
export const noBranches = 0;
export const someTaken = 1;
export const allTaken = 2;

/** The measured lines of all files of a report, one after the other, in arrays that grow: a report of 12 MB takes 10. */
export interface Tape {
  readonly length: number;
  push(line: number, hits: number, branches: Branches): void;
  line(index: number): number;
  hits(index: number): number;
  branches(index: number): Branches;
  setBranches(index: number, branches: Branches): void;
}

/** A file as one record of the report tells it. */
export interface RawFile {
  /** Alternatives for its name. */
  readonly names: readonly string[];
  /** Where its lines are on the tape. */
  readonly from: number;
  readonly to: number;
  /** Of a report that tells no lines. */
  readonly totals?: { readonly covered: number; readonly measured: number };
  missed?(): NonNullable<FileCoverage['missed']>;
}

export interface RawReport {
  readonly ok: true;
  readonly format: Coverage['format'];
  readonly files: readonly RawFile[];
  readonly tape: Tape;
}

const mostHits = 0x7fffffff;

/** `room` is how many lines are expected; memory that is not written to costs nothing. */
export function createTape(room = 0): Tape {
  const least = Math.max(1024, room);
  let lines = new Int32Array(least);
  let hits = new Int32Array(least);
  let branches = new Uint8Array(least);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(line, count, taken) {
      if (length === lines.length) {
        lines = grown(lines, new Int32Array(length * 2));
        hits = grown(hits, new Int32Array(length * 2));
        branches = grown(branches, new Uint8Array(length * 2));
      }
      lines[length] = line;
      hits[length] = count > mostHits ? mostHits : count > 0 && count < 1 ? 1 : count;
      branches[length] = taken;
      length++;
    },
    line: (index) => lines[index] ?? 0,
    hits: (index) => hits[index] ?? 0,
    branches: (index) => (branches[index] ?? 0) as Branches,
    setBranches(index, taken) {
      branches[index] = taken;
    },
  };
}

function grown<Numbers extends Int32Array | Uint8Array>(old: Numbers, larger: Numbers): Numbers {
  larger.set(old);
  return larger;
}
