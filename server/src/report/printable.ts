/** C0 and C1 controls and the marks that reorder text: they could rewrite what a terminal shows. */
const unprintable = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** One line of text from the workspace that is safe to show in a terminal: names and sources are not ours. */
export function printable(text: string): string {
  return text.replace(/[\t\r\n\u2028\u2029]+/g, ' ').replace(unprintable, '\ufffd');
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const narrow = /\p{M}|\u200b|\u200d/u;

/** Terminal columns that a text takes: East Asian characters and emoji two, combining marks none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += narrow.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return columns;
}

/** Breaks at spaces so that lines fit `width`, further lines indented; a longer word stays whole. */
export function wrap(text: string, width: number, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/ *[^ ]+/g) ?? []) {
    if (line === '' || columnsOf(line + word) <= width) {
      line += word;
    } else {
      lines.push(line);
      line = indent + word.trimStart();
    }
  }
  return [...lines, line];
}
