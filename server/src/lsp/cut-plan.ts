import { statSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Assembly, assemble } from '../assemble.ts';
import { cutPlanOf } from '../cut-plan.ts';
import { checkResult } from '../engine/check-result.ts';
import { pathOfUri } from '../host/file-uri.ts';
import { findRoot } from '../host/find-policy.ts';
import { absoluteOf, below } from '../host/relative.ts';
import { createLineTable } from '../model/line-table.ts';
import type { CutPlanPage, CutPlanParams } from '../protocol.ts';
import { cutPlanMarkdown } from '../report/cut-plan-markdown.ts';
import { incompleteSentences } from '../report/words.ts';
import { version } from '../version.ts';
import { linkTo } from './links.ts';
import { emptyLines } from './to-lsp.ts';

/**
 * The cut plan of a folder, or of the cycle that a file is in, as they are on screen; null when it was cancelled. It is made
 * in a workspace of its own, so that what is typed in the meantime cannot mix with it. `sessionRoot` is absent without a policy.
 */
export async function cutPlanPage(
  params: CutPlanParams,
  sessionRoot: string | undefined,
  documents: readonly TextDocument[],
  isCancelled: () => boolean,
): Promise<CutPlanPage | null> {
  const asked = pathOfUri(params.uri);
  const linkRoot = pathOfUri(params.linkRoot);
  if (asked === undefined || linkRoot === undefined) return null;
  const assembly = assembleFor(sessionRoot, asked);
  const { root, workspace } = assembly;
  for (const document of documents) {
    const absolute = pathOfUri(document.uri);
    const path = absolute === undefined ? undefined : below(root, absolute);
    if (path !== undefined) workspace.setText(path, document.getText());
  }
  await workspace.refresh({ isCancelled });
  const path = below(root, asked) ?? '';
  const plan = isCancelled() ? undefined : await cutPlanOf(assembly, { paths: [path], isCancelled });
  if (!plan) return null;
  const lines = (path: string) => {
    const text = workspace.read(path);
    return text.ok ? createLineTable(text.text) : emptyLines;
  };
  const title = `Cut plan of ${basename(asked)}`;
  const link = (path: string) => linkTo(relative(linkRoot, absoluteOf(root, path)));
  const closing = incompleteSentences(checkResult(workspace, version));
  return { title, markdown: cutPlanMarkdown(plan, lines, { title, link, closing }) };
}

function assembleFor(sessionRoot: string | undefined, asked: string): Assembly {
  if (sessionRoot === undefined) return assemble(isFolder(asked) ? asked : dirname(asked), { yields: true });
  const boundary = findRoot(sessionRoot).gitRoot ?? sessionRoot;
  return assemble(sessionRoot, { boundary, yields: true, cache: { env: process.env, by: 'time' } });
}

function isFolder(absolute: string): boolean {
  return statSync(absolute, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
