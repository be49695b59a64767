import { type ImportClass, importClass, importKinds } from '../model/facts.ts';
import type { GraphView, SourceFile } from '../model/rule.ts';

/** The edges of some import classes between files that are judged, in order of path and position. */
export function graphView(files: readonly SourceFile[], classes: readonly ImportClass[]): GraphView {
  const nodes = files.filter((file) => !file.isExcluded);
  const wanted = new Set(importKinds.filter((kind) => classes.includes(importClass[kind])));
  const nodeOf = nodesById(files, nodes);
  const starts = new Int32Array(nodes.length + 1);
  const targets = new Int32Array(nodes.reduce((sum, file) => sum + file.targets.length, 0));
  const imports = new Int32Array(targets.length);
  let edges = 0;
  // This loop runs at each keystroke over every import of the workspace: no iterators, no allocation.
  for (let node = 0; node < nodes.length; node++) {
    const file = nodes[node] as SourceFile;
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
  return { nodes, starts, targets: targets.subarray(0, edges), imports: imports.subarray(0, edges) };
}

/** Node by file id; -1 for files that are no node. */
function nodesById(files: readonly SourceFile[], nodes: readonly SourceFile[]): Int32Array {
  const last = files.reduce((most, { id }) => Math.max(most, id), -1);
  const nodeOf = new Int32Array(last + 1).fill(-1);
  for (const [node, { id }] of nodes.entries()) nodeOf[id] = node;
  return nodeOf;
}
