/** Beyond this a look at the first bytes is cheaper than a text that is thrown away. */
const large = 64 * 1024;
/** Git's own test is the same: a NUL among the first 8 KB. */
const probed = 8192;

/** The first bytes of a buffer as text the way an editor shows them, or `undefined` for a binary file. */
export function decodeText(buffer: Buffer, length: number): string | undefined {
  const mark = byteOrderMark(buffer, length);
  if (mark === 'utf16le') return buffer.toString('utf16le', 2, length);
  if (mark === 'utf16be') return swapped(buffer.subarray(2, length)).toString('utf16le');
  if (length > large && looksBinary(buffer, length)) return undefined;
  // Offsets must equal those of an editor, which takes the mark off.
  const text = buffer.toString('utf8', mark === 'utf8' ? 3 : 0, length);
  // Looking for the NUL in the text spares a view of the bytes, which costs more than the search.
  return length <= large && text.includes('\0') && looksBinary(buffer, length) ? undefined : text;
}

/** What stands in the buffer behind its length belongs to another file. */
function byteOrderMark(buffer: Buffer, length: number): 'utf8' | 'utf16le' | 'utf16be' | undefined {
  const first = buffer[0];
  if (first === 0xef) return length > 2 && buffer[1] === 0xbb && buffer[2] === 0xbf ? 'utf8' : undefined;
  if (length < 2) return undefined;
  if (first === 0xff && buffer[1] === 0xfe) return 'utf16le';
  return first === 0xfe && buffer[1] === 0xff ? 'utf16be' : undefined;
}

function looksBinary(buffer: Buffer, length: number): boolean {
  return buffer.subarray(0, Math.min(length, probed)).includes(0);
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
}
