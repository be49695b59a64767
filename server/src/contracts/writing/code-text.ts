/** Code of one value: a text, or an object with what stands around it, such as `z.object({…})`. */
export type CodeText =
  | string
  | {
      readonly before: string;
      readonly entries: readonly (readonly [key: string, value: CodeText])[];
      readonly after: string;
    };

export function codeObject(
  entries: readonly (readonly [key: string, value: CodeText])[],
  before = '',
  after = '',
): CodeText {
  return { before, entries, after };
}

/** How objects are laid out. */
export interface CodeLayout {
  /** Of the line on which it begins. */
  readonly indent: string;
  readonly step: string;
  readonly eol: string;
  /** With a comma behind the last entry of one with lines of its own. */
  readonly hasComma: boolean;
}

/** In one line. */
export function textOf(code: CodeText): string {
  if (typeof code === 'string') return code;
  if (code.entries.length === 0) return `${code.before}{}${code.after}`;
  return `${code.before}{ ${code.entries.map(entryText).join(', ')} }${code.after}`;
}

function entryText([key, value]: readonly [string, CodeText]): string {
  return `${key}: ${textOf(value)}`;
}

const widest = 100;

/** In one line where that is short enough; behind a key that is so long. */
export function laidOut(code: CodeText, layout: CodeLayout, behind = 0): string {
  const { indent, step, eol, hasComma } = layout;
  const flat = textOf(code);
  if (typeof code === 'string' || code.entries.length === 0 || indent.length + behind + flat.length <= widest)
    return flat;
  const inner = { ...layout, indent: indent + step };
  const lines = code.entries.map(
    ([key, value]) => `${inner.indent}${key}: ${laidOut(value, inner, key.length + 3)}`,
  );
  return `${code.before}{${eol}${lines.join(`,${eol}`)}${hasComma ? ',' : ''}${eol}${indent}}${code.after}`;
}
