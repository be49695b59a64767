// Where to type: files of the lowest layers, with an import that is allowed and one that is not.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * @returns {{ file: string, text: string, allowed: string, upward: string }[]} `text` is the file's own; `allowed` and
 *   `upward` are import lines. Empty when the policy has fewer than two layers that hold files.
 */
export function editPlaces({ product, folder }, corpus, count) {
  const graph = readGraph(product.cli, corpus.folder, path.join(folder, 'graph.json'));
  const rankOf = ranks(corpus.policy);
  const placed = graph.files
    .map((file, index) => ({ ...file, index, rank: rankOf.get(file.layer) }))
    .filter(({ path: file, rank }) => rank !== undefined && /(?<!\.d)\.tsx?$/.test(file));
  const sources = placed.filter(
    ({ path: file }) => !/\.(?:test|spec)\.|(?:^|\/)(?:__tests__|tests?)\//.test(file),
  );
  const lowest = Math.max(...sources.map(({ rank }) => rank));
  const top = sources.filter(({ rank }) => rank === Math.min(...sources.map((file) => file.rank)));
  const low = sources.filter(({ rank }) => rank === lowest);
  if (low.length < 2 || top[0]?.rank === lowest) return [];
  const suffix = usualSuffix(graph.edges);
  const step = Math.max(1, Math.floor(low.length / count));
  return low
    .filter((_, index) => index % step === 0)
    .slice(0, count)
    .map((file, index) => ({
      file: file.path,
      text: fs.readFileSync(path.join(corpus.folder, file.path), 'utf8'),
      allowed: importLine(file.path, neighbour(low, file, graph.edges), suffix),
      upward: importLine(file.path, top[(index * 31) % top.length].path, suffix),
    }));
}

/** Imports of the engine's own report, so that places and judgement cannot disagree about layers. */
function readGraph(cli, cwd, file) {
  const output = fs.openSync(file, 'w');
  spawnSync(process.execPath, [cli, 'graph'], { cwd, stdio: ['ignore', output, 'ignore'] });
  fs.closeSync(output);
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

function ranks({ layers = [] }) {
  return new Map(layers.flatMap((level, rank) => [level].flat().map(({ name }) => [name, rank])));
}

function neighbour(files, from, edges) {
  const known = new Set(edges.filter((edge) => edge.from === from.index).map(({ to }) => to));
  const start = files.indexOf(from);
  const rotated = [...files.slice(start + 1), ...files.slice(0, start)];
  return (rotated.find(({ index, layer }) => layer === from.layer && !known.has(index)) ?? rotated[0]).path;
}

function usualSuffix(edges) {
  const relative = edges.filter(({ specifier }) => specifier.startsWith('.'));
  const withSuffix = relative.filter(({ specifier }) => specifier.endsWith('.js'));
  return withSuffix.length * 2 > relative.length ? '.js' : '';
}

function importLine(from, to, suffix) {
  const found = path.posix.relative(path.posix.dirname(from), to.replace(/\.tsx?$/, suffix));
  return `import * as benchmarked from '${found.startsWith('.') ? found : `./${found}`}';\n`;
}
