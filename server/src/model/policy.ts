import type { SecurityLevel, VulnerabilityLevel } from './evidence.ts';
import type { ImportClass } from './facts.ts';
import type { SeveritySetting } from './finding.ts';
import type { Place } from './span.ts';

/** The rule packs a policy can be written for, newest first; new rules arrive only with a new edition. */
export const editions = ['2026-11'] as const;

/** A glob as written, relative to the policy's folder, and where it stands. */
export interface Pattern {
  readonly glob: string;
  readonly place: Place;
}

/** A name or a text that a statement holds, where it stands. */
export interface Reference {
  readonly text: string;
  readonly place: Place;
}

/** What every statement may say besides what it forbids. */
export interface Statement {
  readonly why?: string;
  readonly owner?: string;
  /** Where the owner is written. */
  readonly ownerPlace?: Place;
  readonly severity?: SeveritySetting;
  /** The imports it is about; default is that of the rule that reads it. */
  readonly kinds?: readonly ImportClass[];
  /** Where it is declared: its name, or what it forbids. */
  readonly place: Place;
}

/** A named group of files with a boundary around it. Layers, slices and services share one namespace of names. */
interface Bounded extends Statement {
  readonly name: string;
  readonly files: readonly Pattern[];
  /** What others may import, relative to the element's folder; absent where nothing is private. */
  readonly public?: readonly Pattern[];
  /** All that it may import besides itself, by name or `name:capture`; absent where everything may be. */
  readonly mayImport?: readonly Reference[];
}

/** One layer of the ordered list. Lower rank = higher up; layers of one bracket share a rank. */
export interface Layer extends Bounded {
  readonly kind: 'layer';
  readonly rank: number;
  /** No direct edge may pass over a closed layer. */
  readonly closed: boolean;
}

export const siblingAccess = ['none', 'public', 'free'] as const;
export type SiblingAccess = (typeof siblingAccess)[number];

/** A vertical cut, such as a feature; with a capture in `files` a family of parts, one per captured name. */
export interface Slice extends Bounded {
  readonly kind: 'slice';
  /** What parts of one family may import of each other. */
  readonly siblings: SiblingAccess;
}

export const contractModes = ['design-first', 'generated'] as const;
export type ContractMode = (typeof contractModes)[number];

export const contractVersionings = ['semver', 'path', 'none'] as const;
export type ContractVersioning = (typeof contractVersionings)[number];

/** Paths that are served and promised to nobody. */
export interface InternalPath {
  readonly path: Pattern;
  readonly why?: string;
}

/** What a policy says of one contract of a service. */
export interface ContractSetting {
  /** Path or glob of the document, relative to the policy's folder. */
  readonly file: Pattern;
  /** Paths with the servers' prefix, each beginning with a slash; absent where its operations tell. */
  readonly covers?: readonly Pattern[];
  readonly mode: ContractMode;
  readonly versioning: ContractVersioning;
  readonly internal: readonly InternalPath[];
  /** Files whose calls are calls of this contract. */
  readonly consumers: readonly Pattern[];
}

/** What is deployed as one. */
export interface Service extends Bounded {
  readonly kind: 'service';
  /** What it promises; absent where the policy says nothing of it. */
  readonly contracts?: readonly ContractSetting[];
}

export const contractOrders = ['change', 'base'] as const;
/** Where an operation has to be promised before it is served: in the same change, or in the base. */
export type ContractOrder = (typeof contractOrders)[number];

/** What a policy names and draws a boundary around; messages say which of the three it is. */
export type Element = Layer | Slice | Service;

/** Some files: those of an element, by its name or `name:capture`, or those that a glob matches. */
export type Selector =
  | { readonly by: 'name'; readonly name: string; readonly place: Place }
  | ({ readonly by: 'glob' } & Pattern);

/** Who may import some packages: everybody `in` these places (everywhere, when absent) but those `notIn` may not. */
export interface PackageStatement extends Statement {
  /** Names such as `moment`, `@aws-sdk/*`, `node:*`, or specifiers such as `lodash/fp`; `*` stands for anything. */
  readonly packages: readonly Reference[];
  /** As it was written: `deny`, or `packages` with `onlyIn`, which stands in `notIn`. */
  readonly form: 'deny' | 'onlyIn';
  readonly in?: readonly Selector[];
  readonly notIn: readonly Selector[];
  /** The package to use instead. */
  readonly use?: string;
}

/** What must not be reached from some files, over any number of imports. */
export interface ReachStatement extends Statement {
  readonly from: readonly Selector[];
  readonly mustNotReach: readonly Selector[];
}

/** Imports that are allowed for now, whatever other statements say. */
export interface Exception {
  readonly from: readonly Selector[];
  readonly to: readonly Selector[];
  readonly why: string;
  /** The last day, `YYYY-MM-DD`, inclusive, UTC. */
  readonly until?: Reference;
  readonly place: Place;
}

/** What every gate says: where its evidence is. */
interface Gate {
  /** Report files, relative to the policy's folder. */
  readonly reports: readonly Pattern[];
  /** The gate's key in the policy. */
  readonly place: Place;
}

