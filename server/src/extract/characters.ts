/** What a character means to the walk over code; everything else is a punctuator by itself. */
export const space = 0;
export const wordPart = 1;
export const digit = 2;
export const quote = 3;
export const backtick = 4;
export const slash = 5;
export const opener = 6;
export const closer = 7;
export const angle = 8;
export const punctuator = 9;

const asciiClasses = classify();

function classify(): Uint8Array {
  const table = new Uint8Array(128).fill(punctuator);
  const fill = (characters: string, kind: number) => {
    for (const character of characters) table[character.charCodeAt(0)] = kind;
  };
  fill(' \t\v\f\n\r', space);
  fill('0123456789', digit);
  // A backslash outside of literals starts a Unicode escape in a name; `#` starts a private name.
  fill('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$\\#', wordPart);
  fill('"\'', quote);
  fill('`', backtick);
  fill('/', slash);
  fill('([{', opener);
  fill(')]}', closer);
  fill('<', angle);
  return table;
}

/** The class of a UTF-16 unit; beyond ASCII there are only white space and parts of words. */
export function classOf(code: number): number {
  if (code < 128) return asciiClasses[code] ?? punctuator;
  return isForeignSpace(code) ? space : wordPart;
}

/** True for what may continue a word or a number. */
export function isWord(code: number): boolean {
  if (code < 128) {
    const kind = asciiClasses[code] ?? punctuator;
    return kind === wordPart || kind === digit;
  }
  // `charCodeAt` beyond the end is NaN, which compares false with everything.
  return code >= 128 && !isForeignSpace(code);
}

export function isSpace(code: number): boolean {
  return code < 128 ? asciiClasses[code] === space : code >= 128 && isForeignSpace(code);
}

function isForeignSpace(code: number): boolean {
  return (
    code === 0xa0 ||
    code === 0x85 ||
    code === 0xfeff ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200b) ||
    isLineSeparator(code) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

function isLineSeparator(code: number): boolean {
  return code === 0x2028 || code === 0x2029;
}

export function endsLine(code: number): boolean {
  return code === 10 || code === 13 || isLineSeparator(code);
}
