import type { OwnerName, OwnersDialect, OwnersProblem } from '../model/owners.ts';
import type { Span } from '../model/span.ts';

/** A word of a line, as written. */
export interface LineToken extends Span {
  readonly text: string;
}

/** The words of a line; white space behind a backslash belongs to its word. */
export function tokensOf(text: string, { start, end }: Span): readonly LineToken[] {
  const tokens: LineToken[] = [];
  const word = /(?:\\[^\r\n]|[^\s\\]|\\$)+/gy;
  const space = /[^\S\r\n]*/y;
  let at = start;
  while (at < end) {
    space.lastIndex = at;
    space.test(text);
    at = space.lastIndex;
    word.lastIndex = at;
    if (at >= end || !word.test(text)) break;
    const next = Math.min(word.lastIndex, end);
    tokens.push({ start: at, end: next, text: text.slice(at, next) });
    at = next;
  }
  return tokens;
}

const address = /^[^\s@/]+@[^\s@/]+\.[^\s@/.]+$/;
const forms: Readonly<Record<OwnersDialect, readonly RegExp[]>> = {
  github: [/^@[a-z\d][\w-]*(?:\/[\w.-]+)?$/i, address],
  gitlab: [/^@\w[\w.-]*(?:\/[\w.-]+)*$/, /^@@(?:developer|maintainer|owner)s?$/i, address],
};

/** True for a word that has the form of an owner; whether there is one of that name is not known here. */
export function isOwner(word: string, dialect: OwnersDialect): boolean {
  return forms[dialect].some((form) => form.test(word));
}

/**
 * The owners of a line of GitLab's. It knows no comments behind a pattern: it takes the owners out of them, too, and
 * leaves out every word that is none.
 */
export function readGitlabOwners(
  tokens: readonly LineToken[],
  line: Span,
): { readonly owners: readonly OwnerName[]; readonly problems: readonly Omit<OwnersProblem, 'word'>[] } {
  const owners: OwnerName[] = [];
  const problems: Omit<OwnersProblem, 'word'>[] = [];
  let isComment = false;
  for (const { text, start, end } of tokens) {
    isComment ||= text.startsWith('#');
    const span = { start, end };
    const about = (code: string, message: string) => problems.push({ span, line, code, message });
    if (isOwner(text, 'gitlab')) {
      owners.push({ text, span });
      if (isComment)
        about('OWN-005', `GitLab knows no comments behind a pattern: "${text}" becomes an owner.`);
    } else if (!isComment) {
      about(
        'OWN-004',
        `"${text}" is neither @user, @group, @@role nor an e-mail address: GitLab ignores it.`,
      );
    }
  }
  return { owners, problems };
}
