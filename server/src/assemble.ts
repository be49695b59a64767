import { type NamedReports, withReports } from './change/named-reports.ts';
import { builtInIds } from './done/built-in-ids.ts';
import type { EngineOptions, EngineParts } from './engine/parts.ts';
import { Workspace } from './engine/workspace.ts';
import { createExtractor, extractDirectives } from './extract/imports.ts';
import { createNodeHost } from './host/node-host.ts';
import { absoluteOf, staysBelow } from './host/relative.ts';
import type { StampKind } from './host/stamp.ts';
import { createStore } from './host/store.ts';
import type { ContractChanges } from './model/contract-changes.ts';
import type { ContractWriting } from './model/contract-writing.ts';
import type { Port, PortRequest, Semantics } from './model/fix.ts';
import type { FixTools } from './model/fix-tools.ts';
import type { Host } from './model/host.ts';
import type { TypeReader } from './model/inferred.ts';
import { ownershipParts } from './ownership-parts.ts';
import { readPolicy } from './policy/read-policy.ts';
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
  /** What a policy's document would say with other texts around; see {@link EngineParts.readPolicy}. */
  readPolicy: EngineParts['readPolicy'];
  /** A file as it is on disk, whatever is on screen. */
  readDisk: Host['read'];
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
  /** Reports in place of those that policies declare. */
  readonly reports?: NamedReports;
  /** What the change does to contracts, where somebody judges it; default is that nobody does. */
  readonly contractChanges?: () => ContractChanges | undefined;
  /** Files below the root that are about to be written, for whom owners rest on the files that there are; default is none. */
  readonly toCome?: () => readonly string[];
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
    readPolicy(path, read) {
      const policy = readPolicy(path, { read: inside(read), rules, items: builtInIds, version });
      return options.reports ? withReports(policy, options.reports) : policy;
    },
    ownership: ownershipParts(root, boundary, options.toCome),
    loadContracts: async () => (await import('./contract-parts.ts')).createContractParts(),
    ...(cache && build !== undefined && { build, store: createStore(root, cache.by, cache.env) }),
    today: () => (options.now ?? new Date()).toISOString().slice(0, 10),
  };
  const workspace = new Workspace(parts, options);
  const read = (path: string): string | undefined => {
    const result = workspace.read(path);
    return result.ok ? result.text : undefined;
  };
  const toolsOver = (texts: ReadonlyMap<string, string>) =>
    createFixTools(workspace, (path) => texts.get(path) ?? read(path), {
      ...{ types, within: host.within },
      ...(options.contractChanges && { contractChanges: options.contractChanges }),
    });
  return {
    root,
    workspace,
    fixTools: toolsOver(new Map()),
    toolsOver,
    readPolicy: parts.readPolicy,
    readDisk: host.read,
    end: () => types.end(),
  };
}

/** Whoever opens a menu waits for it, and so does everything else in this thread. */
const portMilliseconds = 2500;
/** The first time may be slow because the compiler was cold. */
const mostLate = 2;
/** Both tries may have fallen while the compiler was loading, or the machine was busy. */
const lateMilliseconds = 60_000;

const tooSlow: Port = { refused: 'The types around it take too long to check.' };

/** What fixes ask for, on other texts than those on screen or on disk where they are given. */
export function createFixTools(
  workspace: Workspace,
  read: FixTools['read'],
  {
    types,
    within,
    contractChanges,
    clock = () => performance.now(),
  }: {
    readonly types?: FixTools['types'] | undefined;
    readonly within?: Host['within'];
    readonly contractChanges?: () => ContractChanges | undefined;
    /** In milliseconds, from any moment. */
    readonly clock?: () => number;
  } = {},
): FixTools {
  const follow = (from: string, specifier: string) => workspace.supposedImports.follow(from, specifier);
  let loaded: Promise<Semantics> | undefined;
  const semantics = () => {
    loaded ??= loadSemantics().then(({ createSemantics }) => {
      const whole = createSemantics({ read, follow });
      return within ? { ...whole, extractPort: (request) => extractWithin(within, whole, request) } : whole;
    });
    return loaded;
  };
  const late = new Map<string, { readonly times: number; readonly since: number }>();
  const extractWithin = async (limit: Host['within'], { extractPort }: Semantics, request: PortRequest) => {
    const key = `${request.importer}\n${request.from}`;
    const known = late.get(key);
    const isForgotten = known !== undefined && clock() - known.since >= lateMilliseconds;
    const times = known && !isForgotten ? known.times : 0;
    if (times >= mostLate) return tooSlow;
    let port: Promise<Port> | undefined;
    const { ended } = limit(portMilliseconds, () => {
      port = extractPort(request);
    });
    if (ended === 'done' && port) return port;
    // A compiler that was interrupted leaves its trees half done.
    loaded = undefined;
    late.set(key, { times: times + 1, since: clock() });
    return tooSlow;
  };
  let writing: Promise<ContractWriting> | undefined;
  const contracts = () => {
    writing ??= import('./contract-parts.ts').then(({ createContractWriting }) =>
      createContractWriting({
        ...{ read, follow },
        paths: () => workspace.facts().files.map(({ path }) => path),
        routes: () => workspace.facts().contracts.routes,
        document: (path) => workspace.facts().contracts.document(path),
        isKnown: (path, text) => {
          const result = workspace.read(path);
          return result.ok && result.text === text;
        },
        declares: (path, name) =>
          workspace
            .facts()
            .manifestAround(path)
            ?.dependencies.some((one) => one.name === name) === true,
      }),
    );
    return writing;
  };
  return {
    ...{ read, follow, semantics, contracts },
    ...(contractChanges && { contractChanges }),
    ...(types && { types }),
  };
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
