import type { Rows } from '../graph/components.ts';
import { type ImportClass, importClass, importKinds } from '../model/facts.ts';
import type { SourceFile } from '../model/rule.ts';

/** The imports of some classes between judged files, as compressed sparse rows over `nodes`. */
export interface ImportGraph extends Rows {
  /** File ids in order of path. */
  readonly nodes: readonly number[];
  /** Index of the import within its file's facts, parallel to `targets`. */
  readonly imports: Int32Array;
}

/** Builds the graph; `files` are in order of path. */
export function importGraph(files: readonly SourceFile[], classes: readonly ImportClass[]): ImportGraph {
  const judged = files.filter((file) => !file.isExcluded);
  const wanted = new Set(importKinds.filter((kind) => classes.includes(importClass[kind])));
  const nodeOf = nodesById(files, judged);
  const starts = new Int32Array(judged.length + 1);
  const targets = new Int32Array(judged.reduce((sum, file) => sum + file.targets.length, 0));
  const imports = new Int32Array(targets.length);
  let edges = 0;
  // This loop may run at a keystroke, over every import of the workspace: no iterators, no allocation.
  for (let node = 0; node < judged.length; node++) {
    const file = judged[node] as SourceFile;
    for (let index = 0; index < file.targets.length; index++) {
      const target = file.targets[index];
      if (target?.to !== 'file') continue;
      const to = nodeOf[target.file] as number;
      const fact = file.facts.imports[index];
      if (to < 0 || !fact || !wanted.has(fact.kind)) continue;
      targets[edges] = to;
      imports[edges] = index;
      edges++;
    }
    starts[node + 1] = edges;
  }
  const nodes = judged.map(({ id }) => id);
  return { nodes, starts, targets: targets.subarray(0, edges), imports: imports.subarray(0, edges) };
}

/** Node by file id; -1 for files that are no node. */
function nodesById(files: readonly SourceFile[], judged: readonly SourceFile[]): Int32Array {
  const last = files.reduce((most, { id }) => Math.max(most, id), -1);
  const nodeOf = new Int32Array(last + 1).fill(-1);
  for (const [node, { id }] of judged.entries()) nodeOf[id] = node;
  return nodeOf;
}
