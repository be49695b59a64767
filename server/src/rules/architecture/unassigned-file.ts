import { compileGlob } from '../../format/glob.ts';
import { folderOf, isBelow, relativeTo } from '../../model/path.ts';
import type { Layer, Policy } from '../../model/policy.ts';
import { defineRule, type SourceFile, type Standing, type WorkspaceFacts } from '../../model/rule.ts';
import { rulingsBetween } from '../../ruling/judgement.ts';
import { sharedFolders } from './entry-candidates.ts';
import { listingFix } from './policy-fixes.ts';

export default defineRule({
  id: 'architecture/unassigned-file',
  scope: 'workspace',
  reads: 'policy',
  severity: 'warning',
  declaredBy: 'cover',
  docs: {
    summary: 'Every file under "cover" belongs to a layer.',
    why: 'A file outside every layer is judged by no boundary, so that anything may go through it.',
    policy: `{
  "layers": [{ "name": "ui", "files": "src/ui/**" }],
  "cover": ["src/**"]
}`,
    bad: `//- parapet.jsonc
{
  "layers": [{ "name": "ui", "files": "src/ui/**" }],
  "cover": ["src/**"]
//          ^^^^^^^^ warning: 1 file in "src/legacy" belongs to no layer: "src/legacy/old.ts".
}
//- src/ui/page.ts
export const page = 1;
//- src/legacy/old.ts
export const old = 1;`,
    good: `//- src/ui/page.ts
export const page = 1;
//- scripts/build.ts
export const outsideOfCover = 1;`,
    ways: [
      '*Add … to "files"* of a layer, or give the folder a layer of its own.',
      'Move the file to where it belongs.',
      'If the folder is not to be judged, put it under "exclude".',
    ],
  },
  *check(policy, workspace) {
    if (!policy) return;
    const tied = new Set(workspace.belonging.ambiguous.flatMap(({ files }) => files.map(({ path }) => path)));
    const folders = new Map<string, string[]>();
    for (const file of workspace.files) {
      if (file.policy !== policy || !file.isCovered || file.layer || file.isExcluded || file.isTest) continue;
      if (tied.has(file.path)) continue;
      const folder = folderOf(file.path);
      const known = folders.get(folder);
      if (known) known.push(file.path);
      else folders.set(folder, [file.path]);
    }
    const cover = policy.cover.map((pattern) => ({ pattern, glob: compileGlob(pattern.glob) }));
    for (const [folder, [first = '', ...others]] of folders) {
      const local = relativeTo(policy.folder, first);
      const at = cover.find(({ glob }) => glob.matches(local));
      if (!at) continue;
      const where = folder === '' ? 'at the root' : `in "${folder}"`;
      const message =
        others.length === 0
          ? `1 file ${where} belongs to no layer: "${first}".`
          : `${others.length + 1} files ${where} belong to no layer, such as "${first}".`;
      yield {
        ...at.pattern.place,
        message,
        subject: folder,
        related: [{ path: first, span: { start: 0, end: 0 }, message: 'This file belongs to no layer.' }],
      };
    }
  },
  async *fix({ subject }, workspace, tools) {
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
  },
});

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
