/** Bytes as text the way an editor shows them, or `undefined` for a binary file. */
export function decodeText(bytes: Buffer): string | undefined {
  const mark = byteOrderMark(bytes);
  if (mark === 'utf16le') return bytes.toString('utf16le', 2);
  if (mark === 'utf16be') return swapped(bytes.subarray(2)).toString('utf16le');
  if (looksBinary(bytes)) return undefined;
  // Offsets must equal those of an editor, which takes the mark off.
  return bytes.toString('utf8', mark === 'utf8' ? 3 : 0);
}

function byteOrderMark(bytes: Buffer): 'utf8' | 'utf16le' | 'utf16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xef && second === 0xbb && bytes[2] === 0xbf) return 'utf8';
  if (first === 0xff && second === 0xfe) return 'utf16le';
  if (first === 0xfe && second === 0xff) return 'utf16be';
  return undefined;
}

/** Git's own test is the same: a NUL among the first 8 KB. */
function looksBinary(bytes: Buffer): boolean {
  return bytes.subarray(0, 8192).indexOf(0) >= 0;
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
}
