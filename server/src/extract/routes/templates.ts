/** What the paths of a framework may hold beyond `:name`. */
export interface PathSyntax {
  /** `{…}` behind a parameter's name is a regular expression, as in Hono; else a part that may be missing. */
  readonly bracesArePatterns?: boolean;
  /** `*` catches the rest. */
  readonly star?: boolean;
}

/**
 * The templates that a framework's path stands for: `/a/:id?` is `/a` and `/a/{id}`.
 * Empty when it is nothing that has a template.
 */
export function templatesOf(path: string, syntax: PathSyntax = {}): readonly string[] {
  if (!/[:*{(]/.test(path)) return [joinPaths('', path)];
  const choices = withoutOptional(path, syntax.bracesArePatterns === true);
  return [...new Set(choices.map((choice) => normalised(choice)))];
}

const mostChoices = 16;

/** Each optional parameter or part doubles the paths. */
function withoutOptional(path: string, bracesArePatterns: boolean): readonly string[] {
  let found = [path];
  const optional = bracesArePatterns
    ? /\/:[\w]+(?:\{[^{}]*\})?\?/
    : /\/:[\w]+(?:\((?:[^()]|\([^()]*\))*\))?\?|\{([^{}]*)\}/;
  for (let round = 0; round < 8; round += 1) {
    let isChanged = false;
    found = found.flatMap((choice) => {
      const match = optional.exec(choice);
      if (match === null || found.length >= mostChoices) return [choice];
      isChanged = true;
      const rest = choice.slice(match.index + match[0].length);
      const before = choice.slice(0, match.index);
      const within = match[1] ?? match[0].slice(0, -1);
      return [before + rest, before + within + rest];
    });
    if (!isChanged) break;
  }
  return found;
}

const parameter = /::|:([A-Za-z_$][\w$]*)((?:\((?:[^()]|\([^()]*\))*\)|\{(?:[^{}]|\{[^{}]*\})*\})?)([*+]?)/g;
const bareGroup = /\(\.\*\)/g;

function normalised(path: string): string {
  let rests = 0;
  const rest = (name: string) => {
    rests += 1;
    return name === ''
      ? rests === 1
        ? '\u0001rest*\u0002'
        : `\u0001rest${rests}*\u0002`
      : `\u0001${name}*\u0002`;
  };
  const named = path
    .replace(parameter, (whole, name: string | undefined, pattern: string, more: string) => {
      if (name === undefined) return whole === '::' ? ':' : whole;
      const catches = more !== '' || pattern === '(.*)' || pattern === '{.*}' || pattern === '{.+}';
      return catches ? rest(name) : `\u0001${name}\u0002`;
    })
    .replace(bareGroup, () => rest(''))
    .replace(/\*([A-Za-z_]\w*)?/g, (whole, name: string | undefined, offset: number, all: string) =>
      all[offset + whole.length] === '\u0002' ? whole : rest(name ?? ''),
    );
  return joinPaths('', named.replaceAll('\u0001', '{').replaceAll('\u0002', '}'));
}

/** One path behind the other, with one slash between them and none at the end. */
export function joinPaths(prefix: string, path: string): string {
  const joined = `/${prefix}/${path}`.replace(/\/{2,}/g, '/');
  return joined.length > 1 ? joined.replace(/\/$/, '') : joined;
}
