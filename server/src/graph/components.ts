/** A directed graph as compressed sparse rows: the edges of node n are `targets[starts[n]] … targets[starts[n + 1] - 1]`. */
export interface Rows {
  readonly starts: Int32Array;
  readonly targets: Int32Array;
}

/**
 * Strongly connected components by Tarjan's algorithm, without recursion.
 * Returns the component number of each node; numbers say nothing about order.
 */
export function components({ starts, targets }: Rows): Int32Array {
  const count = starts.length - 1;
  const component = new Int32Array(count).fill(-1);
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const cursor = starts.slice(0, count);
  const open: number[] = [];
  const path: number[] = [];
  let nextIndex = 0;
  let nextComponent = 0;
  for (let root = 0; root < count; root++) {
    if (index[root] !== -1) continue;
    path.push(root);
    while (path.length > 0) {
      const node = path.at(-1) as number;
      if (index[node] === -1) {
        index[node] = low[node] = nextIndex++;
        open.push(node);
      }
      const at = cursor[node] as number;
      if (at < (starts[node + 1] as number)) {
        cursor[node] = at + 1;
        const target = targets[at] as number;
        if (index[target] === -1) path.push(target);
        else if (component[target] === -1) low[node] = Math.min(low[node] as number, index[target] as number);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[node] as number);
      if (low[node] === index[node]) {
        for (let member = -1; member !== node; ) {
          member = open.pop() as number;
          component[member] = nextComponent;
        }
        nextComponent++;
      }
    }
  }
  return component;
}

/** Components of more than one node, or of one that names itself; nodes ascending, components by first node. */
export function cyclicComponents(rows: Rows): readonly (readonly number[])[] {
  const component = components(rows);
  const members = new Map<number, number[]>();
  for (let node = 0; node < component.length; node++) {
    const of = component[node] as number;
    const list = members.get(of);
    if (list) list.push(node);
    else members.set(of, [node]);
  }
  return [...members.values()].filter((nodes) => nodes.length > 1 || namesItself(rows, nodes[0] as number));
}

function namesItself({ starts, targets }: Rows, node: number): boolean {
  for (let at = starts[node] as number; at < (starts[node + 1] as number); at++) {
    if (targets[at] === node) return true;
  }
  return false;
}
