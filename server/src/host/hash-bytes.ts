import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** The hash of some bytes. Loading the module for it costs as much as checking a small folder, and most runs need none. */
export function hashBytes(algorithm: 'sha1' | 'sha256', bytes: Uint8Array | string): Buffer {
  const { createHash }: typeof import('node:crypto') = load('node:crypto');
  return createHash(algorithm).update(bytes).digest();
}

/** SHA-256 of what is in a file, in hexadecimal; undefined for what cannot be read. */
export function hashFile(absolute: string): string | undefined {
  try {
    return hashBytes('sha256', readFileSync(absolute)).toString('hex');
  } catch {
    return undefined;
  }
}
