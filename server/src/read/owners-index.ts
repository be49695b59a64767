import type { OwnersDocument, OwnersEntry, OwnersIndex, OwnersUse } from '../model/owners.ts';
import { compilePattern, matchesPath, type PathPattern } from './owners-pattern.ts';
import { globstar, type SegmentPattern } from './owners-segment.ts';

const mostExamples = 5;

/** A line with its compiled pattern; `order` counts within the document. */
interface Rule {
  readonly entry: OwnersEntry;
  readonly order: number;
  readonly pattern: PathPattern;
}

/** The lines of one section, by what a path must have for them to match it; every list from the last line to the first. */
interface Lookup {
  /** By the first two names, or by the first, of the path. */
  readonly heads: ReadonlyMap<string, readonly Rule[]>;
  /** By any name within the path. */
  readonly names: ReadonlyMap<string, readonly Rule[]>;
  /** By what any name within the path ends with, from its last dot on. */
  readonly extensions: ReadonlyMap<string, readonly Rule[]>;
  readonly others: readonly Rule[];
}

interface SectionIndex {
  readonly rules: Lookup;
  readonly exclusions: Lookup;
  readonly hasExclusions: boolean;
}

/** Makes a document's lines findable by path. A path is decided in the time of the few lines that may match it. */
export function createOwnersIndex(document: OwnersDocument): OwnersIndex {
  const rules = document.entries.map(
    (entry, order): Rule => ({ entry, order, pattern: compilePattern(entry.pattern, document.dialect) }),
  );
  const sections = document.sections.map((_, section) => indexOf(rules, section));
  const winners = (path: readonly string[]) => sections.flatMap((section) => winnerOf(section, path) ?? []);
  return {
    decide: (path) => winners(path.split('/')).map(({ entry }) => entry),
    matcher(pattern) {
      const compiled = compilePattern(pattern, document.dialect);
      return (path) => matchesPath(compiled, path.split('/'));
    },
    survey: (paths) => survey(rules, sections, winners, paths),
  };
}

function indexOf(rules: readonly Rule[], section: number): SectionIndex {
  const own = rules.filter(({ entry }) => entry.section === section).reverse();
  const exclusions = own.filter(({ entry }) => entry.isExclusion);
  return {
    rules: lookupOf(own.filter(({ entry }) => !entry.isExclusion)),
    exclusions: lookupOf(exclusions),
    hasExclusions: exclusions.length > 0,
  };
}

function lookupOf(rules: readonly Rule[]): Lookup {
  const heads = new Map<string, Rule[]>();
  const names = new Map<string, Rule[]>();
  const extensions = new Map<string, Rule[]>();
  const others: Rule[] = [];
  for (const rule of rules) {
    const { segments } = rule.pattern;
    const [first, second] = segments;
    const name = first === globstar ? wordOf(second) : undefined;
    const extension = first === globstar ? extensionOf(second) : undefined;
    const head = wordOf(first);
    const next = wordOf(second);
    if (head !== undefined) push(heads, next === undefined ? head : `${head}/${next}`, rule);
    else if (name !== undefined) push(names, name, rule);
    else if (extension !== undefined) push(extensions, extension, rule);
    else others.push(rule);
  }
  return { heads, names, extensions, others };
}

function wordOf(segment: SegmentPattern | typeof globstar | undefined): string | undefined {
  return typeof segment === 'function' ? segment.literal : undefined;
}

function extensionOf(segment: SegmentPattern | typeof globstar | undefined): string | undefined {
  return typeof segment === 'function' ? segment.extension : undefined;
}

function push(lists: Map<string, Rule[]>, key: string, rule: Rule): void {
  const list = lists.get(key);
  if (list) list.push(rule);
  else lists.set(key, [rule]);
}

/** The lists of lines that may match a path. */
function candidates(
  { heads, names, extensions, others }: Lookup,
  path: readonly string[],
): readonly Rule[][] {
  const lists: (readonly Rule[] | undefined)[] = [others];
  if (heads.size > 0) {
    lists.push(heads.get(path[0] as string));
    if (path.length > 1) lists.push(heads.get(`${path[0]}/${path[1]}`));
  }
  if (names.size > 0) for (const name of path) lists.push(names.get(name));
  if (extensions.size > 0) {
    for (const name of path) {
      const dot = name.lastIndexOf('.');
      if (dot >= 0) lists.push(extensions.get(name.slice(dot)));
    }
  }
  return lists.filter((list) => list !== undefined && list.length > 0) as Rule[][];
}

/** The last line of a lookup that matches a path. */
function lastOf(lookup: Lookup, path: readonly string[]): Rule | undefined {
  let best: Rule | undefined;
  for (const list of candidates(lookup, path)) {
    for (const rule of list) {
      if (best !== undefined && rule.order <= best.order) break;
      if (!matchesPath(rule.pattern, path)) continue;
      best = rule;
      break;
    }
  }
  return best;
}

/** An exclusion wins over every other line of its section, wherever it stands. */
function winnerOf({ rules, exclusions, hasExclusions }: SectionIndex, path: readonly string[]) {
  const winner = lastOf(rules, path);
  return (hasExclusions ? lastOf(exclusions, path) : undefined) ?? winner;
}

function survey(
  rules: readonly Rule[],
  sections: readonly SectionIndex[],
  winners: (path: readonly string[]) => readonly Rule[],
  paths: readonly string[],
): readonly OwnersUse[] {
  const wins = new Int32Array(rules.length);
  const examples: string[][] = rules.map(() => []);
  const seen = new Map<Rule, { readonly path: string; readonly by: Rule | undefined }>();
  for (const path of paths) {
    const parts = path.split('/');
    const won = winners(parts);
    for (const { order } of won) {
      wins[order] = (wins[order] ?? 0) + 1;
      if ((wins[order] ?? 0) <= mostExamples) examples[order]?.push(path);
    }
    for (const [section, { rules: own, exclusions }] of sections.entries()) {
      for (const lookup of [own, exclusions]) {
        for (const list of candidates(lookup, parts)) {
          for (const rule of list) {
            if (wins[rule.order] !== 0 || seen.has(rule) || !matchesPath(rule.pattern, parts)) continue;
            seen.set(rule, { path, by: won.find(({ entry }) => entry.section === section) });
          }
        }
      }
    }
  }
  return rules.map((rule): OwnersUse => {
    const { entry, order } = rule;
    const known = seen.get(rule);
    const count = wins[order] ?? 0;
    const matched = examples[order]?.[0] ?? known?.path;
    return {
      entry,
      wins: count,
      examples: examples[order] ?? [],
      ...(matched !== undefined && { matched }),
      ...(count === 0 && known?.by && { beaten: known.by.entry }),
    };
  });
}
