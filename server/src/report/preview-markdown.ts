import { prose } from './markdown-text.ts';
import type { PreviewLine, PreviewPage, PreviewPlace, PreviewSection } from './preview-page.ts';
import { type LineColumn, type LineTables, rangeOf } from './range.ts';

export interface PreviewMarkdownOptions {
  readonly title: string;
  /** The address of a path, without a fragment. */
  readonly link: (path: string) => string;
  /** What was not seen and the verdict, one sentence each. */
  readonly closing: readonly string[];
  /** The fragment for a place; default is `L<line>,<column>`, as an editor takes it. */
  readonly fragment?: (start: LineColumn) => string;
}

/** A preview as a Markdown document whose places are links with the fragment `L<line>,<column>`, both from 1. */
export function previewMarkdown(
  { heading, sections, next }: PreviewPage,
  lines: LineTables,
  { title, link, closing, fragment = editorFragment }: PreviewMarkdownOptions,
): string {
  const linked = (place: PreviewPlace) => {
    const { start } = rangeOf(place.path, place.span, lines);
    const at = `${place.path}:${start.line}`;
    return `[${prose(at)}](${link(place.path)}#${fragment(start)}) ${prose(place.text)}`;
  };
  const blocks = [
    `# ${prose(title)}`,
    prose(heading),
    ...sections.flatMap((section) => sectionBlocks(section, linked)),
    ...(next.length > 0 ? ['## Next', next.join('\n\n')] : []),
    ...(closing.length > 0 ? ['## Result', ...closing.map(prose)] : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function editorFragment({ line, column }: LineColumn): string {
  return `L${line},${column}`;
}

function sectionBlocks(
  { heading, lines, more }: PreviewSection,
  linked: (place: PreviewPlace) => string,
): readonly string[] {
  const rest = more > 0 ? [`… ${more} more`] : [];
  if (lines.length === 0) return [`## ${prose(heading)}`];
  const isTable = lines.every(({ imports, places }) => imports !== undefined && places.length === 0);
  const body = isTable ? table(lines) : lines.map((line) => item(line, linked)).join('\n');
  return [`## ${prose(heading)}`, body, ...rest];
}

function table(lines: readonly PreviewLine[]): string {
  const rows = lines.map(({ imports, text }) => `| ${imports} | ${prose(text)} |`);
  return ['| imports | from → to |', '| --: | :-- |', ...rows].join('\n');
}

function item(
  { imports, text, places, morePlaces }: PreviewLine,
  linked: (place: PreviewPlace) => string,
): string {
  const more = morePlaces > 0 ? ` … ${morePlaces} more` : '';
  const items = places.map((place, index) => linked(place) + (index === places.length - 1 ? more : ''));
  if (imports === undefined) return items.map((place) => `- ${place}`).join('\n');
  return [`- **${imports}** ${prose(text)}`, ...items.map((place) => `  - ${place}`)].join('\n');
}
