import type { Kept } from '../model/host.ts';
import { sha1 } from './sha1.ts';

/** Also wrong when read by a machine of the other byte order. */
const magic = 0x50_52_50_31;
const hashBytes = 20;
const cell = Int32Array.BYTES_PER_ELEMENT;

/**
 * One file: SHA-1 of all that follows; the 32-bit numbers magic, bytes of the header, count of the columns, length of
 * each; the header as UTF-8, padded to four bytes; the columns.
 */
export function pack({ header, columns }: Kept): Uint8Array {
  const text = Buffer.from(header, 'utf8');
  const padding = Buffer.alloc((cell - (text.length % cell)) % cell);
  const sizes = Int32Array.of(magic, text.length, columns.length, ...columns.map(({ length }) => length));
  const body = Buffer.concat([bytesOf(sizes), text, padding, ...columns.map(bytesOf)]);
  return Buffer.concat([sha1(body), body]);
}

/** The inverse; undefined for anything that `pack` did not write whole. */
export function unpack(bytes: Buffer): Kept | undefined {
  const body = bytes.subarray(hashBytes);
  if (body.length < 3 * cell || !sha1(body).equals(bytes.subarray(0, hashBytes))) return undefined;
  const [mark, textLength = 0, count = 0] = numbersAt(body, 0, 3);
  if (mark !== magic) return undefined;
  const lengths = numbersAt(body, 3 * cell, count);
  const start = (3 + count) * cell;
  let at = start + Math.ceil(textLength / cell) * cell;
  const columns = [...lengths].map((length) => {
    const column = numbersAt(body, at, length);
    at += length * cell;
    return column;
  });
  return { header: body.toString('utf8', start, start + textLength), columns };
}

function bytesOf(numbers: Int32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** A copy, because a view would have to begin at a multiple of four. */
function numbersAt(bytes: Buffer, at: number, length: number): Int32Array {
  const copy = new Int32Array(length);
  bytes.copy(bytesOf(copy), 0, at, at + length * cell);
  return copy;
}
