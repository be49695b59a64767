import type { ImportKind } from '../model/facts.ts';
import type { SourceFile } from '../model/rule.ts';
import { type BoxMetrics, boxMetrics } from './metrics.ts';
import { type LineRange, type LineTables, rangeOf } from './range.ts';

/** Version 1 of `graph --format json`, frozen in `schema/graph.schema.json`; `from` and `to` are indexes into `files`. */
export interface GraphReport {
  readonly version: 1;
  /** In the order given, which is that of path. */
  readonly files: readonly {
    readonly path: string;
    readonly layer?: string;
    /** The innermost. */
    readonly slice?: string;
    readonly service?: string;
  }[];
  readonly edges: readonly (Named & {
    readonly to: number;
    readonly kind: ImportKind;
    readonly specifier: string;
  })[];
  /** Imports of packages and of the runtime's own modules. */
  readonly external: readonly (Named & { readonly package: string; readonly kind: ImportKind })[];
  readonly unresolved: readonly (Named & { readonly specifier: string })[];
  /** Of the layers, slices and services of the whole workspace; absent where there are none. */
  readonly metrics?: readonly BoxMetrics[];
}

interface Named {
  readonly from: number;
  readonly range: LineRange;
}

/** The graph with positions, as JSON ended by a line feed; `all` are the files that the metrics are of. */
export function graphJson(files: readonly SourceFile[], lines: LineTables, all = files): string {
  return `${JSON.stringify(graphReport(files, lines, all), null, 2)}\n`;
}

/** Imports of assets and of files outside the graph have no entry: nothing of ours is at their other end. */
export function graphReport(files: readonly SourceFile[], lines: LineTables, all = files): GraphReport {
  const indexes = new Map(files.map((file, index) => [file.id, index]));
  const edges: GraphReport['edges'][number][] = [];
  const external: GraphReport['external'][number][] = [];
  const unresolved: GraphReport['unresolved'][number][] = [];
  for (const [from, file] of files.entries()) {
    for (const [index, { kind, specifier, ...span }] of file.facts.imports.entries()) {
      const target = file.targets[index];
      const range = rangeOf(file.path, span, lines);
      const to = target?.to === 'file' ? indexes.get(target.file) : undefined;
      if (to !== undefined) edges.push({ from, to, kind, specifier, range });
      if (target?.to === 'package' || target?.to === 'builtin')
        external.push({ from, package: target.name, kind, range });
      if (target?.to === 'unresolved') unresolved.push({ from, specifier, range });
    }
  }
  const metrics = boxMetrics(all);
  return {
    version: 1,
    files: files.map(fileEntry),
    ...{ edges, external, unresolved },
    ...(metrics.length > 0 && { metrics }),
  };
}

function fileEntry({ path, standing }: SourceFile): GraphReport['files'][number] {
  const { layer, slices, service } = standing;
  const slice = slices.at(-1);
  return {
    path,
    ...(layer && { layer: layer.name }),
    ...(slice && { slice: slice.name }),
    ...(service && { service: service.name }),
  };
}
