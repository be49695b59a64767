import type { Cut, CutPlan, WayOut } from '../model/cut-plan.ts';
import { type LineTables, rangeOf } from './range.ts';

/**
 * Version 1 of `explain --cuts --format json`, ended by a line feed. `gaps` is why less than everything was seen, one
 * sentence each; absent when there is none.
 */
export function cutPlanJson(plan: CutPlan, lines: LineTables, gaps: readonly string[]): string {
  const { before, after, cycles, cuts, unproven } = plan;
  const report = {
    version: 1,
    before,
    after,
    cycles: cycles.map(({ files, imports, cuts: own, effort, atLeast }) => ({
      files,
      imports,
      cuts: own,
      effort,
      atLeast,
      least: effort === atLeast,
    })),
    cuts: cuts.map((cut) => jsonCut(cut, lines)),
    unproven,
    gaps: gaps.length === 0 ? undefined : gaps,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function jsonCut({ path, span, specifier, to, why, way, cycle, left }: Cut, lines: LineTables): object {
  return { path, range: rangeOf(path, span, lines), specifier, to, cycle, way: jsonWay(way), why, left };
}

function jsonWay(way: WayOut): object {
  if (way.by === 'hand') return { by: way.by, title: way.title };
  return { by: way.by, fix: way.id, title: way.title, safe: way.safe };
}
