import type { SourceFile } from '../model/rule.ts';
import { filledBoxes, mainBox } from './boxes.ts';

/** Files drawn as one: a layer, slice or service, or a folder of files that are in none. */
export interface FileGroup {
  readonly label: string;
  readonly files: readonly SourceFile[];
}

/** Groups by layer, slice or service, and the rest by the deepest folders that keep the number of groups within `most`. */
export function groupFiles(files: readonly SourceFile[], most: number): readonly FileGroup[] {
  const boxes = boxGroups(files);
  const loose = looseFiles(files);
  const deepest = Math.max(0, ...loose.map((file) => file.path.split('/').length - 1));
  for (let depth = deepest; depth > 0; depth--) {
    const folders = folderGroups(loose, depth);
    if (boxes.length + folders.length <= most) return [...boxes, ...folders];
  }
  return [...boxes, ...folderGroups(loose, 0)];
}

/** Layers from the top, then slices and services; those of one name in two policies are two. */
export function boxGroups(files: readonly SourceFile[]): readonly FileGroup[] {
  const main = (file: SourceFile) => {
    const box = mainBox(file);
    return box ? [box] : [];
  };
  return filledBoxes(files, main).map(({ name, files: own }) => ({ label: name, files: own }));
}

/** Files that are in no layer, slice or service. */
export function looseFiles(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter((file) => !mainBox(file));
}

function folderGroups(files: readonly SourceFile[], depth: number): readonly FileGroup[] {
  const groups = new Map<string, SourceFile[]>();
  for (const file of files) {
    const key = file.path.split('/').slice(0, -1).slice(0, depth).join('/');
    const members = groups.get(key);
    if (members) members.push(file);
    else groups.set(key, [file]);
  }
  return [...groups].map(([folder, members]) => ({ label: `${folder}/`, files: members }));
}
