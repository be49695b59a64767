import type { Place } from './span.ts';

/** Facts from outside of the source: what tests, scanners and package managers have found. */

/** Lines of one file that a coverage run measured. */
export interface FileCoverage {
  /** Relative POSIX to the root. */
  readonly path: string;
  readonly covered: number;
  readonly measured: number;
  /** Only for files that were asked for: the measured lines, ascending from 1, and parallel to them how often each ran. */
  readonly lines?: Int32Array;
  readonly hits?: Int32Array;
  /** Lines that ran, but not with each outcome of their branches; ascending. */
  readonly partial?: Int32Array;
  /** Statements that did not run, where the report knows columns; lines from 1, columns from 1 in UTF-16 units. */
  readonly missed?: readonly {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  }[];
}

export interface Coverage {
  readonly format: 'lcov' | 'cobertura' | 'clover' | 'istanbul' | 'istanbul-summary';
  /** In order of path; files of the report that are not in this workspace are left out. */
  readonly files: readonly FileCoverage[];
  /** Sums over `files`. */
  readonly covered: number;
  readonly measured: number;
  /** Names in the report that lead to no file here. */
  readonly foreign: readonly string[];
}

export const vulnerabilityLevels = ['low', 'moderate', 'high', 'critical'] as const;
export type VulnerabilityLevel = (typeof vulnerabilityLevels)[number];

/** One weakness of one package, however many names it has. */
export interface Vulnerability {
  /** The name that is shown: CVE before GHSA before others. */
  readonly id: string;
  /** All its names, the shown one included. */
  readonly aliases: readonly string[];
  readonly package: string;
  /** Versions of the package that are installed and weak, where the report tells them. */
  readonly versions: readonly string[];
  /** All weak versions as a range, where the report tells it; what lies outside is safe. */
  readonly range?: string;
  readonly title: string;
  /** `unknown` weighs as high. */
  readonly level: VulnerabilityLevel | 'unknown';
  /** The first version that is safe, where one is known. */
  readonly fixedIn?: string;
  /** Dependencies that bring the package in, as the report knows them; for where there is no lock file. */
  readonly broughtBy?: readonly string[];
  /** The dependency that is to be raised, and to which version, as the package manager worked it out. */
  readonly raise?: { readonly name: string; readonly version: string };
  /** The file of this workspace in which the scanner found the package. */
  readonly lockFile?: string;
  /** The scanner has seen that the weak code is never called. */
  readonly isUncalled?: true;
  readonly url?: string;
  /** The report that tells it. */
  readonly report: string;
}

export const securityLevels = ['note', 'warning', 'error'] as const;
export type SecurityLevel = (typeof securityLevels)[number];

/** What a scanner of source code, of secrets or of configuration has found. */
export interface SecurityResult {
  readonly tool: string;
  readonly ruleId: string;
  readonly level: SecurityLevel;
  readonly message: string;
  /** Relative POSIX to the root; absent where the result names no file of this workspace. */
  readonly path?: string;
  /** Lines and columns from 1, columns in UTF-16 units; `endColumn` is exclusive. */
  readonly region?: {
    readonly startLine: number;
    readonly startColumn?: number;
    readonly endLine?: number;
    readonly endColumn?: number;
  };
  /** Free of line numbers: equal results of two runs have equal ones. */
  readonly identity: string;
  /** The scanner itself says that it was there before, or that somebody accepted it. */
  readonly isOld?: true;
  /** The scanner itself says that it was not there before. */
  readonly isNew?: true;
  /** Where the scanner says it is, if `path` is absent. */
  readonly foreignPath?: string;
  readonly url?: string;
}

export interface TestCase {
  readonly name: string;
  readonly suite: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly message?: string;
  /** Relative POSIX to the root, where the report names a file of this workspace. */
  readonly path?: string;
  /** From 1. */
  readonly line?: number;
}

export interface TestRun {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Those that failed, in the order of the report. */
  readonly failures: readonly TestCase[];
}

/** Why a report could not be used; `message` is one sentence about it. */
export interface Unusable {
  readonly ok: false;
  readonly message: string;
}

export type Parsed<Content> = { readonly ok: true; readonly content: Content } | Unusable;

/** One report on disk. */
export interface Report<Content> {
  readonly path: string;
  /** Milliseconds since 1970, when it was last written. */
  readonly modified: number;
  readonly parsed: Parsed<Content>;
}

/** A gate's declared evidence and what was found of it. */
export interface Evidence<Content> {
  readonly reports: readonly Report<Content>[];
  /** Patterns that match no file on disk. */
  readonly missing: readonly { readonly glob: string; readonly place: Place }[];
}
