import { relativeTo } from '../model/path.ts';
import type { Membership, SourceFile, WorkspaceFacts } from '../model/rule.ts';
import type { CompiledPattern, CompiledPolicy } from './compiled-policy.ts';

/**
 * What may tell files apart that share a standing, for rules about imports: overrides and exceptions that name some of
 * them, and whether a package offers them. Of two files with one standing and one kin both are judged alike.
 */
export function kinOf(
  file: SourceFile,
  policies: readonly CompiledPolicy[],
  { manifestAround, offers }: WorkspaceFacts,
): string {
  const { path, policy, isExcluded, standing } = file;
  const matches = (folder: string, { glob }: CompiledPattern) => glob.matches(relativeTo(folder, path));
  // An exception may name files that another policy judges.
  const named = policies.flatMap((compiled) => {
    const { folder } = compiled.policy;
    if (folder !== '' && !path.startsWith(`${folder}/`)) return [];
    const exceptions = compiled.selectors.find(({ role }) => role === '"except"')?.patterns ?? [];
    const own = compiled.policy === policy ? compiled.overrides : [];
    return [
      ...exceptions.map((pattern) => matches(folder, pattern)),
      ...own.map(({ files }) => files.some((pattern) => matches(folder, pattern))),
    ];
  });
  const members: readonly (Membership | undefined)[] = [...standing.slices, standing.service];
  const offered = members.map((member) => {
    const manifest = member?.entry === 'package' && manifestAround(`${member.folder}/package.json`);
    return manifest ? offers(manifest, path, path) : undefined;
  });
  return JSON.stringify([isExcluded, named, offered]);
}
