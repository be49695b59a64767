import ts from 'typescript';
import type { Files } from './small-world.ts';

export type Ask = (from: string, specifier: string) => string;

const root = '/r';

/**
 * The compiler's answers on files in memory: a path, or `nothing`. Links stand for what a package manager makes.
 * A file is compiled by the configuration that `owners` names, else by the nearest tsconfig.json.
 */
export function byCompiler(
  files: Files,
  links: Readonly<Record<string, string>> = {},
  owners: Readonly<Record<string, string>> = {},
): Ask {
  const texts = new Map(
    Object.entries(files).map(([path, text]) => [
      `${root}/${path}`,
      typeof text === 'string' ? text : JSON.stringify(text),
    ]),
  );
  const real = (path: string) => throughLinks(path, links);
  const folders = foldersOf([...texts.keys(), ...Object.keys(links).map((link) => `${root}/${link}`)]);
  const host: ts.ParseConfigHost & ts.ModuleResolutionHost = {
    useCaseSensitiveFileNames: true,
    fileExists: (path) => texts.has(real(path)),
    readFile: (path) => texts.get(real(path)),
    directoryExists: (path) => folders.has(real(path.replace(/\/$/, ''))),
    realpath: real,
    readDirectory: () => [],
    getCurrentDirectory: () => root,
  };
  const optionsOf = remembering((from: string) => {
    const owner = owners[from];
    const nearest = () => ts.findConfigFile(`${root}/${dirname(from)}`, host.fileExists);
    const path = owner === undefined ? (nearest() ?? '') : `${root}/${owner}`;
    const { config } = ts.readConfigFile(path, host.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, host, dirname(path), undefined, path);
    return {
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowJs: true,
      // Ours always hold: workspace packages are run by Node or bundled, and their sources are what is looked for.
      customConditions: ['node', 'source'],
      ...options,
    };
  });
  return (from, specifier) => {
    const options = optionsOf(from);
    const { resolvedModule } = ts.resolveModuleName(specifier, `${root}/${from}`, options, host);
    return resolvedModule?.resolvedFileName.slice(root.length + 1) ?? 'nothing';
  };
}

function throughLinks(path: string, links: Readonly<Record<string, string>>): string {
  for (const [link, target] of Object.entries(links)) {
    const place = `${root}/${link}`;
    if (path === place || path.startsWith(`${place}/`)) return `${root}/${target}${path.slice(place.length)}`;
  }
  return path;
}

function foldersOf(paths: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = dirname(path); folder !== ''; folder = dirname(folder)) folders.add(folder);
  }
  return folders;
}

function dirname(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function remembering<Answer>(find: (key: string) => Answer): (key: string) => Answer {
  const known = new Map<string, Answer>();
  return (key) => {
    const answer = known.get(key) ?? find(key);
    known.set(key, answer);
    return answer;
  };
}
