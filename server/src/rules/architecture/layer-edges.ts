import type { Layer } from '../../model/policy.ts';
import { type Edge, edgesOf, type SourceFile, type WorkspaceFacts } from '../../model/rule.ts';

/** An edge between two layers of the importer's policy. */
export interface LayerEdge extends Edge {
  readonly upper: Layer;
  readonly lower: Layer;
}

/**
 * The edges of a file that its policy's layers have a say in, as `upper` (the importer's layer) and
 * `lower` (the target's). The target's layer is the one its own policy gives it, looked up by name.
 * Tests may import anything.
 */
export function* layerEdges(file: SourceFile, workspace: WorkspaceFacts): Iterable<LayerEdge> {
  if (!file.layer || !file.policy || file.isTest) return;
  for (const edge of edgesOf(file, workspace)) {
    const lower = layerUnder(file.policy.layers, edge.to, file);
    if (lower && lower !== file.layer) yield { ...edge, upper: file.layer, lower };
  }
}

function layerUnder(layers: readonly Layer[], to: SourceFile, from: SourceFile): Layer | undefined {
  if (!to.layer || to.policy === from.policy) return to.layer;
  return layers.find(({ name }) => name === to.layer?.name);
}
