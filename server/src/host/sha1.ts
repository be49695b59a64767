import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** SHA-1 of the bytes. Loading the module for it costs as much as checking a small folder, and most runs need none. */
export function sha1(bytes: Uint8Array): Buffer {
  const { createHash }: typeof import('node:crypto') = load('node:crypto');
  return createHash('sha1').update(bytes).digest();
}
