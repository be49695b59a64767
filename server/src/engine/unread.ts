import type { Notice } from '../model/finding.ts';
import type { Walk } from '../model/host.ts';
import { byCodeUnit } from '../model/path.ts';
import type { FileTable } from './file-table.ts';
import type { Sources } from './sources.ts';

/** The folders and the judged files of a workspace that could not be read. */
export function unreadIn(
  { unreadable }: Walk,
  { notices }: Pick<Sources, 'notices'>,
  table: FileTable,
): readonly Notice[] {
  const folders = unreadable.map(
    ({ path, detail }): Notice => ({
      code: 'SRC-004',
      message: `The folder "${path || '.'}" cannot be listed: ${detail}.`,
      incomplete: true,
    }),
  );
  const files = [...notices]
    .filter(([path]) => !table.at(path)?.isExcluded)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([, notice]) => notice);
  return [...folders, ...files];
}
