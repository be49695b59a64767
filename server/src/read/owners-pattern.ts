import type { OwnersDialect } from '../model/owners.ts';
import { globstar, parseSegment, type SegmentPattern } from './owners-segment.ts';

/** A pattern of CODEOWNERS that is ready to be asked. */
export interface PathPattern {
  readonly segments: readonly (SegmentPattern | typeof globstar)[];
  /**
   * What may follow once all segments are used up: nothing, one segment or more as under a folder, or either, because
   * the pattern names a file or a folder.
   */
  readonly tail: 'nothing' | 'below' | 'both';
}

/**
 * Compiles a pattern by the rules of its service. GitHub: as in gitignore, without `!`, `[ ]` and `\#`, and a last `*`
 * goes no deeper (docs.github.com, "About code owners"). GitLab: Ruby's `File.fnmatch` with FNM_PATHNAME and
 * FNM_DOTMATCH on paths with a leading slash (docs.gitlab.com, "Advanced CODEOWNERS configuration").
 */
export function compilePattern(pattern: string, dialect: OwnersDialect): PathPattern {
  return dialect === 'github' ? compileGithub(pattern) : compileGitlab(pattern);
}

function compileGithub(pattern: string): PathPattern {
  const parts = pattern.split('/');
  const isFolder = parts.length > 1 && parts.at(-1) === '';
  if (isFolder) parts.pop();
  const isAnchored = parts.length > 1;
  if (parts[0] === '' && parts.length > 1) parts.shift();
  const last = parts.at(-1);
  const isWhole = isAnchored && last === '*' && !isFolder;
  const endsDeep = last === '**';
  if (endsDeep) parts.pop();
  const segments = parts.map((part) => (part === '**' ? globstar : parseSegment(part, false)));
  return {
    segments: isAnchored || endsDeep ? segments : [globstar, ...segments],
    tail: isWhole ? 'nothing' : isFolder || endsDeep ? 'below' : 'both',
  };
}

function compileGitlab(pattern: string): PathPattern {
  if (pattern === '*') return { segments: [], tail: 'below' };
  const parts = pattern.split('/');
  const isFolder = parts.at(-1) === '' && pattern !== '';
  if (isFolder) parts.pop();
  const isAnchored = parts[0] === '';
  if (isAnchored) parts.shift();
  const segments = parts.map((part, index) =>
    part === '**' && (isFolder || index < parts.length - 1) ? globstar : parseSegment(part, true),
  );
  return { segments: isAnchored ? segments : [globstar, ...segments], tail: isFolder ? 'below' : 'nothing' };
}

/**
 * True when a pattern matches a path, given as its segments. Each `**` gives way one segment at a time and only the
 * last one is tried again, so that no pattern takes longer than the product of both lengths.
 */
export function matchesPath({ segments, tail }: PathPattern, path: readonly string[]): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  for (;;) {
    const segment = segments[next];
    if (segment === undefined) {
      if (tail === 'both' || (tail === 'below' ? at < path.length : at === path.length)) return true;
    } else if (segment === globstar) {
      star = next++;
      resume = at;
      continue;
    } else {
      const own = path[at];
      if (own !== undefined && segment.matches(own)) {
        at++;
        next++;
        continue;
      }
    }
    if (star < 0 || resume >= path.length) return false;
    at = ++resume;
    next = star + 1;
  }
}
