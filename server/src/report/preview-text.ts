import type { Paint } from './paint.ts';
import type { PreviewLine, PreviewPage, PreviewSection } from './preview-page.ts';
import { printable } from './printable.ts';
import { type LineTables, rangeOf } from './range.ts';

const numberWidth = 7;

/** A preview for a terminal, one block of lines per section; lines are not yet wrapped to its width. */
export function previewBlocks(
  page: PreviewPage,
  lines: LineTables,
  paint: Paint,
): readonly (readonly string[])[] {
  return [
    [paint.strong(page.heading)],
    ...page.sections.map((section) => sectionLines(section, lines, paint)),
    ...(page.next.length > 0 ? [nextLines(page.next)] : []),
  ];
}

function sectionLines(
  { heading, tone, lines: entries, more }: PreviewSection,
  lines: LineTables,
  paint: Paint,
): readonly string[] {
  const head = tone === 'kept' ? paint.verdict('pass', heading) : paint.severity('warning', heading);
  return [
    head,
    ...entries.flatMap((line) => lineTexts(line, lines, paint)),
    ...(more > 0 ? [paint.dim(`${' '.repeat(numberWidth)}  … ${more} more`)] : []),
  ];
}

function lineTexts(
  { imports, text, places, morePlaces }: PreviewLine,
  lines: LineTables,
  paint: Paint,
): readonly string[] {
  const number = String(imports ?? '').padStart(numberWidth);
  const indent = imports === undefined ? '  ' : ' '.repeat(numberWidth + 4);
  const more = morePlaces > 0 ? ` … ${morePlaces} more` : '';
  return [
    ...(imports === undefined ? [] : [`${number}  ${printable(text)}`]),
    ...places.map((place, index) => {
      const { start } = rangeOf(place.path, place.span, lines);
      const at = `${printable(place.path)}:${start.line}:${start.column}`;
      return `${indent}${at} ${paint.dim(printable(place.text) + (index === places.length - 1 ? more : ''))}`;
    }),
  ];
}

function nextLines(steps: readonly string[]): readonly string[] {
  return steps.map((step, index) => `${index === 0 ? 'Next: ' : '      '}${step.replaceAll(/[`*]/g, '"')}`);
}
