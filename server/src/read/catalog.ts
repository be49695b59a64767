import type { OwnerName } from '../model/owners.ts';
import { linesOf } from './text-lines.ts';

/** More is no descriptor written by hand. */
const mostCharacters = 200_000;

interface Entity {
  kind?: string;
  owner?: OwnerName;
}

/**
 * The owner that a Backstage descriptor (`catalog-info.yaml`) names: `spec.owner` of its first component, or of its
 * first entity that has one (backstage.io, "Descriptor Format of Catalog Entities"). Two keys of block style are no
 * reason for every check to load a reader of all of YAML, which takes longer to start than a small check; what is
 * written otherwise names nobody.
 */
export function readCatalog(text: string): OwnerName | undefined {
  if (text.length > mostCharacters) return undefined;
  const entities: Entity[] = [{}];
  let section = '';
  let indent: number | undefined;
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    if (/^---(?:\s|$)/.test(line)) {
      entities.push({});
      section = '';
    }
    const match = /^( *)([\w-]+):(?:\s+(.*))?$/.exec(line);
    const entity = entities.at(-1);
    if (!match || !entity) continue;
    const [whole, blanks = '', key = '', value = ''] = match;
    if (blanks === '') {
      section = key;
      indent = undefined;
      if (key === 'kind') entity.kind = scalarOf(value)?.text ?? '';
    } else if (section === 'spec') {
      indent ??= blanks.length;
      const scalar = key === 'owner' && blanks.length === indent ? scalarOf(value) : undefined;
      const from = start + whole.length - value.length;
      if (scalar) entity.owner ??= { text: scalar.text, span: { start: from, end: from + scalar.length } };
    }
  }
  const owned = entities.filter(({ owner }) => owner !== undefined);
  return (owned.find(({ kind }) => kind === 'Component') ?? owned[0])?.owner;
}

/** A plain or quoted text before a comment, and how many characters it is written in. */
function scalarOf(value: string): { readonly text: string; readonly length: number } | undefined {
  const quoted = /^(["'])((?:(?!\1)[^\\])*)\1/.exec(value);
  if (quoted) return quoted[2] === '' ? undefined : { text: quoted[2] ?? '', length: quoted[0].length };
  const plain = /^[^\s"'#&*!|>{}[\],%@`](?:(?!\s+#|\s+$).)*/.exec(value)?.[0];
  return plain === undefined ? undefined : { text: plain, length: plain.length };
}
