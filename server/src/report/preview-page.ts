import { type CheckResult, type Finding, isOpen } from '../model/finding.ts';
import type {
  Boundary,
  Difference,
  Preview,
  PrivateImports,
  PromisingDocument,
  UnresolvedImport,
  WrittenImport,
} from '../model/preview.ts';
import { namesRule } from '../model/rule-name.ts';
import type { Place } from '../model/span.ts';
import { count, firstOf } from '../model/words.ts';
import { cycleHeading, cycleText, orderedCycles } from './preview-cycles.ts';
import { cyclesOf, deadLinesOf, leadNowhere, previewCounts } from './words.ts';

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

export interface PreviewPageOptions {
  /** How much is shown; default is what one or two screens hold. */
  readonly room?: Room;
  /** The rules that were asked for; sections about others are left out. */
  readonly only?: string;
}

/** How many lines a section may have, and how many places a line. */
interface Room {
  readonly boundaries: number;
  readonly broken: number;
  readonly places: number;
  readonly privatePlaces: number;
  /** Also what was suppressed. */
  readonly all?: true;
}

const mostNamed = 2;
const endless = Number.POSITIVE_INFINITY;
export const rooms = {
  screen: { boundaries: 10, broken: 5, places: 3, privatePlaces: 1 },
  document: { boundaries: 30, broken: 30, places: 30, privatePlaces: 10 },
  all: { boundaries: endless, broken: endless, places: endless, privatePlaces: endless, all: true },
} as const satisfies Record<string, Room>;

/** Arranges a preview: what is kept, what goes past it, what to do next. */
export function previewPage(result: CheckResult, options: PreviewPageOptions = {}): PreviewPage {
  const heading = headings[result.mode];
  if (result.summary.files === 0) return { heading, sections: [nothing], next: [] };
  const sections = sectionsOf(result, options);
  return { heading, sections, next: nextSteps(result, sections) };
}

function sectionsOf(
  result: CheckResult,
  { room = rooms.screen, only }: PreviewPageOptions,
): PreviewSection[] {
  const isWanted = (rule: string) => only === undefined || namesRule(only, rule);
  const { preview } = result;
  const cycles = cyclesOf(result, room.all);
  const dead = deadLinesOf(result, room.all);
  const unresolved = preview ? notAccepted(preview, result.findings) : [];
  return [
    ...(preview && only === undefined ? folderSections(preview, room) : []),
    ...(isWanted('architecture/import-cycle') ? [cycleSection(cycles, room)] : []),
    ...(dead.length > 0 && isWanted('ownership/dead-pattern') ? [deadSection(dead, room)] : []),
    ...(unresolved.length > 0 && isWanted(unresolvedRule) ? [unresolvedSection(unresolved, room)] : []),
  ];
}

