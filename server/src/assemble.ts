import { type CutOptions, planCuts } from './cuts/plan-cuts.ts';
import { entriesToAccept } from './engine/baseline.ts';
import { completenessOf } from './engine/completeness.ts';
import type { EngineOptions, EngineParts } from './engine/parts.ts';
import { Workspace } from './engine/workspace.ts';
import { createExtractor, extractDirectives } from './extract/imports.ts';
import type { BaselineEntry } from './format/baseline.ts';
import { policyName } from './host/file-kinds.ts';
import { createNodeHost } from './host/node-host.ts';
import { absoluteOf, staysBelow } from './host/relative.ts';
import type { StampKind } from './host/stamp.ts';
import { createStore } from './host/store.ts';
import { editedTexts } from './model/apply-edits.ts';
import type { CutPlan } from './model/cut-plan.ts';
import { type FixTools, isFix, type Semantics, type TextEdit } from './model/fix.ts';
import type { Host } from './model/host.ts';
import type { TypeReader } from './model/inferred.ts';
import { packageFolders } from './model/package-folders.ts';
import { editions } from './model/policy.ts';
import type { Preview } from './model/preview.ts';
import { readPolicy } from './policy/read-policy.ts';
import { type WithLists, withAllowLists, withLooseFiles } from './preview/allow-lists.ts';
import { firstPolicy } from './preview/first-policy.ts';
import { lookAt } from './preview/preview.ts';
import { readManifest } from './read/manifest.ts';
import { createResolver } from './resolve/resolver.ts';
import { rules } from './rules/index.ts';
import { createThreadedTypes } from './threaded-types.ts';
import { createTypesHere, type Overlays, type TypesStart } from './types-here.ts';
import { version } from './version.ts';

/** One workspace root, wired: what both edges start from. */
export interface Assembly {
  readonly root: string;
  readonly workspace: Workspace;
  readonly fixTools: FixTools;
  /** The same on other texts than those on screen or on disk. */
  toolsOver(texts: ReadonlyMap<string, string>): FixTools;
  /** Frees what runs beside this thread. */
  end(): void;
}

export interface AssemblyOptions extends EngineOptions {
  /** The moment of judgement; default is the clock, read anew at each check. */
  readonly now?: Date;
  /** The folder that a policy's parents may not leave; default is the root. */
  readonly boundary?: string;
  readonly onFolder?: (path: string) => void;
  /** Keeps the graph between processes; default is that nothing is kept and nothing written. */
  readonly cache?: CacheOptions;
  /** Megabytes of heap that reading types may take; default is 3072. */
  readonly mostTypeMegabytes?: number;
}

export interface CacheOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** By what a file on disk is known to be the one that was read. */
  readonly by: StampKind;
}

/** Set by the bundler; sources that are run as they are change without a name, so that nothing of theirs is kept. */
declare const PARAPET_BUILD: string | undefined;
const build = typeof PARAPET_BUILD === 'string' ? PARAPET_BUILD : undefined;

/** A large workspace needs half of it. */
const mostTypeMegabytes = 3072;

/** Wires the engine to this machine for one absolute root folder. */
export function assemble(root: string, options: AssemblyOptions = {}): Assembly {
  const { boundary = root, onFolder, cache } = options;
  const host = createNodeHost(root, {
    ...(onFolder && { onFolder }),
    ...(cache && build !== undefined && { stamps: cache.by }),
  });
  // A policy that was named by hand may stand anywhere, and so may what it builds on.
  const inside = (read: Host['read']) => (options.policy === undefined ? within(root, boundary, read) : read);
  const types = createTypes({ root: posix(root), boundary: posix(boundary) }, options, () => [
    ...workspace.overlays,
  ]);
  const parts: EngineParts = {
    host,
    rules,
    extract: createExtractor(),
    extractDirectives,
    loadParser: async () => {
      const { parseImports } = await loadSemantics();
      return ({ path, text }) => parseImports(path, text);
    },
    createResolver,
    readManifest,
    types,
    readPolicy: (path, read) => readPolicy(path, { read: inside(read), rules, version }),
    ...(cache && build !== undefined && { build, store: createStore(root, cache.by, cache.env) }),
    today: () => (options.now ?? new Date()).toISOString().slice(0, 10),
  };
  const workspace = new Workspace(parts, options);
  const read = (path: string): string | undefined => {
    const result = workspace.read(path);
    return result.ok ? result.text : undefined;
  };
  const toolsOver = (texts: ReadonlyMap<string, string>) =>
    createFixTools(workspace, (path) => texts.get(path) ?? read(path), types);
  return { root, workspace, fixTools: toolsOver(new Map()), toolsOver, end: () => types.end() };
}

/** What fixes ask for, on other texts than those on screen or on disk where they are given. */
export function createFixTools(
  workspace: Workspace,
  read: FixTools['read'],
  types?: FixTools['types'],
): FixTools {
  const follow = (from: string, specifier: string) => workspace.supposedImports.follow(from, specifier);
  let loaded: Promise<Semantics> | undefined;
  const semantics = () => {
    loaded ??= loadSemantics().then(({ createSemantics }) => createSemantics({ read, follow }));
    return loaded;
  };
  return { read, follow, semantics, ...(types && { types }) };
}

