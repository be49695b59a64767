import { statSync } from 'node:fs';
import { absoluteOf } from '../../host/relative.ts';
import { member } from '../../model/json.ts';
import { folderOf, joinPath } from '../../model/path.ts';
import type { PolicyView } from './view.ts';

/** The file that a relative path in a document means; addresses and absolute paths are for others to open. */
export function targetOfPath({ path }: PolicyView, value: string): string | undefined {
  return /^(?:[a-z][a-z\d+.-]*:|\/|\\|$)/i.test(value) ? undefined : joinPath(folderOf(path), value);
}

export function isFile(view: PolicyView, path: string): boolean {
  try {
    return statSync(absoluteOf(view.session.root, path)).isFile();
  } catch {
    return false;
  }
}

/** True when the editor's own JSON server completes the document: not while it names a schema that is not there. */
export function isCompletedByOthers(view: PolicyView, hasJsonServer: boolean): boolean {
  const schema = member(view.root, '$schema');
  const target = schema?.kind === 'string' ? targetOfPath(view, schema.value) : undefined;
  return hasJsonServer && (target === undefined || isFile(view, target));
}
