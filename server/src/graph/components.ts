import type { Rows } from './edge-rows.ts';

/** Greater than every index, so that an edge into a finished component lowers nothing. */
const finished = 0x7fffffff;

/**
 * The strongly connected components with a cycle in them (of more than one node, or of one that names itself) among
 * the nodes that `roots` reach, by Tarjan's algorithm without recursion. Neither they nor their nodes are in any order.
 */
export function cyclicComponents(rows: Rows, roots: Iterable<number>): readonly (readonly number[])[] {
  const { size, starts, ends, targets, labels, mask } = rows;
  /** From 1 in the order of the first visit; 0 for a node not yet met. */
  const index = new Int32Array(size);
  const low = new Int32Array(size);
  const cursor = starts.slice(0, size);
  const open: number[] = [];
  const path: number[] = [];
  const found: number[][] = [];
  let lastIndex = 0;
  for (const root of roots) {
    if (index[root] === 0) path.push(root);
    while (path.length > 0) {
      const node = path[path.length - 1] as number;
      if (index[node] === 0) {
        index[node] = low[node] = ++lastIndex;
        open.push(node);
      }
      let at = cursor[node] as number;
      const end = ends[node] as number;
      let next = -1;
      for (; at < end && next < 0; at++) {
        if (((labels[at] as number) & mask) === 0) continue;
        const target = targets[at] as number;
        const met = index[target] as number;
        if (met === 0) next = target;
        else if (met < (low[node] as number)) low[node] = met;
      }
      cursor[node] = at;
      if (next >= 0) {
        path.push(next);
        continue;
      }
      path.pop();
      const lowest = low[node] as number;
      const parent = path[path.length - 1];
      if (parent !== undefined && lowest < (low[parent] as number)) low[parent] = lowest;
      if (lowest !== index[node]) continue;
      const isAlone = open[open.length - 1] === node;
      const members = isAlone ? [open.pop() as number] : open.splice(open.lastIndexOf(node));
      for (const member of members) index[member] = finished;
      if (!isAlone || namesItself(rows, node)) found.push(members);
    }
  }
  return found;
}

function namesItself({ starts, ends, targets, labels, mask }: Rows, node: number): boolean {
  for (let edge = starts[node] as number; edge < (ends[node] as number); edge++) {
    if (targets[edge] === node && ((labels[edge] as number) & mask) !== 0) return true;
  }
  return false;
}
