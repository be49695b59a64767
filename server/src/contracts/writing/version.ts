import { nodeOf, objectOf, withMember } from '../../format/node-build.ts';
import { referenceOf } from '../../format/references.ts';
import { applyEdits } from '../../model/apply-edits.ts';
import { member } from '../../model/json.ts';
import type { Span } from '../../model/span.ts';
import { type ContractText, changeDocument, openApiVersion, refuse, type Written } from './document.ts';

/** Writes a version that stands in another document than the contract; it becomes a text, in the quotes that it has. */
export function setVersionAt({ path, text, parse }: ContractText, span: Span, version: string): Written {
  const known = /^["']/.exec(text.slice(span.start, span.end))?.[0];
  // Three numbers are a text in YAML without any quotes.
  const quote = known ?? (/^\d+\.\d+\.\d/.test(version) && !path.endsWith('.json') ? '' : '"');
  const edit = { path, ...span, text: quote + version + quote };
  return parse(applyEdits(text, [edit])).problems.length > 0
    ? refuse(`"${path}" cannot be read as it is written; mend it first.`)
    : { edits: [edit] };
}

/** Writes `info.version`, which is made where there is none; it becomes a text, in the quotes that it has. */
export function setVersion(document: ContractText, version: string): Written {
  const written = changeDocument(document, (root) => {
    if (root.kind !== 'object' || openApiVersion(root) === undefined) {
      return refuse(`"${document.path}" is a part of a contract, and only a whole one has a version.`);
    }
    const info = member(root, 'info');
    if (info && info.kind !== 'object' && info.kind !== 'null')
      return refuse('The "info" of the contract is no object.');
    if (info && referenceOf(info))
      return refuse('The "info" of the contract is another document, which has no version.');
    if (info?.kind === 'object')
      return withMember(root, 'info', withMember(info, 'version', nodeOf(version), afterTitle(info)));
    const made = objectOf([['version', nodeOf(version)]]);
    return withMember(root, 'info', made, root.members.findLastIndex(({ key }) => key === 'openapi') + 1);
  });
  if (!('edits' in written)) return written;
  return { edits: written.edits.map((edit) => inSameQuotes(document.text, edit, version)) };
}

function afterTitle(info: { readonly members: readonly { readonly key: string }[] }): number {
  return info.members.findLastIndex(({ key }) => key === 'title') + 1;
}

type Edit = Extract<Written, { edits: unknown }>['edits'][number];

/** A version that is written in quotes, or without, stays so; what was a number gets some. */
function inSameQuotes(text: string, edit: Edit, version: string): Edit {
  const before = text.slice(edit.start, edit.end);
  const quote = /^["']/.exec(before)?.[0];
  const isWhole = edit.text.replace(/^(["'])(.*)\1$/, '$2') === version;
  if (!isWhole || !/^[\w.+-]+$/.test(version)) return edit;
  return quote === undefined ? edit : { ...edit, text: quote + version + quote };
}
