import { importClass } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Knot, SourceFile } from '../model/rule.ts';
import { accusations } from './arrows.ts';
import { type Box, boxesOf, boxKey, filledBoxes } from './boxes.ts';
import { type BoxMetrics, boxMetrics } from './metrics.ts';
import { type LineTables, rangeOf } from './range.ts';

/** What the page of the graph is drawn from: plain values, small enough for workspaces of many thousand files. */
export interface Picture {
  /** Names the workspace. */
  readonly title: string;
  readonly boxes: readonly PictureBox[];
  /** Paths of the files, in their order; everything else names a file by its index. */
  readonly files: readonly string[];
  /** The boxes of each file as indexes into `boxes`; parallel to `files`. */
  readonly standing: readonly (readonly number[])[];
  /** Which files are tests. */
  readonly tests: readonly number[];
  /** Pairs of files with imports, five numbers each: from, to, imports, type-only imports among them, 1 on a cycle. */
  readonly edges: readonly number[];
  /** Findings about imports, in order of place; no more than {@link mostFindings}. */
  readonly findings: readonly PictureFinding[];
  /** How many there are. */
  readonly findingCount: number;
}

export interface PictureBox extends Box {
  readonly metrics?: BoxMetrics;
}

export interface PictureFinding {
  readonly from: number;
  /** Absent when the finding is not about one import of a file. */
  readonly to?: number;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export interface PictureSource {
  readonly title: string;
  /** Those to draw. */
  readonly files: readonly SourceFile[];
  /** Those that the metrics are of. */
  readonly all: readonly SourceFile[];
  readonly findings: readonly Finding[];
  /** Cycles at run time. */
  readonly knots: readonly Knot[];
  readonly lines: LineTables;
}

const mostFindings = 2000;

/** Pure; equal sources give equal pictures. */
export function pictureOf({ title, files, all, findings, knots, lines }: PictureSource): Picture {
  const indexes = new Map(files.map(({ id }, index) => [id, index]));
  const filled = filledBoxes(files);
  const places = new Map(filled.map((box, index) => [boxKey(box), index]));
  const measured = boxMetrics(all);
  const metrics = new Map(filledBoxes(all).map((box, index) => [boxKey(box), measured[index]]));
  const listed = findingsOf(files, findings, indexes, lines);
  return {
    title,
    boxes: filled.map(({ files: _, ...box }) => {
      const own = metrics.get(boxKey(box));
      return own ? { ...box, metrics: own } : box;
    }),
    files: files.map(({ path }) => path),
    standing: standingsOf(files, places),
    tests: files.flatMap(({ isTest }, index) => (isTest ? [index] : [])),
    edges: edgesOf(files, indexes, knots),
    findings: listed.slice(0, mostFindings),
    findingCount: listed.length,
  };
}

/** A picture as text that can stand in a script element: nothing in it can end the element. */
export function pictureText(picture: Picture): string {
  return JSON.stringify(picture).replace(/</g, '\\u003c');
}

/** Files that stand alike share one list. */
function standingsOf(
  files: readonly SourceFile[],
  places: ReadonlyMap<string, number>,
): readonly (readonly number[])[] {
  const known = new Map<SourceFile['standing'], readonly number[]>();
  return files.map((file) => {
    const before = known.get(file.standing);
    if (before) return before;
    const indexes = boxesOf(file).flatMap((box) => places.get(boxKey(box)) ?? []);
    known.set(file.standing, indexes);
    return indexes;
  });
}

function edgesOf(
  files: readonly SourceFile[],
  indexes: ReadonlyMap<number, number>,
  knots: readonly Knot[],
): readonly number[] {
  const knotOf = new Map(knots.flatMap((knot, index) => knot.files.map(({ id }) => [id, index] as const)));
  const edges: number[] = [];
  for (const [from, file] of files.entries()) {
    const knot = knotOf.get(file.id);
    for (const [to, { id, imports, typeOnly }] of importsByTarget(file, indexes)) {
      const isCyclic = knot !== undefined && knot === knotOf.get(id) && typeOnly < imports;
      edges.push(from, to, imports, typeOnly, isCyclic ? 1 : 0);
    }
  }
  return edges;
}

function importsByTarget({ id: own, facts, targets }: SourceFile, indexes: ReadonlyMap<number, number>) {
  const counts = new Map<number, { readonly id: number; imports: number; typeOnly: number }>();
  for (const [index, target] of targets.entries()) {
    const to = target.to === 'file' && target.file !== own ? indexes.get(target.file) : undefined;
    const kind = facts.imports[index]?.kind;
    if (target.to !== 'file' || to === undefined || !kind) continue;
    const isType = importClass[kind] === 'type' ? 1 : 0;
    const known = counts.get(to);
    if (known) {
      known.imports++;
      known.typeOnly += isType;
    } else counts.set(to, { id: target.file, imports: 1, typeOnly: isType });
  }
  return counts;
}

function findingsOf(
  files: readonly SourceFile[],
  findings: readonly Finding[],
  indexes: ReadonlyMap<number, number>,
  lines: LineTables,
): readonly PictureFinding[] {
  const fileOf = new Map(files.map((file, index) => [file.path, index]));
  return accusations(findings).flatMap(({ path, span, rule, severity, message }) => {
    const from = fileOf.get(path);
    const file = from === undefined ? undefined : files[from];
    if (from === undefined || !file) return [];
    const target = file.targets[file.facts.imports.findIndex(({ start }) => start === span.start)];
    const to = target?.to === 'file' ? indexes.get(target.file) : undefined;
    const { line, column } = rangeOf(path, span, lines).start;
    return [{ from, ...(to !== undefined && { to }), rule, severity, message, line, column }];
  });
}
