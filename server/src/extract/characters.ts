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

/** The classes of ASCII, for a loop that is to do without calls, and which of it may continue a word. */
export const asciiClasses = classify();
export const asciiWord = asciiClasses.map((kind) => (kind === wordPart || kind === digit ? 1 : 0));

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
  if (code < 128) return asciiWord[code] === 1;
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
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

export function endsLine(code: number): boolean {
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
}
