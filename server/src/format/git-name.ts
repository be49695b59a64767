/** What git writes after a backslash in a quoted name, besides three octal digits. */
const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
};

/**
 * A name as git writes it in a diff or a list: as it is, or in quotation marks with escapes for bytes. What is not UTF-8
 * becomes U+FFFD, as it does where folders are listed. Undefined for a quotation that does not end where the name does.
 */
export function readGitName(written: string): string | undefined {
  if (!written.startsWith('"')) return written;
  const name = readQuotedName(written, 0);
  return name?.end === written.length ? name.name : undefined;
}

/** The quoted name that begins at an offset; undefined where none does. */
export function readQuotedName(
  text: string,
  start: number,
): { readonly name: string; readonly end: number } | undefined {
  if (text[start] !== '"') return undefined;
  let name = '';
  let bytes = '';
  for (let at = start + 1; at < text.length; ) {
    const written = /^\\(?:([0-3][0-7]{2})|(.))/.exec(text.slice(at, at + 4));
    const byte =
      written && (written[1] === undefined ? escapes[written[2] ?? ''] : Number.parseInt(written[1], 8));
    if (written && byte === undefined) return undefined;
    if (written && byte !== undefined && byte !== null) {
      bytes += `%${byte.toString(16).padStart(2, '0')}`;
      at += written[0].length;
      continue;
    }
    name += decoded(bytes);
    bytes = '';
    if (text[at] === '"') return { name, end: at + 1 };
    if (text[at] === '\\') return undefined;
    name += text[at++];
  }
  return undefined;
}

/** Bytes, written as in an address, as UTF-8. */
function decoded(bytes: string): string {
  try {
    return decodeURIComponent(bytes);
  } catch {
    return bytes.replace(/%../g, (byte) =>
      Number.parseInt(byte.slice(1), 16) < 128 ? decodeURIComponent(byte) : '\uFFFD',
    );
  }
}
