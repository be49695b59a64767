import type { OwnerName, OwnersProblem, OwnersSection } from '../model/owners.ts';
import type { Span } from '../model/span.ts';
import { readGitlabOwners, tokensOf } from './codeowners-line.ts';

/** A heading of GitLab's: `[Name]`, `^[Name]`, `[Name][2] @default`. */
export interface Heading extends OwnersSection {
  /** Who owns what the lines below name no owner for. */
  readonly owners: readonly OwnerName[];
  readonly problems: readonly Omit<OwnersProblem, 'word'>[];
}

const form = /^(\^)?\[([^\]]*)\](?:\[([^\]]*)\])?(?=\s|$)/;

/**
 * Reads a line as a heading. One that only looks like a heading is a problem, because GitLab takes it for a pattern;
 * undefined for any other line.
 */
export function readHeading(
  text: string,
  line: Span,
): Heading | { readonly problems: readonly Omit<OwnersProblem, 'word'>[] } | undefined {
  const written = text.slice(line.start, line.end);
  const indent = written.length - written.trimStart().length;
  const match = form.exec(written.trimStart());
  const start = line.start + indent;
  const about = (span: Span, code: string, message: string): Omit<OwnersProblem, 'word'> => ({
    span,
    line,
    code,
    message,
  });
  if (!match) {
    if (!/^\^?\[/.test(written.trimStart())) return undefined;
    const [word] = tokensOf(text, line);
    const message = `This is no heading, because it has no name in one pair of brackets: GitLab reads "${word?.text}" as a pattern.`;
    return { problems: [about(word ?? line, 'OWN-007', message)] };
  }
  const [whole, optional, name = '', count] = match;
  const problems: Omit<OwnersProblem, 'word'>[] = [];
  const heading = { start, end: start + whole.length };
  if (name.trim() === '') problems.push(about(heading, 'OWN-007', 'A heading must have a name.'));
  const approvals = /^[1-9]\d{0,8}$/.test(count ?? '1') ? Number(count ?? 1) : undefined;
  if (approvals === undefined)
    problems.push(about(heading, 'OWN-008', `"${count}" is no number of approvals: GitLab asks for 1.`));
  const { owners, problems: ignored } = readGitlabOwners(
    tokensOf(text, { start: heading.end, end: line.end }),
    line,
  );
  return {
    name: name.trim(),
    isOptional: optional !== undefined,
    approvals: approvals ?? 1,
    owners,
    problems: [...problems, ...ignored],
  };
}

/** True for a text with a heading that GitHub would take for a pattern. */
export function hasHeadings(text: string): boolean {
  return /^[^\S\r\n]*\^?\[[^\]\r\n]+\](?:\[\d*\])?[^\S\r\n]*(?:[@\r\n].*)?$/m.test(text);
}