/** What a workspace that was refreshed keeps already, without a policy. */
export function previewOf(workspace: Workspace): Preview {
  const facts = workspace.facts();
  return lookAt(
    facts,
    facts.manifests.filter(({ name }) => name !== ''),
  );
}

/** The imports whose removal ends the cycles and accepted findings of a workspace that was refreshed; undefined when cancelled. */
export async function cutPlanOf(assembly: Assembly, options: CutOptions = {}): Promise<CutPlan | undefined> {
  const { workspace } = assembly;
  const facts = workspace.facts();
  const { fixTools } = assembly;
  const { gaps } = completenessOf(workspace);
  return planCuts(
    {
      facts,
      findings: workspace.findings(),
      semantics: await fixTools.semantics(),
      packageOf: packageFolders(workspace.configs),
      isAllowed: (from, to) => workspace.supposeImport(from, to).findings.length === 0,
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      async *fixes(finding) {
        const rule = rules.find(({ id }) => id === finding.rule);
        if (!rule?.fix) return;
        for await (const way of rule.fix(finding, facts, fixTools)) if (isFix(way) && !way.creates) yield way;
      },
      async recheck(edits) {
        const variant = workspace.variant(textsAfter(edits, workspace));
        await variant.refresh({ isCancelled: () => options.isCancelled?.() ?? false });
        const isWhole = completenessOf(variant).gaps.length <= gaps.length;
        return { facts: variant.facts(), findings: variant.findings(), isWhole };
      },
    },
    options,
  );
}

function textsAfter(edits: readonly TextEdit[], workspace: Workspace): ReadonlyMap<string, string> {
  return editedTexts(edits, (path) => {
    const text = workspace.read(path);
    return text.ok ? text.text : undefined;
  });
}

/** A first policy, and what its baseline has to list so that today's code passes; or why there is nothing to adopt. */
export type Adoption =
  | {
      readonly ok: true;
      readonly policy: string;
      /** What the policy holds and what it does not, as the rest of a sentence about it. */
      readonly holds: string;
      readonly baseline: readonly BaselineEntry[];
      /** Findings that the baseline accepts. */
      readonly accepted: number;
      /** Where lists of what may be imported were asked for: what has none, and what was written for them. */
      readonly left: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

/** Judges a root that has no policy by the one proposed for it; nothing is written. */
export async function proposeAdoption(
  root: string,
  { fromGraph = false, ...options }: AssemblyOptions & { readonly fromGraph?: boolean } = {},
): Promise<Adoption> {
  const { workspace } = assemble(root, { ...options, policy: policyName });
  workspace.setText(policyName, '{}');
  await workspace.refresh();
  const first = firstPolicy(workspace.facts(), editions[0]);
  if (!first.ok) return first;
  workspace.setText(policyName, first.text);
  await workspace.refresh();
  const listed = fromGraph ? await listsIn(workspace, first.text) : undefined;
  if (listed) {
    workspace.setText(policyName, listed.text);
    await workspace.refresh();
  }
  const { entries, accepted } = entriesToAccept(workspace.findings(), '', () => '');
  const { text: policy } = listed ?? first;
  return {
    ok: true,
    policy,
    holds: first.holds,
    baseline: entries,
    accepted,
    left: [...(listed?.told ?? []), ...(listed?.left ?? [])],
  };
}

/** The lists of today's imports in the policy of a root that was refreshed; undefined where none can be added. */
export async function proposeAllowLists({ workspace }: Assembly): Promise<WithLists | undefined> {
  const result = workspace.read(policyName);
  return result.ok ? listsIn(workspace, result.text) : undefined;
}

async function listsIn(workspace: Workspace, text: string): Promise<WithLists | undefined> {
  const own = () => workspace.policies.find(({ path }) => path === policyName);
  const policy = own();
  const loose = policy && withLooseFiles(text, policy, workspace.facts());
  if (loose) {
    workspace.setText(policyName, loose.text);
    await workspace.refresh();
  }
  const judging = own();
  if (!judging) return undefined;
  const listed = withAllowLists(loose?.text ?? text, judging, workspace.facts(), workspace.findings());
  return { ...listed, told: loose ? [loose.told] : [] };
}

/** Sources that are run as they are have no bundle for a thread. */
function createTypes(start: TypesStart, options: AssemblyOptions, overlays: () => Overlays): TypeReader {
  if (build === undefined) return createTypesHere(start, overlays);
  return createThreadedTypes({
    ...start,
    file: new URL('./types-thread.cjs', import.meta.url),
    mostMegabytes: options.mostTypeMegabytes ?? mostTypeMegabytes,
    overlays,
  });
}

function posix(absolute: string): string {
  return absolute.replaceAll('\\', '/');
}

function loadSemantics(): Promise<typeof import('./semantics/index.ts')> {
  return import('./semantics/index.ts');
}

/** A policy that was found builds only on documents of its own repository. */
function within(root: string, boundary: string, read: Host['read']): Host['read'] {
  return (path) =>
    staysBelow(boundary, absoluteOf(root, path))
      ? read(path)
      : { ok: false, problem: 'unreadable', detail: 'it is outside the repository' };
}
