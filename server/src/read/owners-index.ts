import type { OwnersDocument, OwnersEntry, OwnersIndex, OwnersUse } from '../model/owners.ts';
import { compilePattern, matchesPath } from './owners-pattern.ts';
import { createPatternTree } from './owners-tree.ts';

const mostExamples = 5;

/** Makes a document's lines findable by path: how long that takes hardly depends on how many lines there are. */
export function createOwnersIndex(document: OwnersDocument): OwnersIndex {
  const { entries, dialect } = document;
  const decisions = createDecisions(document);
  return {
    decide: (path) =>
      decisions.of(path.split('/'), () => undefined).map((order) => entries[order] as OwnersEntry),
    matcher(pattern) {
      const compiled = compilePattern(pattern, dialect);
      return (path) => matchesPath(compiled, path.split('/'));
    },
    survey: (paths) => survey(entries, decisions, paths),
  };
}

/** Finds the lines that decide, by their places in the document. */
interface Decisions {
  /** One for each section that has a line for the path; tells every line that matches, too. */
  of(path: readonly string[], matched: (order: number) => void): readonly number[];
}

function createDecisions({ entries, sections, dialect }: OwnersDocument): Decisions {
  const tree = createPatternTree(entries.map(({ pattern }) => compilePattern(pattern, dialect)));
  const last = new Int32Array(sections.length);
  const excluding = new Int32Array(sections.length);
  return {
    of(path, matched) {
      last.fill(-1);
      excluding.fill(-1);
      tree.match(path, (order) => {
        const { section, isExclusion } = entries[order] as OwnersEntry;
        const winners = isExclusion ? excluding : last;
        if (order > (winners[section] as number)) winners[section] = order;
        matched(order);
      });
      const winners: number[] = [];
      // An exclusion outranks every other line of its section, wherever it stands.
      for (let section = 0; section < last.length; section++) {
        const order = (excluding[section] as number) >= 0 ? excluding[section] : last[section];
        if (order !== undefined && order >= 0) winners.push(order);
      }
      return winners;
    },
  };
}

function survey(
  entries: readonly OwnersEntry[],
  decisions: Decisions,
  paths: readonly string[],
): readonly OwnersUse[] {
  const wins = new Int32Array(entries.length);
  const examples: string[][] = entries.map(() => []);
  const firsts: ({ readonly path: string; readonly beaten: number | undefined } | undefined)[] = [];
  for (const path of paths) {
    const met: number[] = [];
    const winners = decisions.of(path.split('/'), (order) => {
      if (firsts[order] === undefined) met.push(order);
    });
    for (const order of winners) {
      const count = (wins[order] as number) + 1;
      wins[order] = count;
      if (count <= mostExamples) examples[order]?.push(path);
    }
    for (const order of met) {
      const section = entries[order]?.section;
      firsts[order] = { path, beaten: winners.find((winner) => entries[winner]?.section === section) };
    }
  }
  return entries.map((entry, order): OwnersUse => {
    const first = firsts[order];
    const beaten = wins[order] === 0 && first?.beaten !== undefined ? entries[first.beaten] : undefined;
    return {
      entry,
      wins: wins[order] as number,
      examples: examples[order] ?? [],
      ...(first && { matched: first.path }),
      ...(beaten && { beaten }),
    };
  });
}
