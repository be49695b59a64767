import { Position, Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import {
  authorRequest,
  type DoneItem,
  type Settled,
  type SettleParams,
  settleItemRequest,
} from '../../../server/src/protocol/done.ts';
import type { Session } from '../session.ts';
import { dayAfter, untilProblem } from './done-text.ts';

const waiverDays = 14;

/** Asks for a note and writes down that somebody answers for an item; false when it was given up or refused. */
export async function attestItem(session: Session, folder: string, item: DoneItem): Promise<boolean> {
  const by = await askWho(session, folder, item);
  if (by === undefined) return false;
  const note = await window.showInputBox({
    title: `Attest: ${item.title}`,
    prompt: `${by} answers for it, with the contents as they are now. Enter a note, or nothing.`,
    placeHolder: 'What was done, or where to read it',
    ignoreFocusOut: true,
  });
  if (note === undefined) return false;
  const how = { kind: 'attest', ...(note.trim() !== '' && { note: note.trim() }) } as const;
  return settle(session, { folder, item: item.id, by, how });
}

/** Asks for a reason and a last day and writes down that an item is left undone until then. */
export async function waiveItem(session: Session, folder: string, item: DoneItem): Promise<boolean> {
  const by = await askWho(session, folder, item);
  if (by === undefined) return false;
  const title = `Waive: ${item.title}`;
  const reason = await window.showInputBox({
    title,
    prompt: `${by} answers for leaving it undone. Why?`,
    placeHolder: 'The reason',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'A waiver needs a reason.' : undefined),
  });
  if (reason === undefined) return false;
  const now = Date.now();
  const until = await window.showInputBox({
    title,
    prompt: 'Until which day, inclusive, UTC?',
    value: dayAfter(now, waiverDays),
    ignoreFocusOut: true,
    validateInput: (text) => untilProblem(text.trim(), dayAfter(now, 0)),
  });
  if (until === undefined) return false;
  const how = { kind: 'waive', reason: reason.trim(), until: until.trim() } as const;
  return settle(session, { folder, item: item.id, by, how });
}

/** Who git says works here; a person chooses where the item has other owners, and writes where git does not know. */
async function askWho(session: Session, folder: string, item: DoneItem): Promise<string | undefined> {
  const author = await session.request<string | null>(authorRequest, { folder });
  const names = [...new Set([...(author === null ? [] : [author]), ...item.owners])];
  if (names.length === 1 && author !== null) return author;
  if (names.length > 0) {
    const picked = await window.showQuickPick(names, {
      title: item.title,
      placeHolder: 'Who answers for it?',
      ignoreFocusOut: true,
    });
    return picked;
  }
  const typed = await window.showInputBox({
    title: item.title,
    prompt: 'Who answers for it? Git knows no "user.email" here.',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'Somebody has to answer for it.' : undefined),
  });
  return typed?.trim();
}

async function settle(session: Session, params: SettleParams): Promise<boolean> {
  const settled = await session.request<Settled>(settleItemRequest, params);
  const reason = settled.ok ? await write(settled) : settled.reason;
  if (reason === undefined) return true;
  window.showWarningMessage(reason);
  return false;
}

/** Writes the record of the change; why not, or undefined when it is written. */
async function write(settled: Extract<Settled, { ok: true }>): Promise<string | undefined> {
  const uri = Uri.parse(settled.uri, true);
  const edit = new WorkspaceEdit();
  if (settled.created !== undefined) {
    edit.createFile(uri, { contents: new TextEncoder().encode(settled.created) });
    return (await workspace.applyEdit(edit)) ? undefined : 'The editor did not write the record.';
  }
  const document = await workspace.openTextDocument(uri);
  if (settled.version !== undefined && settled.version !== document.version) {
    return 'The record of the change was edited meanwhile: try again.';
  }
  for (const { start, end, text } of settled.edits) {
    const range = new Range(new Position(start.line, start.character), new Position(end.line, end.character));
    edit.replace(uri, range, text);
  }
  const wasDirty = document.isDirty;
  if (!(await workspace.applyEdit(edit))) return 'The editor did not write the record.';
  // Text that nobody had open would stay unsaved without being seen.
  if (!wasDirty) await document.save();
  return undefined;
}
