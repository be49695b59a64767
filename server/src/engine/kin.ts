import { relativeTo } from '../model/path.ts';
import type { SourceFile } from '../model/rule.ts';
import type { CompiledPolicy } from './compiled-policy.ts';

/** Equal for files that rules about imports judge alike, whichever end of the import they are at. */
export function kinOf(file: SourceFile, compiled: CompiledPolicy | undefined): string {
  const { path, layer, isTest, isExcluded } = file;
  if (!compiled) return '';
  const local = relativeTo(compiled.policy.folder, path);
  const overrides = compiled.overrides.flatMap(({ files }, index) =>
    files.some(({ glob }) => glob.matches(local)) ? [index] : [],
  );
  return JSON.stringify([compiled.policy.path, layer?.name ?? '', isTest, isExcluded, overrides]);
}
