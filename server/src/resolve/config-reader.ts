import { byCodeUnit } from '../model/path.ts';
import type { ConfigProblem, ResolverInput } from '../model/resolution.ts';
import type { Span } from '../model/span.ts';

/**
 * Codes of configuration problems; they never change their meaning.
 * - `TSC-001` not valid JSON
 * - `TSC-002` a parent named by `extends` is missing
 * - `TSC-003` a configuration extends itself
 * - `TSC-004` a value has the wrong shape and is left out
 * - `TSC-005` a referenced configuration is missing
 * - `TSC-006` a pattern has more than one `*`
 * - `TSC-007` a parent outside the workspace is not valid JSON
 * - `TSC-008` the file cannot be read
 * - `PKG-001` package.json is not valid JSON
 * - `PKG-002` package.json cannot be read
 * - `PKG-003` package.json holds no object
 */
export type ConfigCode =
  | 'TSC-001'
  | 'TSC-002'
  | 'TSC-003'
  | 'TSC-004'
  | 'TSC-005'
  | 'TSC-006'
  | 'TSC-007'
  | 'TSC-008'
  | 'PKG-001'
  | 'PKG-002'
  | 'PKG-003';

/** Reads configuration files, remembers which, and collects what is wrong with them. */
export interface ConfigReader {
  /** True for a configuration the walk met, also as a link. */
  isWalked(path: string): boolean;
  readonly walked: readonly string[];
  /** The text, or undefined; asked of the host once per path. */
  read(path: string): string | undefined;
  /** Whether there is a file that need not be read. */
  isFile(path: string): boolean;
  report(code: ConfigCode, path: string, span: Span, message: string): void;
  problems(): readonly ConfigProblem[];
  inputs(): ReadonlySet<string>;
}

const configName = /(?:^|\/)(?:package|[jt]sconfig[^/]*)\.json$/;

export function createConfigReader(input: ResolverInput): ConfigReader {
  const linked = [...input.links.keys()].filter((path) => configName.test(path));
  const walked = [...new Set([...input.configs, ...linked])].sort(byCodeUnit);
  const isWalked = new Set(walked);
  const texts = new Map<string, string | undefined>();
  const probed = new Set<string>();
  const found = new Map<string, ConfigProblem>();
  return {
    walked,
    isWalked: (path) => isWalked.has(path),
    read(path) {
      if (!texts.has(path)) texts.set(path, input.read(path));
      return texts.get(path);
    },
    isFile(path) {
      probed.add(path);
      return input.probe(path) === 'file';
    },
    report(code, path, span, message) {
      found.set(`${path}\0${span.start}\0${code}\0${message}`, { code, place: { path, span }, message });
    },
    problems: () => [...found.values()].sort(inOrder),
    inputs: () => new Set([...texts.keys(), ...probed]),
  };
}

function inOrder(a: ConfigProblem, b: ConfigProblem): number {
  return (
    byCodeUnit(a.place.path, b.place.path) ||
    a.place.span.start - b.place.span.start ||
    byCodeUnit(a.code, b.code) ||
    byCodeUnit(a.message, b.message)
  );
}
