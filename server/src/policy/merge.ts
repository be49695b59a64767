import type { Layer, PolicyProblem } from '../model/policy.ts';
import { policyProblem } from './codes.ts';
import type { LayerDraft, PolicyDraft } from './draft.ts';

/**
 * Puts a document on top of what it extends: layers merge by name, rules are replaced per id,
 * unnamed statements append, and the order of layers comes whole from whoever lists it last.
 */
export function mergeDrafts(base: PolicyDraft, top: PolicyDraft): PolicyDraft {
  return {
    ...base,
    ...top,
    layers: mergeLayers(base.layers, top.layers),
    cover: [...base.cover, ...top.cover],
    tests: [...base.tests, ...top.tests],
    exclude: [...base.exclude, ...top.exclude],
    rules: [
      ...base.rules.filter(({ rule }) => !top.rules.some((other) => other.rule === rule)),
      ...top.rules,
    ],
    overrides: [...base.overrides, ...top.overrides],
  };
}

function mergeLayers(base: readonly LayerDraft[], top: readonly LayerDraft[]): readonly LayerDraft[] {
  const merged = new Map(base.map((layer) => [layer.name, layer]));
  for (const layer of top) merged.set(layer.name, { ...merged.get(layer.name), ...layer });
  return [...merged.values()];
}

/** Ranks the layers by the last order given; layers that cannot be placed or hold no files are told. */
export function rankLayers(draft: PolicyDraft): {
  readonly layers: readonly Layer[];
  readonly problems: readonly PolicyProblem[];
} {
  const ranks = new Map(
    (draft.order ?? []).flatMap((names, rank) => names.map((name) => [name, rank] as const)),
  );
  const problems: PolicyProblem[] = [];
  const layers = draft.layers.flatMap(({ files, closed = false, ...layer }): readonly Layer[] => {
    const rank = ranks.get(layer.name);
    if (rank === undefined) {
      const message = `The layer "${layer.name}" of "${layer.place.path}" is missing from this list, which sets the order.`;
      problems.push(policyProblem('CFG-013', draft.orderPlace ?? layer.place, message));
      return [];
    }
    if (files === undefined) {
      problems.push(policyProblem('CFG-012', layer.place, `The layer "${layer.name}" has no "files".`));
    }
    return [{ ...layer, rank, closed, files: files ?? [] }];
  });
  return { layers: layers.sort((a, b) => a.rank - b.rank), problems };
}
