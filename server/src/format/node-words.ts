import { plainScalar } from './yaml-scalar.ts';

/** Words of YAML 1.1 that are no texts for older readers. */
const oldWords = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** Whether a text means itself without quotes, for readers of any age. */
export function isPlain(text: string): boolean {
  return (
    text.length < 900 &&
    /^\d+\.\d+\.\d+[\w.+-]*$|^[\p{L}/_$(][\p{L}\p{N} _\-/.,:;()$+=<>@!?'"&*|%^~{}[\]]*$/u.test(text) &&
    !/: |:$| $| #/.test(text) &&
    !oldWords.test(text) &&
    plainScalar(text, { start: 0, end: 0 }).kind === 'string'
  );
}

/** Keys that are written alike: paths, statuses and media types, which are many, and all others one by one. */
export function keyKind(key: string): string {
  if (key.startsWith('/')) return '/';
  if (/^[1-9]\d{0,8}$/.test(key)) return '#';
  return /^[\w.+-]+\/[\w.+*-]+$/.test(key) ? 'media' : key;
}
