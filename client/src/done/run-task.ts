import { type Memento, type Task, tasks, Uri, window, workspace } from 'vscode';
import type { DoneItem } from '../../../server/src/protocol/done.ts';

/** What is remembered of a choice. */
interface Chosen {
  readonly name: string;
  readonly source: string;
}

/** Words that stand in the name of what makes an item's evidence, the likeliest first. */
const likely: Readonly<Record<string, readonly RegExp[]>> = {
  'patch-coverage': [/cover/i, /test/i],
  'tests-pass': [/test/i],
  'no-new-vulnerabilities': [/audit/i, /osv|vuln/i],
  'no-new-security-findings': [/sarif|security|scan/i, /lint/i],
};

/**
 * Runs the npm script that makes the evidence of an item anew: the one that was chosen before, or the one that is chosen
 * now. The list follows what the script writes. False when none was chosen.
 */
export async function runTask(
  state: Memento,
  folder: string,
  item: DoneItem,
  asksAgain: boolean,
): Promise<boolean> {
  const key = `parapet.task:${folder}:${item.id}`;
  const known = await scripts(folder, item.id);
  if (known.length === 0) {
    window.showWarningMessage('There is no npm script here that could make the evidence.');
    return false;
  }
  const before = state.get<Chosen>(key);
  const again = asksAgain ? undefined : known.find((task) => isChosen(task, before));
  const task = again ?? (await pick(known, item));
  if (task === undefined) return false;
  await state.update(key, { name: task.name, source: task.source } satisfies Chosen);
  await tasks.executeTask(task);
  return true;
}

async function scripts(folder: string, item: string): Promise<readonly Task[]> {
  const all = await tasks.fetchTasks({ type: 'npm' });
  const root = Uri.parse(folder, true);
  const own = all.filter(({ scope }) => {
    if (typeof scope !== 'object') return true;
    const opened = scope.uri.toString();
    return isWithin(opened, root.toString()) || isWithin(root.toString(), opened);
  });
  const words = likely[item] ?? [];
  const rank = ({ name }: Task) => {
    // Installing makes no evidence, and VS Code lists it among the scripts.
    if (/^install\b/.test(name)) return words.length + 1;
    const found = words.findIndex((word) => word.test(name));
    return found < 0 ? words.length : found;
  };
  return [...own].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

function isWithin(inner: string, outer: string): boolean {
  return `${inner}/`.startsWith(`${outer.replace(/\/$/, '')}/`);
}

function isChosen({ name, source }: Task, chosen: Chosen | undefined): boolean {
  return chosen?.name === name && chosen.source === source;
}

async function pick(known: readonly Task[], item: DoneItem): Promise<Task | undefined> {
  const isMany = (workspace.workspaceFolders?.length ?? 0) > 1;
  const rows = known.map((task) => ({
    label: task.name,
    description: isMany && typeof task.scope === 'object' ? task.scope.name : '',
    task,
  }));
  const picked = await window.showQuickPick(rows, {
    title: item.title,
    placeHolder: 'Which script makes the evidence? It is remembered.',
  });
  return picked?.task;
}
