import { hashText } from './hash.ts';
import type { Preview } from './preview.ts';
import type { Place, Span } from './span.ts';

export const severities = ['error', 'warning', 'info'] as const;
/** How much a finding weighs; `off` exists only as a setting. */
export type Severity = (typeof severities)[number];
export type SeveritySetting = Severity | 'off';

/** Only a `certain` finding may be an error. */
export type Confidence = 'certain' | 'likely' | 'possible';

export interface Related extends Place {
  readonly message: string;
}

/** One of several causes of a problem, as the baseline lists it: the imports of a cycle. */
export interface ProblemPart {
  readonly path: string;
  /** Free of line numbers. */
  readonly subject: string;
}

/** What a rule yields: where, what and why; it does not know its own severity. */
export interface Problem extends Place {
  /** One sentence: the fact and the boundary, with both names. */
  readonly message: string;
  /** The subject for the fingerprint, free of line numbers: a specifier, a route key, a package name. */
  readonly subject: string;
  /** What the baseline lists in place of path and subject; it accepts the problem when it lists all of these. */
  readonly parts?: () => readonly ProblemPart[];
  /** The statement that carries the span, where a suppression may stand beside any line; default is the span. */
  readonly extent?: Span;
  readonly related?: readonly Related[];
  /** From the policy statement that decided. */
  readonly why?: string;
  readonly owner?: string;
  /** The severity that the deciding statement asks for. */
  readonly severity?: SeveritySetting;
  readonly confidence?: Confidence;
  /** A stable code for the kind of problem within the rule, e.g. `CFG-004`. */
  readonly detail?: string;
  /** What the rule's fixes need to know of it and could not find out again, such as a version. */
  readonly remedy?: Readonly<Record<string, string>>;
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
  /** The rule whose finding at the same place this one makes superfluous, as it says the same and more. */
  readonly inPlaceOf?: string;
}

/** A problem judged: the engine's only output about the code. */
export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly why?: string;
  readonly owners: readonly string[];
  /** 16 hexadecimal digits over rule, path, subject and an ordinal among equals. */
  readonly fingerprint: string;
  readonly confidence: Confidence;
  readonly related: readonly Related[];
  readonly detail?: string;
  readonly remedy?: Readonly<Record<string, string>>;
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
  readonly inPlaceOf?: string;
  /** Present when an inline suppression accepted it; such a finding counts nowhere. */
  readonly suppressed?: {
    readonly reason: string;
    /** The last day as written, where one is given, and where it stands in the document. */
    readonly until?: { readonly text: string; readonly span: Span };
  };
  /** Present when the baseline accepted it at adoption; such a finding counts nowhere. */
  readonly isBaselined?: true;
  /** The statement around the span, for fixes and suppressions. */
  readonly extent: Span;
  readonly subject: string;
  /** What the baseline lists for it; default is path and subject. */
  readonly parts?: () => readonly ProblemPart[];
}

/** True for a finding that counts: neither suppressed nor in the baseline. */
export function isOpen({ suppressed, isBaselined }: Finding): boolean {
  return suppressed === undefined && isBaselined === undefined;
}

/** What names a finding for good; `ordinal` counts those of one rule, path and subject. */
export function fingerprintOf(rule: string, { path, subject }: ProblemPart, ordinal = 0): string {
  return hashText([rule, path, subject, ordinal].join('\n'));
}

/** True when one finding says what another one says and more, whatever they weigh and whoever accepted either. */
export function saysMoreThan(one: Finding, other: Finding): boolean {
  return (
    one.inPlaceOf === other.rule &&
    one.path === other.path &&
    one.span.start === other.span.start &&
    one.span.end === other.span.end
  );
}

/** True when a finding weighs at least as much as another one. */
export function isAsHeavy(one: Finding, other: Finding): boolean {
  return severities.indexOf(one.severity) <= severities.indexOf(other.severity);
}

/** True when one finding makes another one superfluous: both count, and it weighs as much. */
export function standsFor(one: Finding, other: Finding): boolean {
  return saysMoreThan(one, other) && isOpen(one) && isOpen(other) && isAsHeavy(one, other);
}

/** A fact worth saying that has no place in a document. */
export interface Notice {
  /** Stable, e.g. `SRC-001`. */
  readonly code: string;
  readonly message: string;
  /** True when the notice makes the verdict unknown: something declared could not be judged. */
  readonly incomplete: boolean;
}

export type Verdict = 'pass' | 'fail' | 'unknown';

export interface CheckSummary {
  readonly files: number;
  readonly edges: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly suppressed: number;
  readonly baselined: number;
}

/** How many routes are promised, for people to see what was found at all. */
export interface ContractTally {
  readonly routes: number;
  readonly promised: number;
  readonly internal: number;
  /** Registrations that could not be understood. */
  readonly notUnderstood: number;
}

/** Everything `check` has to say; the builders in `report` turn it into text. */
export interface CheckResult {
  readonly mode: 'policy' | 'preview';
  readonly verdict: Verdict;
  readonly engine: string;
  readonly edition: string;
  /** 16 hexadecimal digits over the effective policies; absent in a preview. */
  readonly policyHash?: string;
  readonly summary: CheckSummary;
  /** In order of path, position and rule; suppressed and baselined ones are included and marked. */
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  /** Why the analysis is incomplete, one sentence each; unless there is none, the verdict cannot be a pass. */
  readonly gaps: readonly string[];
  /** Imports that lead nowhere and were not accepted: no rule could judge them. */
  readonly unresolved: number;
  /** What the workspace keeps already; only in a preview. */
  readonly preview?: Preview;
  /** True when a policy could not be read as written, so that the verdict rests on less than was declared. */
  readonly isPolicyBroken: boolean;
  /** What is promised of what is served; absent where nothing declares contracts. For people only. */
  readonly contracts?: ContractTally;
}
