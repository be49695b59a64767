/**
 * A 64-bit hash of a text as 16 hexadecimal digits, for identity and not for security.
 * Two 32-bit lanes after the public-domain cyrb53 construction.
 */
export function hashText(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  const [high, low] = finish(a, b);
  return (low >>> 0).toString(16).padStart(8, '0') + (high >>> 0).toString(16).padStart(8, '0');
}

/** The same over numbers, as two of 32 bits. */
export function hashNumbers(numbers: Int32Array): readonly [number, number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] as number;
    a = Math.imul(a ^ number, 2654435761);
    b = Math.imul(b ^ number, 1597334677);
    // A multiplication moves bits only upward, and these numbers have bits at the top.
    a ^= a >>> 15;
    b ^= b >>> 13;
  }
  return finish(a, b);
}

function finish(first: number, second: number): readonly [number, number] {
  const a = Math.imul(first ^ (first >>> 16), 2246822507) ^ Math.imul(second ^ (second >>> 13), 3266489909);
  const b = Math.imul(second ^ (second >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [a, b];
}
