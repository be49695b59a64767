import { basename } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Assembly, assemble } from '../assemble.ts';
import { editBetween } from '../format/jsonc-edit.ts';
import { pathOfUri, uriOfPath } from '../host/file-uri.ts';
import { readPageAssets } from '../host/page-assets.ts';
import { below } from '../host/relative.ts';
import { type Finding, isOpen } from '../model/finding.ts';
import { hashText } from '../model/hash.ts';
import { createLineTable } from '../model/line-table.ts';
import { changePolicy } from '../policy/change/change.ts';
import type {
  Architecture,
  ArchitectureParams,
  JudgeChangeParams,
  JudgedChange,
} from '../protocol/architecture.ts';
import { graphPage } from '../report/graph-html.ts';
import { pictureOf, pictureText } from '../report/picture.ts';
import { type LineTables, rangeOf } from '../report/range.ts';
import type { Session } from './session.ts';
import { emptyLines } from './to-lsp.ts';

const mostShown = 20;

/** The picture of a folder: of its session as it is on screen, or of the folder alone where no policy judges it. */
export async function architecture(
  params: ArchitectureParams,
  session: Session | undefined,
  documents: readonly TextDocument[],
): Promise<Architecture | null> {
  const folder = pathOfUri(params.folder);
  if (folder === undefined) return null;
  const assembly = session ?? (await judged(folder, documents));
  await session?.settled();
  const { workspace, root } = assembly;
  const facts = workspace.facts();
  const name = basename(root);
  const picture = pictureOf({
    ...{ title: name, files: facts.files, all: facts.files, findings: workspace.findings() },
    ...{ knots: facts.knots(['value', 'dynamic']), lines: linesOf(assembly) },
  });
  const text = pictureText(picture);
  const hash = hashText(text);
  if (hash === params.shown) return null;
  const { nonce } = params;
  return {
    ...{ title: `Architecture of ${name}`, root: uriOfPath(root), picture: text, name: hash },
    isGoverned: session !== undefined,
    ...(nonce !== undefined && {
      page: graphPage(picture, {
        ...readPageAssets(),
        ...{ nonce, allowedScript: `'nonce-${nonce}'`, allowedStyle: `'nonce-${nonce}'` },
        options: { links: { kind: 'relative', base: '' }, canWrite: session !== undefined },
      }),
    }),
  };
}

/** What a change of the policy would find; judged in memory beside the session, which goes on as it is. */
export async function judgeChange(
  { change }: JudgeChangeParams,
  session: Session | undefined,
  documents: readonly TextDocument[],
): Promise<JudgedChange> {
  if (!session) return { ok: false, reason: 'There is no policy: run "Parapet: Initialise Policy" first.' };
  await session.settled();
  const { workspace } = session;
  const findings = workspace.findings();
  const read = (path: string) => {
    const result = workspace.read(path);
    return result.ok ? result.text : undefined;
  };
  const changed = changePolicy(change, { facts: workspace.facts(), findings, read });
  if (!changed.ok) return changed;
  const { path, before, after, sentence } = changed;
  const trial = await judged(session.root, documents, { boundary: session.boundary, path, text: after });
  const [today, proposed] = [findings.filter(isOpen), trial.workspace.findings().filter(isOpen)];
  const { added, removed } = difference(today, proposed);
  const lines = linesOf(trial);
  const table = createLineTable(before);
  const version = session.version(path);
  return {
    ...{ ok: true, sentence, today: today.length, proposed: proposed.length },
    added: added.slice(0, mostShown).map(({ message, path: own, span }) => {
      const { line, column } = rangeOf(own, span, lines).start;
      return { message, path: own, line, column };
    }),
    ...{ addedCount: added.length, removedCount: removed.length, uri: session.uri(path) },
    ...(version !== undefined && { version }),
    edits: editBetween(before, after).map(({ start, end, text }) => ({
      ...{ start: table.position(start), end: table.position(end), text },
    })),
  };
}

/** A text that is not on disk, and the folder that its parents may not leave. */
interface Proposed {
  readonly boundary: string;
  readonly path: string;
  readonly text: string;
}

/** A folder judged by itself, with the texts that are on screen and one that is proposed. */
async function judged(
  root: string,
  documents: readonly TextDocument[],
  proposed?: Proposed,
): Promise<Assembly> {
  const options = proposed && {
    boundary: proposed.boundary,
    cache: { env: process.env, by: 'time' as const },
  };
  const assembly = assemble(root, { yields: true, ...options });
  for (const document of documents) {
    const absolute = pathOfUri(document.uri);
    const path = absolute === undefined ? undefined : below(root, absolute);
    if (path !== undefined) assembly.workspace.setText(path, document.getText());
  }
  if (proposed) assembly.workspace.setText(proposed.path, proposed.text);
  await assembly.workspace.refresh();
  return assembly;
}

function linesOf({ workspace }: Pick<Assembly, 'workspace'>): LineTables {
  return (path) => {
    const text = workspace.read(path);
    return text.ok ? createLineTable(text.text) : emptyLines;
  };
}

function difference(today: readonly Finding[], proposed: readonly Finding[]) {
  const known = new Set(today.map(({ fingerprint }) => fingerprint));
  const left = new Set(proposed.map(({ fingerprint }) => fingerprint));
  return {
    added: proposed.filter(({ fingerprint }) => !known.has(fingerprint)),
    removed: today.filter(({ fingerprint }) => !left.has(fingerprint)),
  };
}
