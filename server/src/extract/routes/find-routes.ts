import type { Route } from '../../model/contract.ts';
import { isSameList } from '../../model/equality.ts';
import { foreignMount } from './adapters/adapter.ts';
import { fileAdapters, routerAdapters, wholeAdapters } from './adapters/index.ts';
import { Evaluation, type Value } from './evaluation.ts';
import { type Finds, Ground } from './ground.ts';
import { type FactsIndex, type FunctionFinds, KnownReads, type ReadFinds } from './known-reads.ts';
import { Lasting, sameRoute, sameUnresolved } from './lasting.ts';
import { Moving } from './moving.ts';
import { type PlacedRouter, Placement } from './placement.ts';
import { Registrations } from './registrations.ts';
import { isBelow, type Placing, Rewording } from './rewording.ts';
import { Routers } from './routers.ts';
import { type Found, nothing, type RouteInput } from './search.ts';
import type { Tools } from './tools.ts';

/**
 * Finds all routes of a workspace, and every registration that could not be understood. Both are in the order of
 * files and offsets. Pure: facts of files are asked for as names lead there.
 */
export type RouteFinder = (input: RouteInput) => Found;

/**
 * A finder for one workspace: what nothing has changed of since its last search is not found again, and stays the same
 * objects. What it finds never depends on what it found before.
 */
export function createRouteFinder(): RouteFinder {
  const known = emptyKnown();
  const moving = new Moving(known.ground);
  const routes = new Lasting(sameRoute);
  const unresolved = new Lasting(sameUnresolved);
  let last = nothing;
  const told = (all: Found): Found => {
    if (all.routes !== last.routes || all.unresolved !== last.unresolved) last = all;
    return last;
  };
  return (input) => {
    const moved = moving.found(input);
    if (moved)
      return told({
        routes: routes.asBefore(moved.routes),
        unresolved: unresolved.asBefore(moved.unresolved),
      });
    const { found, ...placing } = findIn(input, known);
    const all = { routes: routes.once(found.routes), unresolved: unresolved.once(found.unresolved) };
    moving.search(input, all, new Rewording(placing, (list) => routes.distinct(list)));
    return told(all);
  };
}

/** What one search leaves for the next. */
interface Known {
  readonly ground: Ground;
  readonly index: FactsIndex;
  /** Where imported names lead. */
  readonly imported: Finds<string, Value>;
  readonly reads: ReadFinds;
  readonly functions: FunctionFinds;
  readonly placed: Finds<string, PlacedRouter>;
  /** What file adapters found, by files; all of it rests on other things too. */
  readonly inFiles: Finds<string, readonly Found[]>;
  readonly around: { all: readonly unknown[] };
}

function emptyKnown(): Known {
  const ground = new Ground();
  return {
    ground,
    index: { bindings: new WeakMap(), uses: new WeakMap(), placed: new WeakMap(), loops: new WeakMap() },
    imported: ground.keep(),
    reads: ground.keep(),
    functions: ground.keep(),
    placed: ground.keep(),
    inFiles: ground.keep(),
    around: { all: [] },
  };
}

function findIn(input: RouteInput, known: Known): Placing & { readonly found: Found } {
  const { ground, index, imported } = known;
  const { facts, follow } = ground;
  const evaluation = new Evaluation(ground, index.bindings, (key, from, find, isWhole) =>
    ground.once(imported, key, from, find, isWhole),
  );
  const routers = new Routers(evaluation, routerAdapters);
  const registrations = new Registrations(routers, index.loops, input.files ?? input.paths);
  ground.enter(input, (path, found) => registrations.meet(path, found));
  for (const path of input.paths) facts(path);
  registrations.settle();
  ground.settle();
  const reads = new KnownReads(ground, known.reads, known.functions, evaluation, index);
  const placed = new Placement(evaluation, reads, ground, known.placed);
  const prefixesOf: Tools['prefixesOf'] = (located) => {
    const found = routers.find(located);
    if (found.is !== 'router') return undefined;
    return placed.prefixes(found.router).filter(({ beneath }) => beneath === undefined);
  };
  const tools: Tools = { paths: input.paths, facts, evaluation, reads, follow, prefixesOf };
  const inFiles = [...foundInFiles(tools, known), ...wholeAdapters.map((adapter) => adapter.read(tools))];
  const all = routers.all();
  for (const router of all) placed.place(router);
  const handing = new Set(inFiles.flatMap((found) => found.handing ?? []));
  const isHanding = ({ path, template, operation }: Route): boolean =>
    operation === undefined && template.endsWith('*}') && handing.has(path);
  const served = [...placed.routes, ...inFiles.flatMap(({ routes }) => routes)];
  const placedWhole = served.filter(({ beneath }) => beneath === undefined);
  const alone = placed.alone.filter(({ head }) => !placedWhole.some((route) => isBelow(route, head)));
  const found = {
    routes: [...served.filter((route) => !isHanding(route)), ...alone.flatMap(({ routes }) => routes)],
    unresolved: [
      ...alone.flatMap(({ unresolved }) => unresolved),
      ...registrations.unresolved.filter(({ path, reason }) => reason !== foreignMount || !handing.has(path)),
      ...placed.unresolved,
      ...inFiles.flatMap(({ unresolved }) => unresolved),
    ],
  };
  return { found, placed, routers: all, handing };
}

function foundInFiles(tools: Tools, { ground, inFiles, around }: Known): readonly Found[] {
  const { paths, facts } = tools;
  const all = [...paths, ...fileAdapters.flatMap(({ restsOn }) => restsOn?.(tools) ?? [])];
  if (!isSameList(all, around.all)) inFiles.clear();
  around.all = all;
  return paths.flatMap((path) => {
    const found = facts(path);
    if (found === undefined) return [];
    const find = () =>
      fileAdapters
        .map((adapter) => adapter.read(path, found, tools))
        .filter(({ routes, unresolved }) => routes.length > 0 || unresolved.length > 0);
    return ground.once(inFiles, path, path, find);
  });
}
