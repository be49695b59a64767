import type { ItemSetting } from '../model/policy.ts';
import type { PolicyDraft } from './draft.ts';
import type { ElementDraft } from './draft-elements.ts';

/**
 * Puts a document on top of what it extends: layers, slices and services merge by name, rules are replaced per id,
 * unnamed statements append, and the order of layers comes whole from whoever lists it last.
 */
export function mergeDrafts(base: PolicyDraft, top: PolicyDraft): PolicyDraft {
  return {
    ...base,
    ...top,
    layers: mergeNamed(base.layers, top.layers),
    slices: mergeNamed(base.slices, top.slices),
    services: mergeNamed(base.services, top.services),
    packages: [...base.packages, ...top.packages],
    reach: [...base.reach, ...top.reach],
    except: [...base.except, ...top.except],
    ownership: { ...base.ownership, ...top.ownership },
    gates: { ...base.gates, ...top.gates },
    done: mergeItems(base.done, top.done),
    suppressions: { ...base.suppressions, ...top.suppressions },
    sections: [...base.sections, ...top.sections],
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

function mergeItems(base: readonly ItemSetting[], top: readonly ItemSetting[]): readonly ItemSetting[] {
  const merged = new Map(base.map((item) => [item.id, item]));
  for (const item of top) merged.set(item.id, { ...merged.get(item.id), ...item });
  return [...merged.values()];
}

function mergeNamed<Draft extends ElementDraft>(
  base: readonly Draft[],
  top: readonly Draft[],
): readonly Draft[] {
  const merged = new Map(base.map((draft) => [draft.name, draft]));
  for (const draft of top) merged.set(draft.name, { ...merged.get(draft.name), ...draft });
  return [...merged.values()];
}
