import { components, type Rows } from '../graph/components.ts';
import type { SourceFile, WorkspaceFacts } from '../model/rule.ts';

/** A policy for a workspace that has none, or one sentence that says why there is nothing to write. */
export type FirstPolicy =
  | { readonly ok: true; readonly text: string; readonly layers: readonly string[] }
  | { readonly ok: false; readonly reason: string };

const testGlobs = ['**/*.test.*', '**/*.spec.*', '**/__tests__/**', '**/test/**', '**/tests/**'] as const;
const testPath = /\.(?:test|spec)\.|(?:^|\/)(?:__tests__|tests?)\//;
const mostLayers = 8;
/** Folder names that a glob would read as more than a name. */
const special = /[*?[\]{}()!+@\\]/;

/**
 * Writes down the order that the folders already keep: every import between the layers it names goes downward today,
 * so that the first check passes and the next upward import is the first error.
 */
export function firstPolicy({ files }: WorkspaceFacts, edition: string, hasCycles: boolean): FirstPolicy {
  const sources = files.filter(({ path }) => !testPath.test(path) && !path.endsWith('.d.ts'));
  if (sources.length === 0)
    return { ok: false, reason: 'There is no TypeScript or JavaScript source file here.' };
  const groups = groupByFolder(sources);
  const layers = groups.size < 2 ? [] : orderGroups(groups, files);
  const tests = testGlobs.filter((glob) => files.some(({ path }) => matchesTest(glob, path)));
  const lines = [
    '{',
    `  "edition": "${edition}",`,
    ...(tests.length > 0 ? [`  "tests": ${JSON.stringify(tests).replaceAll(',', ', ')},`] : []),
    ...layerLines(layers),
    ...(hasCycles ? ['  // There are cycles today: make this an error when they are gone.'] : []),
    `  "rules": { "architecture/import-cycle": "${hasCycles ? 'warning' : 'error'}" }`,
    '}',
    '',
  ];
  return { ok: true, text: lines.join('\n'), layers: layers.flat().map(({ name }) => name) };
}

function layerLines(layers: readonly (readonly Group[])[]): readonly string[] {
  if (layers.length === 0) return [];
  return [
    '  // From top to bottom: a layer may import itself and any below it.',
    '  "layers": [',
    ...layers.map((layer, index) => `    ${layerText(layer)}${index < layers.length - 1 ? ',' : ''}`),
    '  ],',
  ];
}

interface Group {
  readonly name: string;
  readonly folder: string;
}

/** The folders right below the deepest folder that holds every source file. */
function groupByFolder(sources: readonly SourceFile[]): ReadonlyMap<string, number> {
  let base = '';
  for (;;) {
    const groups = new Map<string, number>();
    for (const { path } of sources) {
      const slash = path.indexOf('/', base.length);
      if (slash < 0) continue;
      const folder = path.slice(0, slash);
      groups.set(folder, (groups.get(folder) ?? 0) + 1);
    }
    const [only] = groups.keys();
    const isWhole = groups.size === 1 && only !== undefined && groups.get(only) === sources.length;
    const main = mainFolder(groups, sources.length);
    const next = isWhole ? only : main;
    if (next === undefined) return groups;
    base = `${next}/`;
  }
}

/** A folder such as `src` that holds nearly everything is looked into. */
function mainFolder(groups: ReadonlyMap<string, number>, total: number): string | undefined {
  for (const [folder, count] of groups) if (count > 0.8 * total && count > 1) return folder;
  return undefined;
}

/** Folders by level: each level imports only levels after it. Folders that import each other share one entry. */
function orderGroups(
  groups: ReadonlyMap<string, number>,
  files: readonly SourceFile[],
): readonly (readonly Group[])[] {
  const plain = [...groups].filter(([folder]) => !special.test(folder));
  const largest = plain.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, mostLayers);
  const folders = largest.map(([folder]) => folder).sort();
  const rows = folderRows(folders, files);
  const component = components(rows);
  const levels = levelsOf(rows, component);
  const byLevel = new Map<number, Map<number, string[]>>();
  for (const [node, folder] of folders.entries()) {
    const level = byLevel.get(levels[node] as number) ?? new Map<number, string[]>();
    byLevel.set(levels[node] as number, level);
    const knot = level.get(component[node] as number) ?? [];
    level.set(component[node] as number, knot);
    knot.push(folder);
  }
  return [...byLevel]
    .sort(([a], [b]) => b - a)
    .map(([, level]) =>
      [...level.values()].map((knot) => ({ name: layerName(knot), folder: knot.join('\n') })),
    );
}

function layerName(folders: readonly string[]): string {
  return folders.map((folder) => folder.slice(folder.lastIndexOf('/') + 1)).join('+');
}

function folderRows(folders: readonly string[], files: readonly SourceFile[]): Rows {
  const nodeOf = ({ path }: SourceFile) => folders.findIndex((folder) => path.startsWith(`${folder}/`));
  const byId = new Map(files.map((file) => [file.id, file]));
  const edges = folders.map(() => new Set<number>());
  for (const file of files) {
    const from = testPath.test(file.path) ? -1 : nodeOf(file);
    if (from < 0) continue;
    for (const target of file.targets) {
      const to = target.to === 'file' ? byId.get(target.file) : undefined;
      const node = to ? nodeOf(to) : -1;
      if (node >= 0 && node !== from) edges[from]?.add(node);
    }
  }
  const starts = Int32Array.from([
    0,
    ...edges.map((_, node) => edges.slice(0, node + 1).reduce((n, e) => n + e.size, 0)),
  ]);
  return { starts, targets: Int32Array.from(edges.flatMap((targets) => [...targets])) };
}

/** The longest way down from each folder, counted in components: 0 imports nothing else. */
function levelsOf({ starts, targets }: Rows, component: Int32Array): Int32Array {
  const count = component.length;
  const levels = new Int32Array(count);
  for (let round = 0; round < count; round++) {
    for (let node = 0; node < count; node++) {
      for (let at = starts[node] as number; at < (starts[node + 1] as number); at++) {
        const target = targets[at] as number;
        const isSame = component[target] === component[node];
        const least = (levels[target] as number) + (isSame ? 0 : 1);
        if ((levels[node] as number) < least) levels[node] = least;
      }
    }
  }
  return levels;
}

function layerText(groups: readonly Group[]): string {
  const texts = groups.map(({ name, folder }) => {
    const globs = folder.split('\n').map((one) => `${one}/**`);
    return `{ "name": ${JSON.stringify(name)}, "files": ${JSON.stringify(globs.length === 1 ? globs[0] : globs)} }`;
  });
  return texts.length === 1 ? (texts[0] as string) : `[${texts.join(', ')}]`;
}

function matchesTest(glob: (typeof testGlobs)[number], path: string): boolean {
  if (glob.startsWith('**/*.')) return path.includes(glob.slice(4, -1));
  return `/${path}`.includes(glob.slice(2, -2));
}
