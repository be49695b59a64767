/** Shorter cuts are copies anyway. */
const shortestView = 13;

/**
 * The same string in memory of its own. V8 cuts strings as views that keep the whole text they were cut from
 * alive, so anything short that outlives its document is detached first. Joining makes one flat string of the pieces;
 * adding a character and cutting it off again would leave a view, too, half as large again for a usual specifier.
 */
export function detached(text: string): string {
  return text.length < shortestView
    ? text
    : [text.slice(0, shortestView - 1), text.slice(shortestView - 1)].join('');
}
