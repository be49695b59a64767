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

/** The rest of a policy takes eight lines, nine with contracts, and it has at most fifteen. */
const mostLevels = 7;
const mostLayerLines = 7;
const longestLine = 110;
const mostNamed = 4;

/**
 * Writes down the order that the folders keep already, in at most fifteen lines. The few imports that go up today, the
 * cycles, and what differs from `contracts`, which the code is to keep, are for the baseline.
 *
 * @param contracts paths of documents
 */
export function firstPolicy(
  facts: WorkspaceFacts,
  edition: string,
  contracts: readonly string[] = [],
): FirstPolicy {
  const paths = facts.files.map(({ path }) => path);
  if (paths.length === 0)
    return { ok: false, reason: 'There is no TypeScript or JavaScript source file here.' };
  const most = contracts.length > 0 ? mostLayerLines - 1 : mostLayerLines;
  const graph = createFolderGraph(facts);
  const { levels: outer, left } = orderLayers(chooseUnits(graph), Math.min(mostLevels, most));
  const levels = withInnerLayers(
    outer,
    graph,
    (some) => layerLines(some, most).every(isReadable) && layerLines(some, most).length <= most,
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
          ...layerLines(levels, most),
          '  ],',
        ]
      : []),
    ...(contracts.length > 0 ? ['  "contractFirst": "change",'] : []),
    '  "rules": { "architecture/import-cycle": "error" }',
    '}',
    '',
  ];
  return { ok: true, text: lines.join('\n'), holds: heldBy([...names.values()], contracts) };
}

const mostHeld = 12;

/** What such a policy holds and what it does not, as the rest of a sentence that starts with its name. */
function heldBy(layers: readonly string[], contracts: readonly string[]): string {
  const named = contracts.map((path) => `"${path}"`);
  const own =
    named.length > 0
      ? ` and no new route that ${firstOf(named, mostNamed)} ${named.length === 1 ? 'does' : 'do'} not promise`
      : '';
  const lets = `lets in no new run-time cycle${own}`;
  if (layers.length === 0) return `${lets}; it holds no order of folders.`;
  return `holds the order of ${firstOf(layers, mostHeld)} and ${lets}; it does not hold what is within these, nor public entries.`;
}

/** One level a line; a level that is too long for one takes more, where there is room. */
function layerLines(levels: readonly (readonly string[])[], most: number): readonly string[] {
  const names = namesOf(levels.flat());
  const write = (wraps: boolean) =>
    levels.flatMap((level, at) => levelLines(level, names, at === levels.length - 1 ? '' : ',', wraps));
  const wrapped = write(true);
  return wrapped.length <= most ? wrapped : write(false);
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
