import type { Place } from '../../model/span.ts';
import type { Evaluation, Located, Value } from '../routes/evaluation.ts';
import { type Entry, entriesIn, idOf, placeOf } from './expressions.ts';

/** What a written value is in a contract of nested routers. */
export type Node =
  | { readonly is: 'leaf'; readonly prefixes?: readonly Located[] }
  | {
      readonly is: 'router';
      readonly entries: Located;
      readonly prefixes: readonly Located[];
      /** What it says for all that is in it. */
      readonly options?: Located;
    }
  | { readonly is: 'hidden'; readonly reason: string }
  | { readonly is: 'nothing' };

/** One operation of a tree. */
export interface Leaf {
  /** As it is written. */
  readonly at: Located;
  /** The names from the root to it. */
  readonly keys: readonly string[];
  /** Those of them that are below what was asked for. */
  readonly below: readonly string[];
  /** Outer ones first. */
  readonly prefixes: readonly Located[];
  /** What the routers around it say for all, outer ones first. */
  readonly options?: readonly Located[];
  /** The last of its keys. */
  readonly key?: Place;
}

export interface Tree {
  readonly leaves: readonly Leaf[];
  readonly unresolved: readonly (Place & { readonly reason: string })[];
}

const nothing: Tree = { leaves: [], unresolved: [] };
const deepest = 16;

/** Follows routers within routers through names and files. */
export class Trees {
  /** The routers and leaves that stand within another one. */
  readonly reached = new Set<string>();
  readonly #known = new Map<string, Tree>();

  constructor(
    readonly evaluation: Evaluation,
    readonly classify: (written: Located) => Node,
  ) {}

  /** What the expression leads to; names through routers are followed as well: `contract.planet.list`. */
  of(located: Located, depth = 0): Tree {
    const id = depth === 0 ? idOf(located) : '';
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const found = this.#of(located, depth);
    if (depth === 0) this.#known.set(id, found);
    return found;
  }

  #of(located: Located, depth: number): Tree {
    if (depth > deepest) return hidden(located, 'It leads in a circle.');
    const { context, expression } = located;
    if (expression.is === 'member') {
      const object = { context, expression: expression.object };
      const value = this.evaluation.valueOf(object);
      if (value.is === 'written' || value.is === 'unknown') {
        const tree = this.of(object, depth + 1);
        const leaves = tree.leaves.filter(({ below }) => below[0] === expression.member);
        if (leaves.length > 0)
          return { ...tree, leaves: leaves.map((leaf) => ({ ...leaf, below: leaf.below.slice(1) })) };
      }
    }
    return this.#value(this.evaluation.valueOf(located), depth);
  }

  #value(value: Value, depth: number): Tree {
    if (value.is === 'file') return this.#exports(value.path, depth);
    if (value.is !== 'written') return nothing;
    const node = this.classify(value);
    if (depth > 0 && node.is !== 'nothing') this.reached.add(idOf(value));
    switch (node.is) {
      case 'leaf':
        return {
          leaves: [{ at: value, keys: [], below: [], prefixes: node.prefixes ?? [] }],
          unresolved: [],
        };
      case 'hidden':
        return hidden(value, node.reason);
      case 'router':
        return within(node.options, this.#router(node.entries, node.prefixes, depth + 1));
      case 'nothing':
        return nothing;
    }
  }

  #router(entries: Located, prefixes: readonly Located[], depth: number): Tree {
    const object = this.evaluation.valueOf(entries);
    if (object.is === 'file') return below(this.#exports(object.path, depth), [], prefixes);
    if (object.is !== 'written') return hidden(entries, 'The router cannot be followed.');
    if (object.expression.is !== 'object') return below(this.#value(object, depth), [], prefixes);
    const found = entriesIn(object, (spread) => this.opened(spread));
    const trees = [
      ...found.entries.map((entry) => below(this.#entry(entry, depth), [entry], prefixes)),
      ...found.open.map((open) =>
        hidden(open, 'What is spread into the router, or computed in it, cannot be followed.'),
      ),
    ];
    return joined(trees);
  }

  #entry({ value }: Entry, depth: number): Tree {
    const found = this.evaluation.valueOf(value);
    // A member of a router is nothing that a name leads to.
    if (found.is !== 'unknown' || value.expression.is === 'member') return this.of(value, depth + 1);
    return hidden(value, found.reason);
  }

  /** `import * as planet`: what the file exports is the router. */
  #exports(path: string, depth: number): Tree {
    const facts = this.evaluation.input.facts(path);
    if (facts === undefined || depth > deepest) return nothing;
    return joined(
      facts.exports.map((exported) => {
        const { name, start, end } = exported;
        const value = this.evaluation.exported(path, name);
        const place = { path, span: { start, end } };
        const entry = {
          key: name,
          place,
          value: {
            context: { file: path, scope: 0 },
            expression: exported.value ?? { start, end, is: 'other' as const },
          },
        };
        return below(this.#value(value, depth + 1), [entry], []);
      }),
    );
  }

  /** The object behind a name, a router, or a member of one. */
  opened(located: Located, depth = 0): Value {
    const { context, expression } = located;
    let value = this.evaluation.valueOf(located);
    if (depth > deepest) return value;
    if (value.is !== 'written' && expression.is === 'member') {
      const object = this.opened({ context, expression: expression.object }, depth + 1);
      if (object.is !== 'written' || object.expression.is !== 'object') return value;
      const entry = entriesIn(object, (each) => this.opened(each, depth + 1)).entries.findLast(
        ({ key }) => key === expression.member,
      );
      if (entry === undefined) return value;
      value = this.evaluation.valueOf(entry.value);
    }
    if (value.is !== 'written' || value.expression.is !== 'call') return value;
    const node = this.classify(value);
    return node.is === 'router' ? this.opened(node.entries, depth + 1) : value;
  }
}

export function hidden(located: Located, reason: string): Tree {
  return { leaves: [], unresolved: [{ ...placeOf(located), reason }] };
}

function within(options: Located | undefined, tree: Tree): Tree {
  if (options === undefined) return tree;
  const leaves = tree.leaves.map((leaf) => ({ ...leaf, options: [options, ...(leaf.options ?? [])] }));
  return { ...tree, leaves };
}

function joined(trees: readonly Tree[]): Tree {
  return {
    leaves: trees.flatMap(({ leaves }) => leaves),
    unresolved: trees.flatMap(({ unresolved }) => unresolved),
  };
}

function below(tree: Tree, entries: readonly Entry[], prefixes: readonly Located[]): Tree {
  const keys = entries.map(({ key }) => key);
  const place = entries.at(-1)?.place;
  return {
    leaves: tree.leaves.map((leaf) => ({
      ...leaf,
      keys: [...keys, ...leaf.keys],
      below: [...keys, ...leaf.below],
      prefixes: [...prefixes, ...leaf.prefixes],
      ...(leaf.key === undefined && place !== undefined ? { key: place } : {}),
    })),
    unresolved: tree.unresolved,
  };
}
