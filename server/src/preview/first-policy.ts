import { lastSegment } from '../model/path.ts';
import type { WorkspaceFacts } from '../model/rule.ts';
import { testGlobsOf } from '../model/test-path.ts';
import { firstOf } from '../model/words.ts';
import { createFolderGraph } from './folder-graph.ts';
import { withInnerLayers } from './inner-layers.ts';
import { orderLayers } from './layer-order.ts';
import { chooseUnits } from './units.ts';

/** A policy for a workspace that has none, or one sentence that says why there is nothing to write. */
export type FirstPolicy =
  | { readonly ok: true; readonly text: string; readonly holds: string }
  | { readonly ok: false; readonly reason: string };

/** The rest of a policy takes eight lines, and it has at most fifteen. */
const mostLevels = 7;
const mostLines = 7;
const longestLine = 110;
const mostNamed = 4;

/**
 * Writes down the order that the folders keep already, in at most fifteen lines. The few imports that go up today, and
 * the cycles, are for the baseline.
 */
export function firstPolicy(facts: WorkspaceFacts, edition: string): FirstPolicy {
  const paths = facts.files.map(({ path }) => path);
  if (paths.length === 0)
    return { ok: false, reason: 'There is no TypeScript or JavaScript source file here.' };
  const graph = createFolderGraph(facts);
  const { levels: outer, left } = orderLayers(chooseUnits(graph), mostLevels);
  const levels = withInnerLayers(
    outer,
    graph,
    (some) => layerLines(some).every(isReadable) && layerLines(some).length <= mostLines,
  );
  const names = namesOf(levels.flat());
  const tests = testGlobsOf(paths);
  const lines = [
    '{',
    `  "edition": "${edition}",`,
    ...(tests.length > 0 ? [`  "tests": ${listed(tests)},`] : []),
    ...(levels.length > 0
      ? [
          `  // From top to bottom: a layer may import itself and any below it.${nesting(levels.flat())}${exceptions(left)}`,
          '  "layers": [',
          ...layerLines(levels),
          '  ],',
        ]
      : []),
    '  "rules": { "architecture/import-cycle": "error" }',
    '}',
    '',
  ];
  return { ok: true, text: lines.join('\n'), holds: heldBy([...names.values()]) };
}

const mostHeld = 12;

/** What such a policy holds and what it does not, as the rest of a sentence that starts with its name. */
function heldBy(layers: readonly string[]): string {
  const cycles = 'lets in no new run-time cycle';
  if (layers.length === 0) return `${cycles}; it holds no order of folders.`;
  return `holds the order of ${firstOf(layers, mostHeld)} and ${cycles}; it does not hold what is within these, nor public entries.`;
}

/** One level a line; a level that is too long for one takes more, where there is room. */
function layerLines(levels: readonly (readonly string[])[]): readonly string[] {
  const names = namesOf(levels.flat());
  const write = (wraps: boolean) =>
    levels.flatMap((level, at) => levelLines(level, names, at === levels.length - 1 ? '' : ',', wraps));
  const wrapped = write(true);
  return wrapped.length <= mostLines ? wrapped : write(false);
}

function levelLines(
  folders: readonly string[],
  names: ReadonlyMap<string, string>,
  end: string,
  wraps: boolean,
): readonly string[] {
  const texts = folders.map(
    (folder) =>
      `{ "name": ${JSON.stringify(names.get(folder))}, "files": ${JSON.stringify(`${folder}/**`)} }`,
  );
  if (texts.length === 1) return [`    ${texts[0]}${end}`];
  const lines: string[] = [];
  let line = '    [';
  for (const [index, text] of texts.entries()) {
    const item = `${text}${index === texts.length - 1 ? `]${end}` : ', '}`;
    if (wraps && index > 0 && !isReadable(`${line}${item}`.trimEnd())) {
      lines.push(line.trimEnd());
      line = '     ';
    }
    line += item;
  }
  return [...lines, line];
}

function isReadable(line: string): boolean {
  return line.length <= longestLine;
}

/** The last segment of each folder, or of those that share it the whole path. */
function namesOf(folders: readonly string[]): ReadonlyMap<string, string> {
  const count = (name: string) => folders.filter((folder) => lastSegment(folder) === name).length;
  return new Map(
    folders.map((folder) => [folder, count(lastSegment(folder)) > 1 ? folder : lastSegment(folder)]),
  );
}

function listed(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;
}

function nesting(folders: readonly string[]): string {
  const isNested = folders.some((folder) => folders.some((other) => folder.startsWith(`${other}/`)));
  return isNested ? ' Of two that hold a file, the inner one counts.' : '';
}

function exceptions(left: readonly string[]): string {
  if (left.length === 0) return '';
  return ` In no order with these: ${firstOf(left, mostNamed)}.`;
}
