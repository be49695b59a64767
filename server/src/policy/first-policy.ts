import type { SourceFile, WorkspaceFacts } from '../model/rule.ts';

/** A policy for a workspace that has none, or one sentence that says why there is nothing to write. */
export type FirstPolicy =
  | { readonly ok: true; readonly text: string; readonly layers: readonly string[] }
  | { readonly ok: false; readonly reason: string };

const testGlobs = ['**/*.test.*', '**/*.spec.*', '**/__tests__/**', '**/test/**', '**/tests/**'] as const;
const testPath = /\.(?:test|spec)\.|(?:^|\/)(?:__tests__|tests?)\//;
const mostLayers = 8;
/** Folder names that a glob would read as more than a name. */
const special = /[*?{}\\]/;

/**
 * Writes down the order that the folders already keep: every import between the layers it names goes downward today,
 * so that the first check passes and the next upward import is the first error.
 */
export function firstPolicy({ files }: WorkspaceFacts, edition: string, hasCycles: boolean): FirstPolicy {
  const sources = files.filter(({ path }) => !testPath.test(path) && !path.endsWith('.d.ts'));
  if (sources.length === 0)
    return { ok: false, reason: 'There is no TypeScript or JavaScript source file here.' };
  const groups = groupByFolder(sources);
  const order = groups.size < 2 ? { levels: [], left: [] } : orderGroups(groups, files);
  const tests = testGlobs.filter((glob) => files.some(({ path }) => matchesTest(glob, path)));
  const lines = [
    '{',
    `  "edition": "${edition}",`,
    ...(tests.length > 0 ? [`  "tests": ${JSON.stringify(tests).replaceAll(',', ', ')},`] : []),
    ...layerLines(order),
    ...(hasCycles ? ['  // There are cycles today: make this an error when they are gone.'] : []),
    `  "rules": { "architecture/import-cycle": "${hasCycles ? 'warning' : 'error'}" }`,
    '}',
    '',
  ];
  return { ok: true, text: lines.join('\n'), layers: order.levels.flat().map(({ name }) => name) };
}

function layerLines({ levels, left }: Order): readonly string[] {
  const circle = left.length > 0 ? [`  // In no order today: ${left.join(', ')}.`] : [];
  if (levels.flat().length === 0) return circle;
  return [
    '  // From top to bottom: a layer may import itself and any below it.',
    ...circle,
    '  "layers": [',
    ...levels.map((layer, index) => `    ${layerText(layer)}${index < levels.length - 1 ? ',' : ''}`),
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

interface Order {
  /** From top to bottom; folders of one level do not import each other. */
  readonly levels: readonly (readonly Group[])[];
  /** Folders that import others in a circle, so that no order holds for them today. */
  readonly left: readonly string[];
}

/** The largest set of folders, by files, that import each other in one direction only, by level. */
function orderGroups(groups: ReadonlyMap<string, number>, files: readonly SourceFile[]): Order {
  const plain = [...groups].filter(([folder]) => !special.test(folder));
  const largest = plain.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, mostLayers);
  const folders = largest.map(([folder]) => folder).sort();
  const targets = folderTargets(folders, files);
  const kept = largestOrdered(
    targets,
    folders.map((folder) => groups.get(folder) ?? 0),
  );
  const levels = levelsOf(targets, kept);
  const top = Math.max(...levels.values());
  return {
    levels: Array.from({ length: top + 1 }, (_, index) =>
      kept.filter((node) => levels.get(node) === top - index).map((node) => toGroup(folders[node] as string)),
    ),
    left: folders.filter((_, node) => !kept.includes(node)),
  };
}

function toGroup(folder: string): Group {
  return { name: folder.slice(folder.lastIndexOf('/') + 1), folder };
}

/** Tries every subset; there are few folders. */
function largestOrdered(
  targets: readonly ReadonlySet<number>[],
  sizes: readonly number[],
): readonly number[] {
  let best: readonly number[] = [];
  let bestSize = -1;
  for (let bits = (1 << targets.length) - 1; bits > 0; bits--) {
    const nodes = sizes.flatMap((_, node) => (bits & (1 << node) ? [node] : []));
    const size = nodes.reduce((sum, node) => sum + (sizes[node] ?? 0), 0);
    if (size <= bestSize || !isOrdered(targets, nodes)) continue;
    best = nodes;
    bestSize = size;
  }
  return best;
}

function isOrdered(targets: readonly ReadonlySet<number>[], nodes: readonly number[]): boolean {
  let rest = nodes;
  for (;;) {
    const next = rest.filter((node) => rest.some((other) => targets[node]?.has(other)));
    if (next.length === 0) return true;
    if (next.length === rest.length) return false;
    rest = next;
  }
}

/** Per folder, the other folders that its production code imports. */
function folderTargets(
  folders: readonly string[],
  files: readonly SourceFile[],
): readonly ReadonlySet<number>[] {
  const nodeOf = ({ path }: SourceFile) => folders.findIndex((folder) => path.startsWith(`${folder}/`));
  const byId = new Map(files.map((file) => [file.id, file]));
  const targets = folders.map(() => new Set<number>());
  for (const file of files) {
    const from = testPath.test(file.path) ? -1 : nodeOf(file);
    if (from < 0) continue;
    for (const target of file.targets) {
      const to = target.to === 'file' ? byId.get(target.file) : undefined;
      const node = to ? nodeOf(to) : -1;
      if (node >= 0 && node !== from) targets[from]?.add(node);
    }
  }
  return targets;
}

/** The longest way down from each folder: 0 imports none of the others. The folders are in an order. */
function levelsOf(
  targets: readonly ReadonlySet<number>[],
  nodes: readonly number[],
): ReadonlyMap<number, number> {
  const levels = new Map<number, number>();
  const levelOf = (node: number): number => {
    const known = levels.get(node);
    if (known !== undefined) return known;
    const below = nodes.filter((other) => targets[node]?.has(other)).map(levelOf);
    const level = below.length === 0 ? 0 : Math.max(...below) + 1;
    levels.set(node, level);
    return level;
  };
  for (const node of nodes) levelOf(node);
  return levels;
}

function layerText(groups: readonly Group[]): string {
  const texts = groups.map(
    ({ name, folder }) => `{ "name": ${JSON.stringify(name)}, "files": ${JSON.stringify(`${folder}/**`)} }`,
  );
  return texts.length === 1 ? (texts[0] as string) : `[${texts.join(', ')}]`;
}

function matchesTest(glob: (typeof testGlobs)[number], path: string): boolean {
  if (glob.startsWith('**/*.')) return path.includes(glob.slice(4, -1));
  return `/${path}`.includes(glob.slice(2, -2));
}
