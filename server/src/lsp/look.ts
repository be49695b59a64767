import { basename, relative } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { assemble } from '../assemble.ts';
import { checkResult } from '../engine/check-result.ts';
import { pathOfUri } from '../host/file-uri.ts';
import { absoluteOf, below } from '../host/relative.ts';
import { previewOf } from '../look.ts';
import { createLineTable } from '../model/line-table.ts';
import type { Look, LookParams } from '../protocol.ts';
import { previewMarkdown } from '../report/preview-markdown.ts';
import { previewPage, rooms } from '../report/preview-page.ts';
import { closingSentences } from '../report/words.ts';
import { version } from '../version.ts';
import { linkTo } from './links.ts';
import { emptyLines } from './to-lsp.ts';

/** The preview of a folder as it is on screen; null when it was cancelled. */
export async function look(
  params: LookParams,
  documents: readonly TextDocument[],
  isCancelled: () => boolean,
): Promise<Look | null> {
  const folder = pathOfUri(params.folder);
  const linkRoot = pathOfUri(params.linkRoot);
  if (folder === undefined || linkRoot === undefined) return null;
  const assembly = assemble(folder, { yields: true });
  const { workspace } = assembly;
  for (const document of documents) {
    const absolute = pathOfUri(document.uri);
    const path = absolute === undefined ? undefined : below(folder, absolute);
    if (path !== undefined) workspace.setText(path, document.getText());
  }
  await workspace.refresh({ isCancelled });
  if (isCancelled()) return null;
  const result = { ...checkResult(workspace, version), preview: await previewOf(assembly) };
  const lines = (path: string) => {
    const text = workspace.read(path);
    return text.ok ? createLineTable(text.text) : emptyLines;
  };
  const title = `Look at ${basename(folder)}`;
  const link = (path: string) => linkTo(relative(linkRoot, absoluteOf(folder, path)));
  const page = previewPage(result, { room: rooms.document });
  const markdown = previewMarkdown(page, lines, { title, link, closing: closingSentences(result) });
  return { title, markdown };
}
