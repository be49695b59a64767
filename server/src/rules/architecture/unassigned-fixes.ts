import type { Finding } from '../../model/finding.ts';
import type { WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import { folderOf, isBelow, relativeTo, sharedFolders } from '../../model/path.ts';
import type { Layer, Policy } from '../../model/policy.ts';
import type { SourceFile, Standing, WorkspaceFacts } from '../../model/rule.ts';
import { rulingsBetween } from '../../ruling/judgement.ts';
import { listingFix } from './policy-fixes.ts';

/** The ways out for the files of a folder that belong to no layer: the nearest layers, unless that would break their order. */
export async function* unassignedFixes(
  { subject }: Finding,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const inside = workspace.files.filter(({ path }) => folderOf(path) === subject);
  const policy = inside.find((file) => file.isCovered && !file.layer)?.policy;
  if (!policy) return;
  const local = relativeTo(policy.folder, subject);
  const glob = local === '' ? '*' : `${local}/**`;
  const layers = nearestLayers(subject, policy, workspace).map((layer) => ({
    layer,
    title: `Add "${glob}" to "files" of layer "${layer.name}"`,
    broken: brokenBy(subject, layer, policy, workspace),
  }));
  const fitting = layers.filter(({ broken }) => broken === undefined).slice(0, mostLikely);
  for (const { layer } of fitting)
    yield* listingFix('add-to-layer', [{ element: layer, key: 'files', value: glob }], tools);
  for (const { title, broken = '' } of fitting.length > 0 ? [] : layers.slice(0, mostLikely))
    yield { id: 'add-to-layer', title, refused: `Then: ${broken}` };
}

const mostLikely = 3;

/** Layers by the nearest folder that belongs to them; of equally near ones the upper first. */
function nearestLayers(folder: string, policy: Policy, { files }: WorkspaceFacts): readonly Layer[] {
  const nearness = new Map<Layer, number>();
  for (const { path, layer, policy: own } of files) {
    if (!layer || own !== policy) continue;
    nearness.set(layer, Math.max(nearness.get(layer) ?? 0, sharedFolders(path, `${folder}/x`)));
  }
  return policy.layers
    .filter((layer) => nearness.has(layer))
    .sort((a, b) => (nearness.get(b) ?? 0) - (nearness.get(a) ?? 0) || a.rank - b.rank);
}

/** What the order of the layers would say of the imports of a folder, and of those that lead there, were it in a layer. */
function brokenBy(
  folder: string,
  element: Layer,
  policy: Policy,
  workspace: WorkspaceFacts,
): string | undefined {
  const standings = new Map<Standing, Standing>();
  const moves = ({ path, layer, policy: own }: SourceFile) =>
    own === policy && !layer && (folder === '' ? folderOf(path) === '' : isBelow(folder, path));
  const standingOf = (file: SourceFile): Standing => {
    if (!moves(file)) return file.standing;
    const { standing } = file;
    const layer = { element, name: element.name, captures: {}, folder, entry: 'open' } as const;
    const moved = standings.get(standing) ?? { ...standing, layer };
    standings.set(standing, moved);
    return moved;
  };
  for (const from of workspace.files) {
    if (from.isTest || from.isExcluded) continue;
    for (const [index, target] of from.targets.entries()) {
      const to = target.to === 'file' ? workspace.file(target.file) : undefined;
      const fact = from.facts.imports[index];
      if (!to || !fact || !(moves(from) || moves(to))) continue;
      const denied = rulingsBetween(standingOf(from), standingOf(to)).find(
        (ruling) => layerRules.has(ruling.rule) && ruling.verdict === 'denied',
      );
      if (denied) return `${denied.message({ from, to, fact })} ("${from.path}")`;
    }
  }
  return undefined;
}

const layerRules: ReadonlySet<string> = new Set([
  'architecture/upward-import',
  'architecture/skipped-layer',
  'architecture/undeclared-dependency',
]);
