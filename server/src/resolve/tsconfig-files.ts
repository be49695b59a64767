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
  const supported = lists.allowJs ? /\.[cm]?[jt]sx?$/ : /\.[cm]?tsx?$/;
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
