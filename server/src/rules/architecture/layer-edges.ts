import type { Layer } from '../../model/policy.ts';
import type { Edge, SourceFile, WorkspaceFacts } from '../../model/rule.ts';

/** An edge from the importer's layer to the target's. */
export interface LayerEdge extends Edge {
  readonly upper: Layer;
  readonly lower: Layer;
}

/**
 * The edges of a file between two layers that are in a certain relation, as `upper` (the importer's layer) and
 * `lower` (the target's). The target's layer is the one its own policy gives it, looked up by name.
 * Tests may import anything. Nearly all edges of a workspace are asked about and hardly any is meant,
 * so that nothing is made for the others.
 */
export function* layerEdges(
  from: SourceFile,
  workspace: WorkspaceFacts,
  isMeant: (upper: Layer, lower: Layer) => boolean,
): Iterable<LayerEdge> {
  const { layer: upper, policy, isTest, facts, targets } = from;
  if (!upper || !policy || isTest) return;
  for (let index = 0; index < targets.length; index++) {
    const target = targets[index];
    if (target?.to !== 'file') continue;
    const to = workspace.file(target.file);
    const lower = to.policy === policy ? to.layer : namesake(policy.layers, to.layer);
    const fact = facts.imports[index];
    if (fact && lower && lower !== upper && isMeant(upper, lower)) yield { from, to, fact, upper, lower };
  }
}

function namesake(layers: readonly Layer[], layer: Layer | undefined): Layer | undefined {
  return layer && layers.find(({ name }) => name === layer.name);
}
