import { printable } from './printable.ts';

/** Text from the workspace as plain text: nothing in it is markup. */
export function escaped(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]()#+!|<>~&$]/g, '\\$&');
}
