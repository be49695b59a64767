import { joinPath } from '../model/path.ts';

/** The lists that say which files a configuration compiles; paths are relative to the workspace root. */
export interface FileLists {
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude: readonly string[];
  readonly allowJs: boolean;
}

/** Whether a configuration compiles a file, by TypeScript's own reading of `files`, `include` and `exclude`. */
export function createMembership(lists: FileLists): (path: string) => boolean {
  const files = new Set(lists.files ?? []);
  const included = anyOf((lists.include ?? []).map(includePattern));
  const excluded = anyOf(lists.exclude.map(excludePattern));
  // The compilers of markup read the same lists and add their own files to what these may name.
  const supported = lists.allowJs
    ? /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/
    : /\.(?:[cm]?tsx?|vue|svelte|astro)$/;
  return (path) => {
    if (files.has(path)) return true;
    const anchored = `/${path}`;
    return supported.test(path) && included.test(anchored) && !excluded.test(anchored);
  };
}

/** Without both lists a configuration compiles what is below it. */
export function defaultInclude(folder: string): readonly string[] {
  return [joinPath(folder, '**/*')];
}

/** What is left out when `exclude` is absent, besides the build output. */
export const defaultExclude: readonly string[] = ['node_modules', 'bower_components', 'jspm_packages'];

/**
 * A pattern of a configuration above the workspace root, as seen from the root. What the folders down to the root are
 * called is not known here, so that a wildcard in their place is taken to match them; other patterns stay as they are.
 */
export function includeFromAbove(pattern: string): string {
  const { level, rest } = aboveRoot(pattern);
  const crossing = rest.indexOf('**');
  if (crossing >= 0 && crossing <= level) return rest.slice(crossing).join('/');
  const hasWildcard = rest.slice(0, level).some((segment) => /[*?]/.test(segment));
  return hasWildcard && rest.length > level ? rest.slice(level).join('/') : pattern;
}

/** The same for what is left out, where only a pattern for every folder is certain. */
export function excludeFromAbove(pattern: string): string {
  const { rest } = aboveRoot(pattern);
  return rest[0] === '**' ? rest.join('/') : pattern;
}

function aboveRoot(pattern: string): { readonly level: number; readonly rest: readonly string[] } {
  const segments = pattern.split('/');
  const level = segments.findIndex((segment) => segment !== '..');
  return level <= 0 ? { level: 0, rest: [] } : { level, rest: segments.slice(level) };
}

const never = /^(?!)/;
const special = /[.+^${}()|[\]\\]/g;
const packageFolders = '(?!(?:node_modules|bower_components|jspm_packages)(?:/|$))';

function anyOf(patterns: readonly string[]): RegExp {
  return patterns.length === 0 ? never : new RegExp(`^(?:${patterns.join('|')})`);
}

/** A last segment without a dot or wildcard is a folder. Wildcards match neither hidden nor package folders. */
function includePattern(path: string): string {
  const segments = segmentsOf(path);
  const last = segments.at(-1);
  const whole = last === undefined || !/[.*?]/.test(last) ? [...segments, '**', '*'] : segments;
  const files = last === '**' ? [...segments, '*'] : whole;
  return `${joined(files, `(?:/${packageFolders}[^/.][^/]*)*?`, includeSegment)}$`;
}

/** Matches the path and everything below it. */
function excludePattern(path: string): string {
  return `${joined(segmentsOf(path), '(?:/.+?)?', plainSegment)}(?:/|$)`;
}

/** Every segment is written with the slash before it, so that `**` can stand for none. */
function joined(segments: readonly string[], anyFolders: string, write: (segment: string) => string): string {
  return segments.map((segment) => (segment === '**' ? anyFolders : `/${write(segment)}`)).join('');
}

function segmentsOf(path: string): readonly string[] {
  return path === '' ? [] : path.split('/');
}

function includeSegment(segment: string): string {
  if (!/[*?]/.test(segment)) return escaped(segment);
  const first = segment.startsWith('*') ? '(?:[^./][^/]*)?' : segment.startsWith('?') ? '[^./]' : '';
  return packageFolders + first + plainSegment(first === '' ? segment : segment.slice(1));
}

function plainSegment(segment: string): string {
  return segment.split('*').map(withQuestionMarks).join('[^/]*');
}

function withQuestionMarks(text: string): string {
  return text.split('?').map(escaped).join('[^/]');
}

function escaped(text: string): string {
  return text.replace(special, '\\$&');
}