export interface CoverageGate extends Gate {
  /** Percent of the added measurable lines that must be covered. */
  readonly patch?: number;
  /** Percentage points that the whole may lose against the base. */
  readonly drop?: number;
  /** Below so many added measurable lines a low patch coverage only warns. */
  readonly minLines: number;
  /** Files that no report has to measure; one that does counts all the same. */
  readonly unmeasured?: readonly Pattern[];
  /** Lines some of whose branches were not taken count as uncovered. */
  readonly branches: boolean;
  /** The base's coverage: a report's path, or `git:BRANCH/PATH`. */
  readonly base?: Reference;
}

export interface VulnerabilityGate extends Gate {
  /** New ones of this level and above stop a merge. */
  readonly block: VulnerabilityLevel;
  /** Documents that accept vulnerabilities, with a reason and mostly an end: VEX and `osv-scanner.toml`. */
  readonly accept: readonly Pattern[];
}

export interface SecurityGate extends Gate {
  /** New results of this level and above stop a merge. */
  readonly block: SecurityLevel;
}

export type TestGate = Gate;

export interface Gates {
  readonly coverage?: CoverageGate;
  readonly vulnerabilities?: VulnerabilityGate;
  readonly security?: SecurityGate;
  readonly tests?: TestGate;
}

export const itemLevels = ['must', 'should', 'off'] as const;
export type ItemLevel = (typeof itemLevels)[number];

/** What a policy says of one item of the Definition of Done. */
export interface ItemSetting {
  readonly id: string;
  /** A built-in item is computed; any other is attested by a person. */
  readonly kind?: 'check' | 'attest';
  readonly level?: ItemLevel;
  readonly title?: string;
  /** The change that it is about; absent for every change, and within it a list that is absent matches all. */
  readonly when?: {
    readonly paths?: readonly Pattern[];
    /** Types of conventional commits, such as `feat`. */
    readonly types?: readonly string[];
    readonly services?: readonly Reference[];
  };
  /** Days after which evidence or an attestation is too old. */
  readonly maxAgeDays?: number;
  readonly owner?: string;
  readonly place: Place;
}

/** Where owners are written down, if not where the hosting service looks. */
export interface OwnershipSetting {
  /** Path of the CODEOWNERS file, relative to the policy's folder. */
  readonly codeowners?: Reference;
  readonly dialect?: 'github' | 'gitlab';
}

/** A severity, with options where the rule takes some. */
export interface RuleSetting {
  /** A rule id or a pattern such as `architecture/*`. */
  readonly rule: string;
  readonly severity: SeveritySetting;
  readonly options?: unknown;
  readonly place: Place;
}

export interface Override {
  readonly files: readonly Pattern[];
  readonly rules: readonly RuleSetting[];
}

/** A problem of the policy document; `fatal` ones leave the policy without a trustworthy meaning. */
export interface PolicyProblem {
  /** Stable, e.g. `CFG-004`. */
  readonly code: string;
  readonly place: Place;
  readonly message: string;
  readonly fatal: boolean;
}

/** What a comment that suppresses a finding has to say besides its reason. */
export interface SuppressionSetting {
  /** It names an end, at most so many days from the day of judgement. */
  readonly maxDays?: { readonly days: number; readonly place: Place };
}

/** The effective policy of one `parapet.jsonc`: parents merged in, bad statements left out. */
export interface Policy {
  /** Path of the document, relative POSIX to the workspace root. */
  readonly path: string;
  /** Its folder; empty for the root. Every glob is relative to it. */
  readonly folder: string;
  readonly edition: string;
  readonly layers: readonly Layer[];
  readonly slices: readonly Slice[];
  readonly services: readonly Service[];
  readonly packages: readonly PackageStatement[];
  readonly reach: readonly ReachStatement[];
  readonly except: readonly Exception[];
  /** The revision that a change is compared with. */
  readonly base?: Reference;
  readonly ownership: OwnershipSetting;
  readonly gates: Gates;
  /** Absent where the policy says nothing of it: then it is the same change. */
  readonly contractFirst?: ContractOrder;
  /** The key by which contracts are asked for: `contractFirst`, else `services`. */
  readonly contractsPlace?: Place;
  readonly done: readonly ItemSetting[];
  readonly suppressions: SuppressionSetting;
  /** The keys of the document and its parents, which say what is declared, if only as an empty list. */
  readonly sections: ReadonlySet<string>;
  readonly cover: readonly Pattern[];
  readonly tests: readonly Pattern[];
  readonly exclude: readonly Pattern[];
  readonly rules: readonly RuleSetting[];
  readonly overrides: readonly Override[];
  readonly problems: readonly PolicyProblem[];
  /** The document and its parents, found or not: a change to one of them makes this policy stale. */
  readonly inputs: readonly string[];
  /** Canonical text of the effective statements, for a hash. */
  readonly canonical: string;
}

/** True for a policy by which contracts and code are held against each other. */
export function declaresContracts({ services, sections }: Policy): boolean {
  return sections.has('contractFirst') || services.some(({ contracts }) => contracts !== undefined);
}
