/**
 * Passes code that stands inside of markup: expressions in braces and the front matter of Astro. It knows strings,
 * templates, comments and regular expressions, so that what is written in them does not end the code.
 */

/** Offset behind the `}` or the backtick that closes what was opened before `from`; -1 when the text ends first. */
export function enclosedEnd(text: string, from: number, opener: '{' | '`'): number {
  const open: string[] = [opener];
  const code = /["'`{}/\\]/g;
  const template = /[`\\]|\$\{/g;
  let position = from;
  while (open.length > 0) {
    const isTemplate = open.at(-1) === '`';
    const sought = isTemplate ? template : code;
    sought.lastIndex = position;
    const found = sought.exec(text);
    if (found === null) return -1;
    const [mark] = found;
    position = found.index + mark.length;
    if (mark === '\\') position += 1;
    else if (mark === '}' || (mark === '`' && isTemplate)) open.pop();
    else if (mark === '{' || mark === '${' || mark === '`') open.push(mark === '`' ? '`' : '{');
    else position = literalEnd(text, found.index);
  }
  return position;
}

/** Offset of the front matter's closing fence, or the end of the text. */
export function fenceAt(text: string, from: number): number {
  const sought = /---|["'`/\\]/g;
  sought.lastIndex = from;
  for (let found = sought.exec(text); found !== null; found = sought.exec(text)) {
    if (found[0] === '---') return found.index;
    sought.lastIndex = found[0] === '\\' ? found.index + 2 : literalEnd(text, found.index);
  }
  // A template or comment that is still being typed takes in the fence: then any on a line of its own will do.
  const line = /^---[^\S\n\r]*$/gm;
  line.lastIndex = from + 1;
  return line.exec(text)?.index ?? text.length;
}

/**
 * Offset behind the string, template, comment or regular expression that starts at the offset; behind its first
 * character when it is none, as a quote that does not end on its line or a division.
 */
export function literalEnd(text: string, at: number): number {
  switch (text.charAt(at)) {
    case '`': {
      const end = enclosedEnd(text, at + 1, '`');
      return end < 0 ? text.length : end;
    }
    case '/':
      return slashEnd(text, at);
    default:
      return matchEnd(
        /"[^"\\\n\r]*(?:\\[\s\S][^"\\\n\r]*)*"|'[^'\\\n\r]*(?:\\[\s\S][^'\\\n\r]*)*'/y,
        text,
        at,
      );
  }
}

function slashEnd(text: string, at: number): number {
  const following = text.charAt(at + 1);
  if (following === '*') {
    const close = text.indexOf('*/', at + 2);
    return close < 0 ? text.length : close + 2;
  }
  if (following === '/') return matchEnd(/[^\n\r\u2028\u2029]*/y, text, at);
  if (!isOperandDue(text, at)) return at + 1;
  // A line that nobody wrote may hold more beginnings of regular expressions than there is time to look for ends.
  const ahead = text.slice(at, at + 1000);
  return at + matchEnd(/\/(?:[^\\/[\n\r]|\\.|\[(?:[^\]\\\n\r]|\\.)*\])+\//y, ahead, 0);
}

/** Whether a regular expression may start at the offset, by the character or the word before. */
function isOperandDue(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && /\s/.test(text.charAt(before))) before -= 1;
  if (before < 0 || !/[\w$)\]}"'`]/.test(text.charAt(before))) return true;
  const word = text.slice(Math.max(0, before - 11), before + 1);
  return /(?:^|[^\w$.])(?:return|typeof|case|in|of|void|do|else|await|yield)$/.test(word);
}

function matchEnd(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at + 1;
}
