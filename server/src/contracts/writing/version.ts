import { nodeOf, objectOf, withMember } from '../../format/node-build.ts';
import { member } from '../../model/json.ts';
import { type ContractText, changeDocument, openApiVersion, refuse, type Written } from './document.ts';

/** Writes `info.version`, which is made where there is none; it becomes a text, in the quotes that it has. */
export function setVersion(document: ContractText, version: string): Written {
  const written = changeDocument(document, (root) => {
    if (root.kind !== 'object' || openApiVersion(root) === undefined) {
      return refuse(`"${document.path}" is a part of a contract, and only a whole one has a version.`);
    }
    const info = member(root, 'info');
    if (info && info.kind !== 'object' && info.kind !== 'null')
      return refuse('The "info" of the contract is no object.');
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
