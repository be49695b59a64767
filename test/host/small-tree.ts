import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

/** What to put at a path: a text, bytes, `null` for an empty folder, or where a link leads. */
export type Entry = string | Buffer | null | { readonly link: string };

/** Writes a temporary folder that goes away with the test; returns its absolute real path. */
export function treeOf(context: TestContext, entries: Readonly<Record<string, Entry>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'parapet-host-')));
  context.after(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  for (const [path, entry] of Object.entries(entries)) write(join(root, path), entry);
  return root;
}

/** Acts while nobody may use a path. The superuser may use everything, and so acts as somebody else meanwhile. */
export function withoutPermission<Result>(root: string, path: string, act: () => Result): Result {
  const place = join(root, path);
  const { mode } = statSync(place);
  const isSuperuser = process.geteuid?.() === 0;
  chmodSync(root, 0o755);
  chmodSync(place, 0);
  if (isSuperuser) process.seteuid?.('nobody');
  try {
    return act();
  } finally {
    if (isSuperuser) process.seteuid?.(0);
    chmodSync(place, mode);
  }
}

function write(path: string, entry: Entry): void {
  mkdirSync(entry === null ? path : dirname(path), { recursive: true });
  if (entry === null) return;
  if (typeof entry === 'object' && 'link' in entry) symlinkSync(entry.link, path);
  else writeFileSync(path, entry);
}
