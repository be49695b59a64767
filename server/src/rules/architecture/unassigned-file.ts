import { compileGlob } from '../../format/glob.ts';
import { folderOf, relativeTo } from '../../model/path.ts';
import { defineRule } from '../../model/rule.ts';

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
  async *fix(finding, workspace, tools) {
    const { unassignedFixes } = await import('../fixes.ts');
    yield* unassignedFixes(finding, workspace, tools);
  },
});
