/** The workspaces the extension is tried in; the folder's name tells a running suite which one it is in. */
export type Workspace = 'shop' | 'untrusted' | 'plain';

/** Tests that run in the given order, in one extension host, on one temporary copy of a workspace. */
export interface Suite {
  readonly name: string;
  readonly workspace: Workspace;
  readonly tests: Readonly<Record<string, () => Promise<void>>>;
}

/** Only gives the literal its type. */
export function defineSuite(suite: Suite): Suite {
  return suite;
}
