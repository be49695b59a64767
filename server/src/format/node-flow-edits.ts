import type { JsonNode } from '../model/json.ts';
import { columnOf } from './node-habits.ts';
import { type Editing, replace, type Step, stepsOf, type Written } from './node-steps.ts';
import { flowKey, flowText, jsonText } from './node-text.ts';
import { keyKind } from './node-words.ts';

/** What stands in brackets: all of JSON, and what YAML has of it. */
export function editFlow(editing: Editing, current: JsonNode, wanted: JsonNode, of: string): boolean {
  const { text, layout } = editing;
  const steps = stepsOf(current, wanted);
  const first = steps?.find((step) => step.current)?.current;
  if (!steps || !first) {
    // Nothing stays, and nothing is left unread that would be lost.
    const within = text.slice(current.span.start + 1, current.span.end - 1);
    const isEmpty =
      (current.kind === 'object' ? current.members : current.kind === 'array' ? current.items : []).length ===
      0;
    if (!layout.isJson || (isEmpty && within.trim() !== '')) return false;
    replace(
      editing,
      current.span.start,
      current.span.end,
      jsonText(wanted, indentAt(text, current.span.start), layout, of),
    );
    return true;
  }
  const begin = startOf(first);
  const isSpread = text.slice(current.span.start, begin).includes('\n');
  const indent = indentAt(text, begin);
  const gap = isSpread ? `${layout.eol}${indent}` : layout.isJson ? layout.gap : ' ';
  const written = (entry: NonNullable<Step['wanted']>) => entryText(editing, entry, isSpread, indent, of);
  const left = steps.filter((step) => step.current);
  let after: Tail | undefined;
  for (const { current: own, wanted: kept } of steps) {
    if (own && kept) {
      editKept(editing, own, kept, isSpread, indent);
      after = tailOf(text, own, layout.isJson);
    } else if (own) {
      const index = left.findIndex((step) => step.current === own);
      const [next, ...later] = left.slice(index + 1);
      // The last one takes all with it that go before it.
      if (next && ![next, ...later].some((step) => step.wanted)) continue;
      const wasKept = left.slice(0, index).findLast((step) => step.wanted)?.current;
      removeEntry(editing, own, next?.current, wasKept);
    } else if (kept) {
      addEntry(editing, written(kept), gap, after, begin);
    }
  }
  return true;
}

function addEntry(
  editing: Editing,
  entry: string,
  gap: string,
  after: Tail | undefined,
  begin: number,
): void {
  if (!after) replace(editing, begin, begin, `${entry},${gap}`);
  else if (after.hasComma) replace(editing, after.end, after.end, `${gap}${entry},`);
  else if (after.end === after.valueEnd) replace(editing, after.end, after.end, `,${gap}${entry}`);
  else {
    replace(editing, after.valueEnd, after.valueEnd, ',');
    replace(editing, after.end, after.end, `${gap}${entry}`);
  }
}

function entryText(
  { layout }: Editing,
  { key, value }: NonNullable<Step['wanted']>,
  isSpread: boolean,
  indent: string,
  of: string,
): string {
  const borrowed = layout.borrowed?.inBrackets({ ...(key !== undefined && { key }), value }, indent);
  if (borrowed !== undefined && (isSpread || !borrowed.includes('\n'))) return borrowed;
  if (!layout.isJson)
    return key === undefined
      ? flowText(value, layout)
      : `${flowKey(key, layout)}: ${flowText(value, layout)}`;
  const kind = key === undefined ? `${of}[]` : keyKind(key);
  const own = jsonText(value, indent, isSpread ? layout : { ...layout, isSpread: false }, kind);
  return key === undefined ? own : `${JSON.stringify(key)}:${layout.gap}${own}`;
}

function editKept(
  editing: Editing,
  { key, value }: Written,
  wanted: NonNullable<Step['wanted']>,
  isSpread: boolean,
  indent: string,
): void {
  const { layout } = editing;
  if (key && wanted.key !== undefined && wanted.key !== key.key) {
    const name = layout.isJson ? JSON.stringify(wanted.key) : flowKey(wanted.key, layout);
    replace(editing, key.keySpan.start, key.keySpan.end, name);
  }
  if (editing.below(value, wanted.value, keyKind(wanted.key ?? ''))) return;
  replace(
    editing,
    value.span.start,
    value.span.end,
    entryText(editing, { value: wanted.value }, isSpread, indent, ''),
  );
}

/** The comma goes with the entry: that behind it, or with the last entry that before it. */
function removeEntry(
  editing: Editing,
  own: Written,
  next: Written | undefined,
  kept: Written | undefined,
): void {
  const { text, layout } = editing;
  const start = startOf(own);
  if (next) {
    const comma = tailOf(text, own, layout.isJson).comma;
    const rest = /^\s*/.exec(text.slice(comma, startOf(next)))?.[0].length ?? 0;
    replace(editing, start, comma + rest, '');
  } else replace(editing, kept?.value.span.end ?? start, own.value.span.end, '');
}

interface Tail {
  readonly valueEnd: number;
  /** Behind the comma, or the value where there is none. */
  readonly comma: number;
  readonly hasComma: boolean;
  /** Behind the comment on the same line. */
  readonly end: number;
}

function tailOf(text: string, { value }: Written, isJson: boolean): Tail {
  const valueEnd = value.span.end;
  const rest = text.slice(valueEnd, valueEnd + 1000);
  const blank = /^\s*,/.exec(rest)?.[0];
  const comma = valueEnd + (blank?.length ?? 0);
  const comment = isJson ? /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)/ : /^[ \t]+#[^\r\n]*/;
  const note = comment.exec(text.slice(comma, comma + 1000))?.[0].length ?? 0;
  return { valueEnd, comma, hasComma: blank !== undefined, end: comma + note };
}

function startOf({ key, value }: Written): number {
  return key?.keySpan.start ?? value.span.start;
}

/** White space at the beginning of the line that an offset is on. */
function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(offset - columnOf(text, offset), offset))?.[0] ?? '';
}
