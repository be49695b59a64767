/** Half-open range `[start, end)` of UTF-16 offsets in one document. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named document; `path` is relative POSIX to the workspace root. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** True when the two spans share at least one offset, or touch. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
