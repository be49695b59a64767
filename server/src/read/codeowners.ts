import type {
  OwnerName,
  OwnersDialect,
  OwnersDocument,
  OwnersEntry,
  OwnersProblem,
  OwnersSection,
} from '../model/owners.ts';
import type { Span } from '../model/span.ts';
import { isOwner, type LineToken, readGitlabOwners, tokensOf } from './codeowners-line.ts';
import { readHeading } from './codeowners-section.ts';
import { linesOf } from './text-lines.ts';

/** GitHub does not load a larger file: 3 MB. */
const mostBytes = 3 * 1024 * 1024;

/** Reads a CODEOWNERS file; a line that cannot be used is a problem and the rest goes on. */
export function readCodeowners(path: string, text: string, dialect: OwnersDialect): OwnersDocument {
  const { sections, entries, problems } =
    dialect === 'gitlab'
      ? readGitlab(text)
      : bytesOf(text) < mostBytes
        ? readGithub(text)
        : tooLarge(path, text);
  const worded = problems.map((problem) => ({
    ...problem,
    word: text.slice(problem.span.start, problem.span.end),
  }));
  return { path, dialect, sections, entries, problems: worded };
}

function tooLarge(path: string, text: string): Content {
  const line = linesOf(text)[0] ?? { start: 0, end: 0 };
  const message = `"${path}" is not smaller than 3 MB, so that GitHub does not load it and nobody owns anything.`;
  return { sections: [], entries: [], problems: [{ span: line, line, code: 'OWN-001', message }] };
}

type Found = Omit<OwnersProblem, 'word'>;
type Content = Pick<OwnersDocument, 'sections' | 'entries'> & { readonly problems: readonly Found[] };

const onlySection: OwnersSection = { name: '', isOptional: false, approvals: 1 };

function readGithub(text: string): Content {
  const entries: OwnersEntry[] = [];
  const problems: Found[] = [];
  for (const line of linesOf(text)) {
    const tokens = tokensOf(text, line);
    const end = tokens.findIndex(({ text: token }) => token.startsWith('#'));
    const [pattern, ...owners] = end < 0 ? tokens : tokens.slice(0, end);
    if (!pattern) continue;
    const entry: OwnersEntry = {
      ...entryOf(pattern, line),
      owners: owners.map(nameOf),
      inherits: false,
    };
    const found = problemsOfGithub(entry, owners);
    problems.push(...found);
    if (found.every(({ unlessMatched }) => unlessMatched)) entries.push(entry);
  }
  return { sections: [onlySection], entries, problems };
}

/** GitHub skips a line that it cannot use. */
function problemsOfGithub(entry: OwnersEntry, owners: readonly LineToken[]): readonly Found[] {
  const { pattern, span, line } = entry;
  const about = (code: string, message: string, at: Span = span): Found => ({
    span: at,
    line,
    code,
    message,
  });
  if (isOwner(pattern, 'github') && owners.every(({ text }) => isOwner(text, 'github'))) {
    const message = `This line has owners but no pattern: GitHub reads "${pattern}" as the pattern.`;
    return [{ ...about('OWN-002', message), unlessMatched: entry }];
  }
  const wrong = owners.find(({ text }) => !isOwner(text, 'github'));
  if (pattern.startsWith('!')) {
    return [
      about(
        'OWN-003',
        `GitHub knows no exclusions: it skips this line for the "!" before "${pattern.slice(1)}".`,
      ),
    ];
  }
  if (pattern.startsWith('\\#'))
    return [about('OWN-003', `GitHub cannot match a name that begins with "#": it skips "${pattern}".`)];
  if (/\*\*\*/.test(pattern))
    return [about('OWN-003', `"${pattern}" is no pattern for GitHub, which skips this line.`)];
  if (pattern === '/')
    return [about('OWN-003', '"/" never matches anything on GitHub; "*" matches every file.')];
  if (wrong) {
    const message = `"${wrong.text}" is neither @user, @organisation/team nor an e-mail address: GitHub skips this line.`;
    return [about('OWN-004', message, wrong)];
  }
  if (/\[[^\]/]*\]/.test(pattern)) {
    const message = `GitHub takes the brackets of "${pattern}" for ordinary characters, and no file is called that.`;
    return [{ ...about('OWN-003', message), unlessMatched: entry }];
  }
  return [];
}

function entryOf(token: LineToken, line: Span): Omit<OwnersEntry, 'owners' | 'inherits'> {
  return { pattern: token.text, span: spanOf(token), line, isExclusion: false, section: 0 };
}

function nameOf({ text, start, end }: LineToken): OwnerName {
  return { text, span: { start, end } };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

function readGitlab(text: string): Content {
  const sections: OwnersSection[] = [onlySection];
  const byName = new Map<string, number>([['', 0]]);
  const entries: OwnersEntry[] = [];
  const problems: Found[] = [];
  let section = 0;
  let defaults: readonly OwnerName[] = [];
  for (const line of linesOf(text)) {
    const tokens = tokensOf(text, line);
    const [first, ...rest] = tokens;
    if (!first || first.text.startsWith('#')) continue;
    const heading = readHeading(text, line);
    problems.push(...(heading?.problems ?? []));
    if (heading && 'name' in heading) {
      const key = heading.name.toLowerCase();
      section = byName.get(key) ?? sections.length;
      byName.set(key, section);
      sections[section] = mergeSection(sections[section], heading);
      defaults = heading.owners;
      continue;
    }
    const { owners, problems: ignored } = readGitlabOwners(rest, line);
    const entry = entryOfGitlab(first, line, { owners, defaults, section });
    entries.push(entry);
    problems.push(...ignored);
    if (entry.owners.length === 0 && !entry.isExclusion) problems.push(ownerless(entry));
  }
  return { sections, entries, problems };
}

/** Sections of one name are one, and what any of them asks for is asked for. */
function mergeSection(known: OwnersSection | undefined, heading: OwnersSection): OwnersSection {
  const { name, isOptional, approvals } = heading;
  if (!known) return { name, isOptional, approvals };
  return {
    name: known.name,
    isOptional: known.isOptional && isOptional,
    approvals: Math.max(known.approvals, approvals),
  };
}

function entryOfGitlab(
  token: LineToken,
  line: Span,
  from: {
    readonly owners: readonly OwnerName[];
    readonly defaults: readonly OwnerName[];
    readonly section: number;
  },
): OwnersEntry {
  const isExclusion = token.text.startsWith('!');
  const inherits = !isExclusion && from.owners.length === 0 && from.defaults.length > 0;
  return {
    ...entryOf(token, line),
    pattern: isExclusion ? token.text.slice(1) : token.text,
    owners: isExclusion ? [] : inherits ? from.defaults : from.owners,
    inherits,
    isExclusion,
    section: from.section,
  };
}

function ownerless({ pattern, span, line }: OwnersEntry): Found {
  const message = `"${pattern}" has no owner, and its section names none: GitLab approves changes there by itself.`;
  return { span, line, code: 'OWN-006', message };
}

/** Of the text in UTF-8; counted only where it may matter. */
function bytesOf(text: string): number {
  if (text.length * 3 < mostBytes) return 0;
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
