import { count } from '../model/words.ts';

/** A part of a Markdown document whose rows may be too many. */
export interface MarkdownSection {
  /** Stands there in any case, and so it is short; empty lines around a section are added. */
  readonly before: string;
  /** The most important one first. */
  readonly rows: readonly string[];
  readonly after?: string;
  /** What a row is about, for those that are left out. */
  readonly noun: string;
}

/** What GitHub takes as a comment, in characters; GitLab takes more. */
export const mostCharacters = 65_536;

/** Joins sections within `most` UTF-16 units: the first sections get what room there is, and each says what it left out. */
export function fitSections(sections: readonly MarkdownSection[], most: number): string {
  const cut = (section: MarkdownSection, shown: number) => {
    const { before, rows, after, noun } = section;
    const rest = rows.length - shown;
    const more = rest > 0 ? `… ${count(rest, `more ${noun}`)}` : undefined;
    const body = [before, ...rows.slice(0, shown)].filter((line) => line !== '').join('\n');
    return [body, more, after].filter((part) => part !== undefined && part !== '').join('\n\n');
  };
  let room = most - sections.reduce((sum, section) => sum + cut(section, 0).length + gap.length, 0);
  const texts = sections.map((section) => {
    const shown = fittingRows(section.rows, room);
    const text = cut(section, shown);
    room -= section.rows.slice(0, shown).reduce((sum, row) => sum + row.length + 1, 0);
    return text;
  });
  return `${texts.filter((text) => text !== '').join(gap)}\n`;
}

const gap = '\n\n';

/** How many rows fit, each with its line feed. */
function fittingRows(rows: readonly string[], room: number): number {
  let used = 0;
  let fitting = 0;
  for (const row of rows) {
    used += row.length + 1;
    if (used > room) break;
    fitting++;
  }
  return fitting;
}
