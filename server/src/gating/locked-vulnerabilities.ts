import type { Acceptance, ChangeFacts } from '../model/change-facts.ts';
import type { Vulnerability } from '../model/evidence.ts';
import type { LockedPackage, LockGraph } from '../model/lock-graph.ts';
import type { DependencyFact, PackageFacts } from '../model/package-facts.ts';
import { joinPath } from '../model/path.ts';
import type { Decision } from './acceptance.ts';
import { safeAfter, versionAt, versionsOf, weakIn } from './installed.ts';
import { type LockWay, waysTo } from './lock-ways.ts';
import type { Lock } from './locks.ts';
import { declaredAnew } from './manifests-before.ts';

/** A vulnerability as one dependency of one manifest brings it. */
export interface BroughtVulnerability {
  readonly vulnerability: Vulnerability;
  /** Absent where no manifest leads to it. */
  readonly declared?: { readonly manifest: PackageFacts; readonly dependency: DependencyFact };
  /** Names from the declared dependency to the weak package. */
  readonly way: readonly string[];
  /** Where it is installed; absent where there is no lock file. */
  readonly installed?: { readonly lock: string; readonly entry: LockedPackage };
  /** The first version after the installed one that is safe. */
  readonly safe?: string;
  readonly isDev: boolean;
  /** The base did not have it. */
  readonly isNew: boolean;
  /** The base had it installed for something else; new is that a manifest asks for it. */
  readonly wasInstalled?: true;
  /** What was decided about it and does not hold. */
  readonly decision?: { readonly is: 'ended' | 'unreasoned'; readonly acceptance: Acceptance };
}

export interface Asking {
  readonly facts: ChangeFacts;
  decide(vulnerability: Vulnerability, version: string): Decision;
}

export interface LockedVulnerability {
  /** What is to be told of it: as new, or because its acceptance has ended. */
  readonly told: readonly BroughtVulnerability[];
  readonly is: 'new' | 'existing' | 'accepted';
}

interface Question extends Asking {
  readonly vulnerability: Vulnerability;
  readonly lock: Lock;
  readonly graph: LockGraph;
  readonly decisions: ReadonlyMap<number, Decision>;
}

/**
 * Judges one vulnerability that a lock file has installed, in the packages at `weak`. New is a pair of name and version that
 * the base lacked, unless the same dependency was weak there in another version; or a package that the change declares anew.
 * `before` is what the base had, or undefined where that is the same.
 */
export function judgeLocked(
  vulnerability: Vulnerability,
  weak: readonly number[],
  lock: Lock,
  graph: LockGraph,
  before: LockGraph | undefined,
  asking: Asking,
): LockedVulnerability {
  const decisions = new Map(weak.map((at) => [at, asking.decide(vulnerability, versionAt(graph, at))]));
  const open = weak.filter((at) => decisions.get(at)?.is !== 'accepted');
  if (open.length === 0) return { told: [], is: 'accepted' };
  const question = { vulnerability, lock, graph, decisions, ...asking };
  const had = before && versionsOf(before, vulnerability.package);
  const isHad = (at: number) => had === undefined || had.has(versionAt(graph, at));
  const kept = open.filter(isHad);
  const added = open.filter((at) => !isHad(at));
  const wasWeak =
    before && added.length > 0 ? rootsTo(before, weakIn(before, vulnerability)) : new Set<string>();
  const fresh = [
    ...bring(added, true, question, (way) => way === undefined || !wasWeak.has(keyOf(way))),
    ...bring(kept, true, question, (way) => way !== undefined && isDeclaredAnew(way, question)).map(
      (one) => ({ ...one, wasInstalled: true as const }),
    ),
  ];
  const known = new Set(fresh.map(({ declared }) => declared?.dependency));
  const ended = kept.filter((at) => decisions.get(at)?.is === 'ended');
  const again = bring(ended, false, question, () => true).filter(
    ({ declared }) => !known.has(declared?.dependency),
  );
  return { told: [...fresh, ...again], is: fresh.length > 0 ? 'new' : 'existing' };
}

function rootsTo(graph: LockGraph, ends: readonly number[]): ReadonlySet<string> {
  return new Set(waysTo(graph, ends).map(keyOf));
}

function keyOf({ root }: LockWay): string {
  return `${root.folder}\n${root.name}`;
}

function isDeclaredAnew({ root, packages }: LockWay, { lock, facts }: Question): boolean {
  const manifest = packages.length === 1 ? manifestOf(root.folder, lock, facts) : undefined;
  return manifest !== undefined && declaredAnew(facts, manifest).has(root.name);
}

/** Each declared dependency that leads to one of the packages; where none does, the package itself. */
function bring(
  ends: readonly number[],
  isNew: boolean,
  question: Question,
  isTold: (way: LockWay | undefined) => boolean,
): readonly BroughtVulnerability[] {
  const [first] = ends;
  if (first === undefined) return [];
  const { graph, lock, facts } = question;
  const ways = waysTo(graph, ends);
  if (ways.length === 0 && isTold(undefined)) {
    return [brought(first, [question.vulnerability.package], false, isNew, question)];
  }
  return ways.filter(isTold).map((way): BroughtVulnerability => {
    const { root, packages } = way;
    const names = packages.slice(1).map((at) => graph.packages[at]?.name ?? '');
    const found = brought(packages.at(-1) ?? first, [root.name, ...names], root.isDev, isNew, question);
    const manifest = manifestOf(root.folder, lock, facts);
    const dependency = manifest?.dependencies.find(({ name }) => name === root.name);
    return manifest && dependency ? { ...found, declared: { manifest, dependency } } : found;
  });
}

function brought(
  end: number,
  way: readonly string[],
  isDev: boolean,
  isNew: boolean,
  { vulnerability, graph, lock, decisions }: Question,
): BroughtVulnerability {
  const entry = graph.packages[end] as LockedPackage;
  const safe = safeAfter(vulnerability, entry);
  const decision = decisions.get(end);
  const isVoid = decision?.is === 'ended' || decision?.is === 'unreasoned';
  return {
    vulnerability,
    way,
    installed: { lock: lock.path, entry },
    isDev,
    isNew,
    ...(safe !== undefined && { safe }),
    ...(isVoid && { decision: { is: decision.is, acceptance: decision.acceptance } }),
  };
}

function manifestOf(folder: string, lock: Lock, { workspace }: ChangeFacts): PackageFacts | undefined {
  const path = joinPath(lock.folder, `${folder}/package.json`);
  return workspace.manifests.find((one) => one.path === path);
}
