/** The first line of a commit message after the Conventional Commits specification 1.0. */
export interface CommitHeader {
  /** In lower case, since the specification does not tell cases apart. */
  readonly type: string;
  readonly scope?: string;
  /** An exclamation mark before the colon. */
  readonly isBreaking: boolean;
  readonly description: string;
}

const header = /^([A-Za-z][\w-]*)(?:\(([^()\r\n]+)\))?(!)?: +(\S.*)$/;

/** Undefined for a line that says no type. */
export function readCommitHeader(subject: string): CommitHeader | undefined {
  const [, type, scope, mark, description] = header.exec(subject) ?? [];
  if (type === undefined || description === undefined) return undefined;
  return {
    type: type.toLowerCase(),
    ...(scope !== undefined && { scope }),
    isBreaking: mark !== undefined,
    description,
  };
}

/** True for a message that git itself writes for a merge or a revert. */
export function isGitsOwn(subject: string): boolean {
  return /^(?:Merge (?:branch|branches|pull request|remote-tracking|tag|commit)\b|Revert ")/.test(subject);
}

/** What a commit is to be melted into before it is merged, as `git commit --fixup` marks it; undefined for others. */
export function fixupMark(subject: string): string | undefined {
  return /^(?:fixup|squash|amend)!/.exec(subject)?.[0];
}

/** The values of one trailer, in any paragraph: a squashed commit carries those of all its commits in its middle. */
export function trailersOf(message: string, key: string): readonly string[] {
  const wanted = `${key.toLowerCase()}:`;
  return message
    .split(/\r?\n/)
    .filter((line) => line.toLowerCase().startsWith(wanted))
    .map((line) => line.slice(wanted.length).trim());
}
