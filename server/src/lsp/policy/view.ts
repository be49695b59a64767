import { parseJsonc } from '../../format/jsonc.ts';
import { policyName } from '../../host/file-kinds.ts';
import type { JsonNode } from '../../model/json.ts';
import { createLineTable, type LineTable } from '../../model/line-table.ts';
import { folderOf, isBelow, relativeTo } from '../../model/path.ts';
import type { Policy } from '../../model/policy.ts';
import type { SourceFile } from '../../model/rule.ts';
import type { Session } from '../session.ts';

/** A person writes no policy of this size, and reading one at every key would be felt. */
const mostCharacters = 1_000_000;

/** One document of a policy as it is on screen: a policy itself, or what it extends. */
export interface PolicyText {
  readonly path: string;
  readonly text: string;
  readonly lines: LineTable;
  readonly root?: JsonNode;
  /** False while it is half-typed. */
  readonly isWhole: boolean;
}

/** A document of a policy among what it governs. */
export interface PolicyView extends PolicyText {
  readonly session: Session;
  /** The policy in force that the document states, or else the only one that builds on it. */
  readonly policy?: Policy;
  /** What globs are relative to. */
  readonly folder: string;
}

/** A document as a policy; undefined for other documents, and for one that cannot be read or is too large. */
export function viewPolicy(session: Session, path: string): PolicyView | undefined {
  const builtOn = session.workspace.policies.filter(({ inputs }) => inputs.includes(path));
  const own = builtOn.find((one) => one.path === path);
  const isPolicy = builtOn.length > 0 || path === policyName || path.endsWith(`/${policyName}`);
  const document = isPolicy ? readPolicyText(session, path) : undefined;
  if (!document) return undefined;
  const policy = own ?? (builtOn.length === 1 ? builtOn[0] : undefined);
  return { ...document, session, ...(policy && { policy }), folder: policy?.folder ?? folderOf(path) };
}

export function readPolicyText(session: Session, path: string): PolicyText | undefined {
  const result = session.workspace.read(path);
  if (!result.ok || result.text.length > mostCharacters) return undefined;
  const { root, problems } = parseJsonc(result.text);
  return {
    path,
    text: result.text,
    lines: createLineTable(result.text),
    ...(root && { root }),
    isWhole: root !== undefined && problems.length === 0,
  };
}

/** The files that the document's globs are about, in order of path. */
export function filesOf({ session, policy, folder }: PolicyView): readonly SourceFile[] {
  const { files } = session.workspace.facts();
  return files.filter((file) => (policy ? file.policy === policy : isBelow(folder, file.path)));
}

/** Paths of {@link filesOf} as globs see them. */
export function localPaths(view: PolicyView): readonly string[] {
  return filesOf(view).map(({ path }) => relativeTo(view.folder, path));
}
