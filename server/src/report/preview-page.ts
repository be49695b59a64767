import { type CheckResult, type Finding, isOpen } from '../model/finding.ts';
import type { Boundary, PrivateImports, WrittenImport } from '../model/preview.ts';
import type { Place } from '../model/span.ts';
import { isTestPath } from '../model/test-path.ts';
import { count } from './words.ts';

/** What a preview shows, before it is text or Markdown. */
export interface PreviewPage {
  readonly heading: string;
  readonly sections: readonly PreviewSection[];
  /** What to do next, one sentence each, as Markdown: commands stand between backticks or asterisks. */
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
  const cycles = result.findings.filter(
    (finding) => finding.rule === 'architecture/import-cycle' && (all || isOpen(finding)),
  );
  const limit = (most: number) => (all ? Number.POSITIVE_INFINITY : most);
  const sections = [
    keptSection(boundaries, limit(mostBoundaries)),
    againstSection(boundaries, limit(mostBroken), limit(mostPlaces)),
    privateSection(privateImports, limit(mostBroken)),
    cycleSection(cycles, limit(mostBroken)),
  ].filter(({ tone, lines }) => tone === 'kept' || lines.length > 0);
  if (result.summary.files === 0) return { heading: headings[result.mode], sections: [nothing], next: [] };
  return { heading: headings[result.mode], sections, next: nextSteps(result, sections) };
}

const headings = {
  preview: 'Preview: there is no parapet.jsonc here, so nothing can fail, and nothing was written.',
  policy: 'Preview: what the folders keep by themselves, whatever parapet.jsonc says.',
} as const satisfies Record<CheckResult['mode'], string>;

const nothing: PreviewSection = {
  tone: 'kept',
  heading: 'There is no TypeScript or JavaScript source file here.',
  lines: [],
  more: 0,
};

function section(
  tone: PreviewSection['tone'],
  heading: string,
  lines: readonly PreviewLine[],
  most: number,
): PreviewSection {
  return { tone, heading, lines: lines.slice(0, most), more: Math.max(0, lines.length - most) };
}

function keptSection(boundaries: readonly Boundary[], most: number): PreviewSection {
  return section('kept', keptHeading(boundaries.length), boundaries.map(boundaryLine), most);
}

function againstSection(boundaries: readonly Boundary[], most: number, places: number): PreviewSection {
  const broken = boundaries.filter(({ offenders }) => offenders.length > 0);
  const amount = sum(broken.map(({ offenders }) => offenders.length));
  const lines = broken.map((boundary) => offenderLine(boundary, places));
  return section('broken', `${count(amount, 'import')} against these boundaries`, lines, most);
}

function privateSection(found: readonly PrivateImports[], most: number): PreviewSection {
  const amount = sum(found.map(({ imports }) => imports));
  const heading = `${count(amount, 'import')} past the public entry of a package`;
  return section('broken', heading, found.map(privateLine), most);
}

function cycleSection(cycles: readonly Finding[], most: number): PreviewSection {
  return section('broken', cycleHeading(cycles), cycleLines(cycles), most);
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
    morePlaces: 0,
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

function nextSteps({ mode }: CheckResult, sections: readonly PreviewSection[]): readonly string[] {
  const isCut = sections.some(
    ({ more, lines }) => more > 0 || lines.some(({ morePlaces }) => morePlaces > 0),
  );
  if (mode === 'policy') return [];
  return [
    '`parapet init --yes` (in the editor: *Initialise Policy*) holds this line: a policy, a baseline of what is there today, and a CI job, so that the next change sees only its own errors.',
    ...(isCut ? ['`parapet check --all` shows everything.'] : []),
  ];
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