function folderSections(
  { boundaries, privateImports, contracts }: Preview,
  room: Room,
): readonly PreviewSection[] {
  return [
    section('kept', keptHeading(boundaries.length), boundaries.map(boundaryLine), room.boundaries),
    ...(contracts ? [section('kept', promisedHeading(contracts.documents), [], 0)] : []),
    againstSection(boundaries, room),
    privateSection(privateImports, room),
    differenceSection(contracts?.differences ?? [], room),
  ].filter(({ tone, lines }) => tone === 'kept' || lines.length > 0);
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

const unresolvedRule = 'architecture/unresolved-import';

/** With a policy some of them may have been accepted. */
function notAccepted({ unresolved }: Preview, findings: readonly Finding[]): readonly UnresolvedImport[] {
  const accepted = new Set(
    findings
      .filter((finding) => finding.rule === unresolvedRule && !isOpen(finding))
      .map(({ path, span }) => `${path}\n${span.start}`),
  );
  return unresolved.filter(({ path, span }) => !accepted.has(`${path}\n${span.start}`));
}

function section(
  tone: PreviewSection['tone'],
  heading: string,
  lines: readonly PreviewLine[],
  most: number,
): PreviewSection {
  return { tone, heading, lines: lines.slice(0, most), more: Math.max(0, lines.length - most) };
}

function againstSection(boundaries: readonly Boundary[], { broken, places }: Room): PreviewSection {
  const lines = boundaries
    .filter(({ offenders }) => offenders.length > 0)
    .map((boundary) => offenderLine(boundary, places));
  const { against } = previewCounts({ boundaries });
  return section('broken', `${count(against, 'import')} against these boundaries`, lines, broken);
}

function privateSection(privateImports: readonly PrivateImports[], { broken, privatePlaces }: Room) {
  const heading = `${count(previewCounts({ privateImports }).past, 'import')} past the public entry of a package`;
  const lines = privateImports.map((pair) => privateLine(pair, privatePlaces));
  return section('broken', heading, lines, broken);
}

function cycleSection(cycles: readonly Finding[], { broken }: Room): PreviewSection {
  const lines = orderedCycles(cycles).map((cycle) =>
    placeLine({ path: cycle.path, span: cycle.span, text: cycleText(cycle) }),
  );
  return section(cycles.length === 0 ? 'kept' : 'broken', cycleHeading(cycles), lines, broken);
}

function deadSection(dead: readonly Finding[], { broken }: Room): PreviewSection {
  const lines = dead.map(({ path, span, subject }) => placeLine({ path, span, text: `"${subject}"` }));
  const verb = dead.length === 1 ? 'matches' : 'match';
  return section('broken', `${count(dead.length, 'line')} of CODEOWNERS ${verb} no file`, lines, broken);
}

function unresolvedSection(unresolved: readonly UnresolvedImport[], { broken }: Room): PreviewSection {
  const lines = unresolved.map(({ path, span, specifier, reason }) =>
    placeLine({ path, span, text: `"${specifier}": ${reason}` }),
  );
  return section('broken', leadNowhere(unresolved.length), lines, broken);
}

function promisedHeading(documents: readonly PromisingDocument[]): string {
  const sum = (key: 'operations' | 'served') => documents.reduce((all, one) => all + one[key], 0);
  const names = firstOf(
    documents.map(({ path }) => `"${path}"`),
    mostNamed,
  );
  const verb = documents.length === 1 ? 'promises' : 'promise';
  return `${names} ${verb} ${count(sum('operations'), 'operation')}, of which the code serves ${sum('served')}`;
}

function differenceSection(differences: readonly Difference[], { broken }: Room): PreviewSection {
  const lines = differences.map(({ path, span, message }) => placeLine({ path, span, text: message }));
  const heading = `${count(differences.length, 'difference')} between code and contracts`;
  return section('broken', heading, lines, broken);
}

function placeLine(place: PreviewPlace): PreviewLine {
  return { text: '', places: [place], morePlaces: 0 };
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
  return importsLine(`${to} → ${from}, where ${imports} go the other way`, offenders, most);
}

function privateLine({ from, to, imports }: PrivateImports, most: number): PreviewLine {
  return importsLine(`${from || 'the root'} → ${to}`, imports, most);
}

function importsLine(text: string, imports: readonly WrittenImport[], most: number): PreviewLine {
  return {
    imports: imports.length,
    text,
    places: imports.slice(0, most).map(toPlace),
    morePlaces: Math.max(0, imports.length - most),
  };
}

function toPlace({ path, span, specifier }: WrittenImport): PreviewPlace {
  return { path, span, text: `"${specifier}"` };
}

function nextSteps({ mode, preview }: CheckResult, sections: readonly PreviewSection[]): readonly string[] {
  const isCut = sections.some(
    ({ more, lines }) => more > 0 || lines.some(({ morePlaces }) => morePlaces > 0),
  );
  if (mode === 'policy') return [];
  const isHeld = preview?.contracts?.documents.some(({ isElsewhere }) => !isElsewhere);
  return [
    `\`parapet init\` (in the editor: *Initialise Policy*) proposes a policy that holds the order of the main folders${isHeld ? ', holds code to its contracts' : ''} and lets in no new cycle, a baseline of what it finds today, and a CI job.`,
    ...(isCut ? ['`parapet check --all` shows everything.'] : []),
  ];
}
