import { hashNumbers } from '../model/hash.ts';
import type { Kept } from '../model/host.ts';

/** Also wrong when read by a machine of the other byte order. */
const magic = 0x50_52_50_32;
const cell = Int32Array.BYTES_PER_ELEMENT;
/** The numbers before the lengths: two of the hash, magic, bytes of the header, count of the columns. */
const fixed = 5;
const hashed = 2;

/**
 * One file of 32-bit numbers: a hash of all that follows, magic, bytes of the header, count of the columns, length of
 * each; the header as UTF-8, padded to four bytes; the columns.
 */
export function pack({ header, columns }: Kept): Uint8Array {
  const text = Buffer.from(header, 'utf8');
  const start = fixed + columns.length;
  const headerCells = Math.ceil(text.length / cell);
  const size = columns.reduce((sum, { length }) => sum + length, start + headerCells);
  const numbers = new Int32Array(size);
  numbers.set([magic, text.length, columns.length, ...columns.map(({ length }) => length)], hashed);
  bytesOf(numbers).set(text, start * cell);
  let at = start + headerCells;
  for (const column of columns) {
    numbers.set(column, at);
    at += column.length;
  }
  numbers.set(hashNumbers(numbers.subarray(hashed)));
  return bytesOf(numbers);
}

/** The inverse; undefined for anything that `pack` did not write whole. */
export function unpack(bytes: Buffer): Kept | undefined {
  const numbers = numbersOf(bytes);
  if (!numbers || numbers[hashed] !== magic) return undefined;
  const [first, second] = hashNumbers(numbers.subarray(hashed));
  if (numbers[0] !== first || numbers[1] !== second) return undefined;
  const [, textLength = 0, count = 0] = numbers.subarray(hashed, fixed);
  const start = fixed + count;
  let at = start + Math.ceil(textLength / cell);
  const columns = Array.from(numbers.subarray(fixed, start), (length) => {
    at += length;
    return numbers.subarray(at - length, at);
  });
  return { header: bytes.toString('utf8', start * cell, start * cell + textLength), columns };
}

function bytesOf(numbers: Int32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** Undefined for what is no sequence of numbers. A view has to begin at a multiple of four, or it is a copy. */
function numbersOf(bytes: Buffer): Int32Array | undefined {
  if (bytes.length % cell !== 0 || bytes.length < fixed * cell) return undefined;
  const own = bytes.byteOffset % cell === 0 ? bytes : Uint8Array.from(bytes);
  return new Int32Array(own.buffer, own.byteOffset, own.length / cell);
}
