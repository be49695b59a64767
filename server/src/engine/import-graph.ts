import type { Rows } from '../graph/components.ts';
import { type ImportClass, importClass } from '../model/facts.ts';
import type { SourceFile } from '../model/rule.ts';

/** Numbers for one import that leads to a source file: the target's id, the import's index and the bit of its class. */
const width = 3;
const bits = { value: 1, type: 2, dynamic: 4 } as const satisfies Record<ImportClass, number>;

/** The imports of one file that lead to source files, flat: at a keystroke all of them are read, and objects are far apart. */
export function importRow({ facts, targets }: Pick<SourceFile, 'facts' | 'targets'>): Int32Array {
  const row: number[] = [];
  for (const [index, target] of targets.entries()) {
    const fact = facts.imports[index];
    if (target.to === 'file' && fact) row.push(target.file, index, bits[importClass[fact.kind]]);
  }
  return Int32Array.from(row);
}

/** The imports of some classes between judged files, as compressed sparse rows over `nodes`. */
export interface ImportGraph extends Rows {
  /** File ids in order of path. */
  readonly nodes: readonly number[];
  /** Index of the import within its file's facts, parallel to `targets`. */
  readonly imports: Int32Array;
}

/** Builds the graph; `files` are in order of path, `rows` are their import rows by id. */
export function importGraph(
  files: readonly SourceFile[],
  rows: readonly (Int32Array | undefined)[],
  classes: readonly ImportClass[],
): ImportGraph {
  const nodes = files.filter((file) => !file.isExcluded).map(({ id }) => id);
  const wanted = classes.reduce((mask, one) => mask | bits[one], 0);
  const nodeOf = new Int32Array(rows.length).fill(-1);
  for (const [node, id] of nodes.entries()) nodeOf[id] = node;
  const starts = new Int32Array(nodes.length + 1);
  const most = nodes.reduce((sum, id) => sum + (rows[id]?.length ?? 0) / width, 0);
  const targets = new Int32Array(most);
  const imports = new Int32Array(most);
  let edges = 0;
  for (const [node, id] of nodes.entries()) {
    const row = rows[id] as Int32Array;
    for (let at = 0; at < row.length; at += width) {
      const to = nodeOf[row[at] as number] as number;
      if (to < 0 || ((row[at + 2] as number) & wanted) === 0) continue;
      targets[edges] = to;
      imports[edges] = row[at + 1] as number;
      edges++;
    }
    starts[node + 1] = edges;
  }
  return { nodes, starts, targets: targets.subarray(0, edges), imports: imports.subarray(0, edges) };
}
