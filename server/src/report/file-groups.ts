import { byCodeUnit } from '../model/path.ts';
import type { SourceFile } from '../model/rule.ts';

/** Files drawn as one: a layer, or a folder of files that are in none. */
export interface FileGroup {
  readonly label: string;
  /** Order from top to bottom; folders come last. */
  readonly rank: number;
  readonly files: readonly SourceFile[];
}

/** Groups by layer, and the rest by the deepest folders that keep the number of groups within `most`. */
export function groupFiles(files: readonly SourceFile[], most: number): readonly FileGroup[] {
  const layers = layerGroups(files);
  const loose = files.filter((file) => !file.layer);
  const deepest = Math.max(0, ...loose.map((file) => file.path.split('/').length - 1));
  for (let depth = deepest; depth > 0; depth--) {
    const folders = folderGroups(loose, depth);
    if (layers.length + folders.length <= most) return [...layers, ...folders];
  }
  return [...layers, ...folderGroups(loose, 0)];
}

/** In order of rank; layers of one name in two policies are two layers. */
export function layerGroups(files: readonly SourceFile[]): readonly FileGroup[] {
  const groups = new Map<string, SourceFile[]>();
  for (const file of files) {
    if (file.layer) add(groups, `${file.layer.place.path}\n${file.layer.name}`, file);
  }
  const entries = [...groups.values()].map((members) => {
    const layer = members[0]?.layer;
    return { label: layer?.name ?? '', rank: layer?.rank ?? 0, files: members };
  });
  return entries.sort((a, b) => a.rank - b.rank || byCodeUnit(a.label, b.label));
}

function folderGroups(files: readonly SourceFile[], depth: number): readonly FileGroup[] {
  const groups = new Map<string, SourceFile[]>();
  for (const file of files) add(groups, file.path.split('/').slice(0, -1).slice(0, depth).join('/'), file);
  return [...groups].map(([folder, members]) => ({ label: `${folder}/`, rank: Infinity, files: members }));
}

function add(groups: Map<string, SourceFile[]>, key: string, file: SourceFile): void {
  const members = groups.get(key);
  if (members) members.push(file);
  else groups.set(key, [file]);
}
