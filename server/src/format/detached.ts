/**
 * The same string in memory of its own. V8 cuts strings as views that keep the whole text they were cut from
 * alive, so anything short that outlives its document is detached first; short views are copies anyway.
 */
export function detached(text: string): string {
  return text.length < 13 ? text : `\0${text}`.slice(1);
}
