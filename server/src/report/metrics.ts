import { importClass } from '../model/facts.ts';
import type { SourceFile } from '../model/rule.ts';
import { filledBoxes } from './boxes.ts';

/**
 * How a layer or slice hangs together with the rest, after Robert C. Martin's package metrics, counted in files.
 * Tests are left out, on both ends; packages from outside the workspace do not count.
 */
export interface BoxMetrics {
  readonly kind: 'layer' | 'slice' | 'service';
  readonly name: string;
  /** Files in it that are no tests. */
  readonly files: number;
  /** Files outside that import a file in it (Ca). */
  readonly afferent: number;
  /** Files in it that import a file outside (Ce). */
  readonly efferent: number;
  /** Ce / (Ca + Ce): 0 is depended on and depends on nothing, 1 the other way round. Absent without either. */
  readonly instability?: number;
  /**
   * The share of the imports from outside that are type-only: how far others know its types and not its code. It stands
   * in for the share of abstract types, which only a compiler could count. Absent where nothing outside imports it.
   */
  readonly abstractness?: number;
  /** |A + I − 1|: the distance from the balance of being depended on and being abstract. */
  readonly distance?: number;
}

interface Tally {
  readonly kind: BoxMetrics['kind'];
  readonly name: string;
  readonly members: ReadonlySet<number>;
  readonly importers: Set<number>;
  readonly leaving: Set<number>;
  files: number;
  imports: number;
  typeOnly: number;
}

/** Of layers from the top, then of slices and services by name. */
export function boxMetrics(files: readonly SourceFile[]): readonly BoxMetrics[] {
  const tallies = filledBoxes(files).map(
    ({ kind, name, files: own }): Tally => ({
      ...{ kind, name, members: new Set(own.map(({ id }) => id)) },
      ...{ importers: new Set(), leaving: new Set(), imports: 0, typeOnly: 0 },
      files: own.filter(({ isTest }) => !isTest).length,
    }),
  );
  const around = new Map<number, Tally[]>();
  for (const tally of tallies) {
    for (const id of tally.members) around.set(id, [...(around.get(id) ?? []), tally]);
  }
  const tests = new Set(files.filter(({ isTest }) => isTest).map(({ id }) => id));
  for (const file of files) if (!file.isTest) countImports(file, around, tests);
  return tallies.map(metricsOf);
}

function countImports(
  { id, facts, targets }: SourceFile,
  around: ReadonlyMap<number, readonly Tally[]>,
  tests: ReadonlySet<number>,
): void {
  for (const [index, target] of targets.entries()) {
    if (target.to !== 'file' || tests.has(target.file)) continue;
    const kind = facts.imports[index]?.kind;
    for (const tally of around.get(target.file) ?? []) {
      if (tally.members.has(id)) continue;
      tally.importers.add(id);
      tally.imports++;
      if (kind && importClass[kind] === 'type') tally.typeOnly++;
    }
    for (const tally of around.get(id) ?? []) if (!tally.members.has(target.file)) tally.leaving.add(id);
  }
}

function metricsOf({ kind, name, files, importers, leaving, imports, typeOnly }: Tally): BoxMetrics {
  const [afferent, efferent] = [importers.size, leaving.size];
  const instability = afferent + efferent > 0 ? efferent / (afferent + efferent) : undefined;
  const abstractness = imports > 0 ? typeOnly / imports : undefined;
  return {
    ...{ kind, name, files, afferent, efferent },
    ...(instability !== undefined && { instability }),
    ...(abstractness !== undefined && { abstractness }),
    ...(instability !== undefined &&
      abstractness !== undefined && { distance: Math.abs(abstractness + instability - 1) }),
  };
}
