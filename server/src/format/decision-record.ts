import { type JsonNode, member, strings } from '../model/json.ts';
import { folderOf, joinPath, lastSegment } from '../model/path.ts';
import type { Span } from '../model/span.ts';
import { parseYaml } from './yaml.ts';

/** One architecture decision, after MADR (with front matter or without) or Nygard (`## Status`). */
export interface DecisionRecord {
  /** Relative POSIX to the root. */
  readonly path: string;
  /** Of the file name; absent where the name has none. */
  readonly number?: number;
  /** What stands under status, and where; absent where the record says none. */
  readonly status?: { readonly text: string; readonly span: Span };
  /** The first word of it, in lower case, whether it is known or not. */
  readonly state?: string;
  /** Records that took its place: by number, or by path. */
  readonly supersededBy: readonly DecisionLink[];
  readonly text: string;
}

export interface DecisionLink {
  readonly number?: number;
  readonly path?: string;
}

/** MADR's and Nygard's words, and those that teams add for what comes before and after. */
export const decisionStates: readonly string[] = [
  'proposed',
  'draft',
  'accepted',
  'approved',
  'rejected',
  'deprecated',
  'superseded',
  'amended',
  'withdrawn',
];

const folders = /(?:^|\/)(?:adrs?|decisions|architecture-decisions|decision-records)\/[^/]+\.md$/i;
/** What lies beside the records. */
const others = /^(?:readme|index|template|adr-template|0*-?template.*|.*-template)\.md$/i;

/** True for a path at which a decision record stands. */
export function isDecisionPath(path: string): boolean {
  return folders.test(path) && !others.test(lastSegment(path));
}

export function readDecision(path: string, text: string): DecisionRecord {
  const digits = /^(?:adr[-_ ]?)?(\d{1,6})(?=[-_. ])/i.exec(lastSegment(path))?.[1];
  const status = frontMatterStatus(text) ?? headingStatus(text) ?? lineStatus(text);
  const state = status && /[A-Za-z]+/.exec(status.text)?.[0].toLowerCase();
  return {
    path,
    ...(digits !== undefined && { number: Number(digits) }),
    ...(status && { status }),
    ...(state !== undefined && { state }),
    supersededBy: status ? linksAfter(/superseded\s+by|replaced\s+by/gi, status.text, path) : [],
    text,
  };
}

/** True when a record says that it takes the place of another one. */
export function supersedes(one: DecisionRecord, other: DecisionRecord): boolean {
  return linksAfter(/supersedes|replaces/gi, one.text, one.path).some((link) => leadsTo(link, other));
}

export function leadsTo(link: DecisionLink, record: DecisionRecord): boolean {
  return link.path !== undefined
    ? link.path === record.path
    : link.number !== undefined && link.number === record.number;
}

type Status = NonNullable<DecisionRecord['status']>;

function frontMatterStatus(text: string): Status | undefined {
  const [fence, inner = ''] = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text) ?? [];
  if (fence === undefined) return undefined;
  const start = fence.indexOf(inner, 3);
  const node: JsonNode | undefined = member(parseYaml(inner).root, 'status');
  const [value] = strings(node);
  if (!node || !value) return undefined;
  return { text: value.value, span: { start: start + node.span.start, end: start + node.span.end } };
}

/** All that stands under the heading, since a superseded record says so in a second line. */
function headingStatus(text: string): Status | undefined {
  const heading = /^#{1,6}[ \t]+status[ \t]*:?[ \t]*\r?$/im.exec(text);
  if (!heading) return undefined;
  const from = heading.index + heading[0].length;
  const length = /^#{1,6}[ \t]/m.exec(text.slice(from))?.index ?? text.length - from;
  return trimmed(text, from, from + length);
}

/** `* Status: accepted`, as the first edition of MADR has it. */
function lineStatus(text: string): Status | undefined {
  const line = /^[ \t]*(?:[*-][ \t]+)?\**status\**[ \t]*:\**[ \t]*(\S.*?)[ \t]*\r?$/im.exec(text);
  if (!line) return undefined;
  const [whole, said = ''] = line;
  const start = line.index + whole.indexOf(said, whole.indexOf(':'));
  return { text: said, span: { start, end: start + said.length } };
}

function trimmed(text: string, from: number, to: number): Status | undefined {
  const inner = text.slice(from, to);
  const said = inner.trim();
  if (said === '') return undefined;
  const start = from + inner.indexOf(said);
  return { text: said, span: { start, end: start + said.length } };
}

/** What follows a word on its line: `ADR-0012`, `[12. Title](0012-title.md)`, `12`. */
function linksAfter(word: RegExp, text: string, path: string): readonly DecisionLink[] {
  return [...text.matchAll(word)].flatMap((found): readonly DecisionLink[] => {
    const rest = text.slice(found.index + found[0].length).split(/\r?\n/, 1)[0] ?? '';
    const links = [...rest.matchAll(/\]\(([^()\s#]+\.md)(?:#[^()]*)?\)/g)];
    if (links.length > 0) {
      return links.map(([, target = '']) => ({ path: joinPath(folderOf(path), decode(target)) }));
    }
    const numbers = [...rest.matchAll(/\bADR[-_ ]?0*(\d{1,6})\b|(?<=^[\s:[]*#?)0*(\d{1,6})\b/gi)];
    return numbers.map(([, named, bare]) => ({ number: Number(named ?? bare) }));
  });
}

function decode(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
