import type { ImportKind } from '../model/facts.ts';
import { type Finding, isOpen } from '../model/finding.ts';
import type { ReadResult, Walk } from '../model/host.ts';
import type { PackageFacts } from '../model/package-facts.ts';
import type { Policy } from '../model/policy.ts';
import { pathAfter, pathBefore, type Rename } from '../model/renames.ts';
import type { Resolution, Resolver } from '../model/resolution.ts';
import type { SourceFile, WorkspaceFacts } from '../model/rule.ts';
import { createPlacer } from './belonging.ts';
import { type CompiledPolicy, compilePolicy } from './compiled-policy.ts';
import { noPlace, placed } from './file-table.ts';
import { judge } from './judge.ts';
import type { Manifests } from './manifests.ts';
import type { EngineParts } from './parts.ts';
import { governingOf } from './policies.ts';
import { type InForce, RuleRuns } from './rule-runs.ts';
import type { Sources } from './sources.ts';
import { suppress } from './suppress.ts';

/** What a move would do; nothing is moved and nothing remembered. */
export interface SupposedMove {
  /** What would be found on imports of and by what moves and is not found there now, with the file as it lies now. */
  readonly breaks: readonly MoveBreak[];
  /** Where a specifier would lead after the move, from a path after the move; ids are those of now. */
  resolve(from: string, specifier: string, kind: ImportKind): Resolution;
}

export interface MoveBreak {
  /** Its paths are those after the move. */
  readonly finding: Finding;
  readonly file: SourceFile;
}

/** The state of a workspace that a move is supposed in. */
export interface MoveGround {
  readonly parts: EngineParts;
  readonly facts: WorkspaceFacts;
  readonly policies: InForce;
  readonly runs: RuleRuns;
  readonly walk: Walk;
  readonly manifests: Pick<Manifests, 'isPackage'>;
  readonly sources: Pick<Sources, 'read'>;
}

/**
 * Judges the imports of and by files that would move, as they will be written afterwards: every import leads where it
 * leads now. `texts` are documents, by their paths of now, as the move would leave them: policies follow what they name.
 */
export function supposeMove(
  ground: MoveGround,
  renames: readonly Rename[],
  texts: ReadonlyMap<string, string>,
): SupposedMove {
  const { facts, runs: runsNow } = ground;
  const after = createAfter(ground, renames, texts);
  const runsAfter = new RuleRuns(ground.parts, after.policies);
  const breaks = touchedBy(renames, facts).flatMap((file): readonly MoveBreak[] => {
    const now = judge(runsNow.onFile(file, facts), runsNow.settings, facts.owners.of);
    const known = new Set(now.map(keyOf));
    const moved = after.facts.file(file.id);
    const found = judge(runsAfter.onFile(moved, after.facts), runsAfter.settings, facts.owners.of);
    return withoutSuppressed(moved, found, ground.parts.today()).flatMap((finding) =>
      known.has(keyOf(finding)) ? [] : [{ finding, file }],
    );
  });
  let resolver: Resolver | undefined;
  return {
    breaks,
    resolve(from, specifier, kind) {
      resolver ??= resolverAfter(ground, renames, texts);
      return resolver.resolve(from, specifier, kind);
    },
  };
}

/** Files that move, and those that import one of them. */
function touchedBy(renames: readonly Rename[], { files }: WorkspaceFacts): readonly SourceFile[] {
  const moving = new Set(files.filter(({ path }) => pathAfter(renames, path) !== path).map(({ id }) => id));
  return files.filter(
    ({ id, targets }) =>
      moving.has(id) || targets.some((target) => target.to === 'file' && moving.has(target.file)),
  );
}

/** The text does not change but for specifiers, so that an import is known by its place. */
function keyOf({ rule, span }: Finding): string {
  return `${rule}\n${span.start}`;
}

function withoutSuppressed({ path, facts }: SourceFile, findings: readonly Finding[], today: string) {
  const rules = { ids: [], ran: () => true };
  return suppress(path, findings, facts.directives, rules, today).findings.filter(isOpen);
}

function createAfter(ground: MoveGround, renames: readonly Rename[], texts: ReadonlyMap<string, string>) {
  const { facts } = ground;
  const inForce = ground.policies.inForce.map((compiled) => policyAfter(compiled, ground, renames, texts));
  const policies: InForce = { inForce, governing: (path) => governingOf(inForce, path) };
  const isPackage = (folder: string) => ground.manifests.isPackage(pathBefore(renames, folder) ?? nothing);
  const placer = createPlacer(isPackage);
  const known = new Map<number, SourceFile>();
  const file = (id: number): SourceFile => {
    const before = known.get(id);
    if (before) return before;
    const now = facts.file(id);
    const path = pathAfter(renames, now.path);
    const compiled = policies.governing(path);
    const place = compiled ? placer.placeOf(path, compiled) : noPlace;
    const moved = placed({ ...now, path }, place, compiled);
    known.set(id, moved);
    return moved;
  };
  // What is asked for only when needed stays so.
  const factsAfter: WorkspaceFacts = Object.assign(Object.create(facts) as WorkspaceFacts, {
    policies: inForce.map(({ policy }) => policy),
    file,
    fileAt: (path: string) => {
      const now = facts.fileAt(pathBefore(renames, path) ?? nothing);
      return now && file(now.id);
    },
    policyOf: (path: string): Policy | undefined => policies.governing(path)?.policy,
    manifestAround: (path: string) => facts.manifestAround(pathBefore(renames, path) ?? path),
    offers: (manifest: PackageFacts, path: string, specifier: string) =>
      facts.offers(manifest, pathBefore(renames, path) ?? path, specifier),
  });
  return { policies, facts: factsAfter };
}

/** No file has this path. */
const nothing = '\0';

/** A policy that moves, or whose globs follow, is read anew; one that would then be broken goes on as it is. */
function policyAfter(
  compiled: CompiledPolicy,
  { parts, sources }: MoveGround,
  renames: readonly Rename[],
  texts: ReadonlyMap<string, string>,
): CompiledPolicy {
  const { path } = compiled.policy;
  const moved = pathAfter(renames, path);
  if (moved === path && !texts.has(path)) return compiled;
  const policy = parts.readPolicy(moved, readAfter(sources, renames, texts));
  return policy.problems.some(({ fatal }) => fatal) ? compiled : compilePolicy(policy);
}

function readAfter(
  sources: MoveGround['sources'],
  renames: readonly Rename[],
  texts: ReadonlyMap<string, string>,
): (path: string) => ReadResult {
  return (path) => {
    const before = pathBefore(renames, path);
    if (before === undefined) return { ok: false, problem: 'missing', detail: 'it has moved' };
    const text = texts.get(before);
    return text === undefined ? sources.read(before) : { ok: true, text };
  };
}

function resolverAfter(
  { parts, facts, walk, sources }: MoveGround,
  renames: readonly Rename[],
  texts: ReadonlyMap<string, string>,
): Resolver {
  const readMoved = readAfter(sources, renames, texts);
  return parts.createResolver({
    files: new Map(facts.files.map(({ path, id }) => [pathAfter(renames, path), id])),
    configs: walk.configs.map((path) => pathAfter(renames, path)),
    links: new Map(
      [...walk.links].map(([link, real]) => [pathAfter(renames, link), pathAfter(renames, real)]),
    ),
    read: (path) => {
      const result = readMoved(path);
      return result.ok ? result.text : undefined;
    },
    probe: (path) => {
      const before = pathBefore(renames, path);
      return before === undefined ? 'none' : parts.host.probe(before);
    },
  });
}
