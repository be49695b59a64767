import { type ImportClass, importClass } from '../model/facts.ts';
import type { GraphView, SourceFile } from '../model/rule.ts';

/** The edges of some import classes between files that are judged, in order of path and position. */
export function graphView(files: readonly SourceFile[], classes: readonly ImportClass[]): GraphView {
  const nodes = files.filter((file) => !file.isExcluded);
  const nodeOf = new Map(nodes.map((file, node) => [file.id, node]));
  const starts = new Int32Array(nodes.length + 1);
  const targets: number[] = [];
  const imports: number[] = [];
  for (const [node, file] of nodes.entries()) {
    for (const [index, fact] of file.facts.imports.entries()) {
      if (!classes.includes(importClass[fact.kind])) continue;
      const target = file.targets[index];
      const to = target?.to === 'file' ? nodeOf.get(target.file) : undefined;
      if (to === undefined) continue;
      targets.push(to);
      imports.push(index);
    }
    starts[node + 1] = targets.length;
  }
  return { nodes, starts, targets: Int32Array.from(targets), imports: Int32Array.from(imports) };
}
