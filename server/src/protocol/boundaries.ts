/**
 * `parapet/boundaries`, server to client, {@link Boundaries}[]: one for each root that has a policy. Sent only when it
 * says something else than before, and not while files are being judged.
 */
export const boundariesNotification = 'parapet/boundaries';

/** Which imports a policy would not allow, as `parapet explain` would say of two files, for all files of one root. */
export interface Boundaries {
  /** The root's address; for the editor's TypeScript plugin its absolute path, with slashes. */
  readonly root: string;
  /** Files of one group are judged alike, as importers and as targets. */
  readonly groups: readonly BoundaryGroup[];
  /** The group that most files of a folder belong to, by the folder's path relative to the root; not of its subfolders. */
  readonly folders: Readonly<Record<string, number>>;
  /** Files of another group than most of their folder. */
  readonly files: Readonly<Record<string, number>>;
  /** Per row of an importing group, runs of three: first target group, how many of them, ruling. The rest is allowed. */
  readonly rows: readonly (readonly number[])[];
  readonly rulings: readonly ForbiddenImport[];
}

export interface BoundaryGroup {
  /** What its files belong to: slices from the innermost, service, layer. */
  readonly names: readonly string[];
  /** What an import by a file of this group may not lead to: an index of `rows`. Absent while no such file is open. */
  readonly row?: number;
}

export interface ForbiddenImport {
  readonly rule: string;
  /** The finding's message; `{from}` and `{to}` stand for names of the groups, `{importer}` and `{file}` for paths. */
  readonly sentence: string;
  /** Which of their names: the place in the importing group's list and in the other's, or -1 for none. */
  readonly from: number;
  readonly to: number;
}

/** The package that the editor's TypeScript server loads; it is given {@link PluginConfiguration}. */
export const pluginName = 'parapet-typescript-plugin';

export interface PluginConfiguration {
  readonly boundaries: readonly Boundaries[];
}
