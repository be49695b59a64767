import { type CheckResult, type Finding, isOpen } from '../model/finding.ts';
import type { Boundary, PrivateImports, WrittenImport } from '../model/preview.ts';
import type { Place } from '../model/span.ts';
import { isTestPath } from '../model/test-path.ts';
import { count } from './words.ts';

/** What a preview shows, before it is text or Markdown. */
export interface PreviewPage {
  readonly heading: string;
  readonly sections: readonly PreviewSection[];
  /** What to do next, one sentence each. Commands stand between backticks. */
  readonly next: readonly string[];
}

export interface PreviewSection {
  readonly heading: string;
  /** `kept` is good news, `broken` names what to look at. */
  readonly tone: 'kept' | 'broken';
  readonly lines: readonly PreviewLine[];
  /** How many more there are. */
  readonly more: number;
}

export interface PreviewLine {
  /** How many imports the line is about; absent where one place says it all. */
  readonly imports?: number;
  readonly text: string;
  /** The imports themselves, as many as are shown. */
  readonly places: readonly PreviewPlace[];
  readonly morePlaces: number;
}

export interface PreviewPlace extends Place {
  readonly text: string;
}

/** Enough for one or two screens. */
const mostBoundaries = 10;
const mostBroken = 5;
const mostPlaces = 3;

/** Arranges a preview: what is kept, what goes past it, what to do next. With `all` nothing is left out. */
export function previewPage(result: CheckResult, all = false): PreviewPage {
  const { boundaries = [], privateImports = [] } = result.preview ?? {};
  const limit = (most: number) => (all ? Number.POSITIVE_INFINITY : most);
  const broken = boundaries.filter(({ offenders }) => offenders.length > 0);
  const cycles = result.findings.filter(
    (finding) => finding.rule === 'architecture/import-cycle' && (all || isOpen(finding)),
  );
  const places = limit(mostPlaces);
  return {
    heading: 'Preview: there is no parapet.jsonc here, so nothing can fail, and nothing was written.',
    sections: [
      section('kept', keptHeading(boundaries.length), boundaries.map(boundaryLine), limit(mostBoundaries)),
      ...atLeastOne(
        section(
          'broken',
          `${count(sum(broken.map(({ offenders }) => offenders.length)), 'import')} against these boundaries`,
          broken.map((boundary) => offenderLine(boundary, places)),
          limit(mostBroken),
        ),
      ),
      ...atLeastOne(
        section(
          'broken',
          `${count(sum(privateImports.map(({ imports }) => imports)), 'import')} past the public entry of a package`,
          privateImports.map(privateLine),
          limit(mostBroken),
        ),
      ),
      ...atLeastOne(section('broken', cycleHeading(cycles), cycleLines(cycles), limit(mostBroken))),
    ],
    next: nextSteps(result, all),
  };
}

function section(
  tone: PreviewSection['tone'],
  heading: string,
  lines: readonly PreviewLine[],
  most: number,
): PreviewSection {
  return { tone, heading, lines: lines.slice(0, most), more: Math.max(0, lines.length - most) };
}

function atLeastOne(found: PreviewSection): readonly PreviewSection[] {
  return found.lines.length > 0 ? [found] : [];
}

function keptHeading(boundaries: number): string {
  if (boundaries === 0) return 'No boundary between folders shows yet: too few imports go one way';
  const kept = boundaries === 1 ? '1 boundary' : `${boundaries} boundaries`;
  return `You keep ${kept} already: between these folders imports go one way`;
}

function boundaryLine({ from, to, imports, offenders }: Boundary): PreviewLine {
  const against = offenders.length > 0 ? `, ${offenders.length} against` : '';
  return { imports, text: `${from} → ${to}${against}`, places: [], morePlaces: 0 };
}

function offenderLine({ from, to, imports, offenders }: Boundary, most: number): PreviewLine {
  return {
    imports: offenders.length,
    text: `${to} → ${from}, where ${imports} go the other way`,
    places: offenders.slice(0, most).map(toPlace),
    morePlaces: Math.max(0, offenders.length - most),
  };
}

function privateLine({ from, to, imports, example }: PrivateImports): PreviewLine {
  return {
    imports,
    text: `${from || 'the root'} → ${to}`,
    places: [toPlace(example)],
    morePlaces: imports - 1,
  };
}

function toPlace({ path, span, specifier }: WrittenImport): PreviewPlace {
  return { path, span, text: `"${specifier}"` };
}

function cycleHeading(cycles: readonly Finding[]): string {
  const tests = cycles.filter(({ path }) => isTestPath(path)).length;
  const apart = tests > 0 ? `, ${tests === cycles.length ? 'all' : tests} of them in tests` : '';
  return `${count(cycles.length, 'run-time cycle')}${apart}`;
}

/** Those in tests last: they hurt less. */
function cycleLines(cycles: readonly Finding[]): readonly PreviewLine[] {
  const ordered = [
    ...cycles.filter(({ path }) => !isTestPath(path)),
    ...cycles.filter(({ path }) => isTestPath(path)),
  ];
  return ordered.map(({ path, span, related }) => {
    const files = [path, ...related.map((place) => place.path), path];
    const names = shortNames(files);
    const shown =
      names.length > longestCycle ? [...names.slice(0, longestCycle - 2), '…', names.at(-1)] : names;
    return { text: '', places: [{ path, span, text: shown.join(' → ') }], morePlaces: 0 };
  });
}

const longestCycle = 7;

/** File names, with their folder where two of them are the same. */
function shortNames(paths: readonly string[]): readonly string[] {
  const name = (path: string, segments: number) => path.split('/').slice(-segments).join('/');
  const different = new Set(paths).size;
  const enough = [1, 2, 3].find(
    (segments) => new Set(paths.map((path) => name(path, segments))).size === different,
  );
  return paths.map((path) => name(path, enough ?? 4));
}

function nextSteps({ summary }: CheckResult, all: boolean): readonly string[] {
  if (summary.files === 0) return ['There is no TypeScript or JavaScript source file here.'];
  return [
    '`parapet init --yes` holds this line: it writes a policy, accepts what is there today, and adds a CI job, so that the next change sees only its own errors.',
    ...(all ? [] : ['`parapet check --all` shows everything.']),
  ];
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
