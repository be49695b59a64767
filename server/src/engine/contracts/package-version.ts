import type { ReadResult } from '../../model/host.ts';
import { member } from '../../model/json.ts';
import type { Place } from '../../model/span.ts';
import type { WorkspaceFacts } from '../../model/workspace-facts.ts';
import type { ContractParts } from '../parts.ts';

/** The version of the package that a file belongs to, where it is written. */
export function packageVersion(
  path: string,
  { manifestAround }: Pick<WorkspaceFacts, 'manifestAround'>,
  read: (path: string) => ReadResult,
  { parse }: Pick<ContractParts, 'parse'>,
): (Place & { readonly text: string }) | undefined {
  const manifest = manifestAround(path)?.path;
  const source = manifest === undefined ? undefined : read(manifest);
  if (manifest === undefined || !source?.ok) return undefined;
  const version = member(parse(source.text).root, 'version');
  return version?.kind === 'string' ? { path: manifest, span: version.span, text: version.value } : undefined;
}
