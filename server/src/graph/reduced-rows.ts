/**
 * Rows and columns of a hitting set that decide it. A row that holds another one is hit whenever that is; a column that is
 * in no row where another one, not heavier, is missing can be done without. Each is searched for until nothing more goes.
 */
export function reducedRows(
  rows: readonly (readonly number[])[],
  weights: ArrayLike<number>,
): readonly (readonly number[])[] {
  let left = withoutSupersets(rows);
  for (;;) {
    const dominated = dominatedColumns(left, weights);
    if (dominated.size === 0) return left;
    left = withoutSupersets(left.map((row) => row.filter((column) => !dominated.has(column))));
  }
}

/** Rows that share no column, directly or through others, are questions of their own. */
export function independentRows(
  rows: readonly (readonly number[])[],
): readonly (readonly (readonly number[])[])[] {
  const byColumn = rowsByColumn(rows);
  const seen = new Set<number>();
  const groups: (readonly number[])[][] = [];
  for (const start of rows.keys()) {
    if (seen.has(start)) continue;
    const group: (readonly number[])[] = [];
    const open = [start];
    seen.add(start);
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const row = rows[index] as readonly number[];
      group.push(row);
      for (const column of row) {
        for (const other of byColumn.get(column) ?? []) {
          if (seen.size < seen.add(other).size) open.push(other);
        }
      }
    }
    groups.push(group);
  }
  return groups;
}

function withoutSupersets(rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const kept: (readonly number[])[] = [];
  /** Kept rows by one of their columns: a row that holds such a row holds that column. */
  const byFirst = new Map<number, ReadonlySet<number>[]>();
  for (const row of [...rows].sort((a, b) => a.length - b.length)) {
    const members = new Set(row);
    const holdsOther = row.some((column) =>
      byFirst.get(column)?.some((other) => other.size <= members.size && isWithin(other, members)),
    );
    if (holdsOther) continue;
    kept.push(row);
    const first = row[0] as number;
    byFirst.set(first, [...(byFirst.get(first) ?? []), members]);
  }
  return kept;
}

function isWithin(inner: ReadonlySet<number>, outer: ReadonlySet<number>): boolean {
  for (const member of inner) if (!outer.has(member)) return false;
  return true;
}

function dominatedColumns(
  rows: readonly (readonly number[])[],
  weights: ArrayLike<number>,
): ReadonlySet<number> {
  const byColumn = new Map([...rowsByColumn(rows)].map(([column, own]) => [column, new Set(own)]));
  const dominated = new Set<number>();
  for (const [column, own] of byColumn) {
    const [first] = own;
    for (const other of first === undefined ? [] : (rows[first] as readonly number[])) {
      if (other === column || dominated.has(other)) continue;
      const others = byColumn.get(other) as ReadonlySet<number>;
      const [weight, otherWeight] = [weights[column] as number, weights[other] as number];
      if (otherWeight > weight || others.size < own.size || !isWithin(own, others)) continue;
      // Of two that do the same the first one stays.
      if (otherWeight === weight && others.size === own.size && other > column) continue;
      dominated.add(column);
      break;
    }
  }
  return dominated;
}

function rowsByColumn(rows: readonly (readonly number[])[]): ReadonlyMap<number, readonly number[]> {
  const byColumn = new Map<number, number[]>();
  for (const [index, row] of rows.entries()) {
    for (const column of row) {
      const list = byColumn.get(column);
      if (list) list.push(index);
      else byColumn.set(column, [index]);
    }
  }
  return byColumn;
}
