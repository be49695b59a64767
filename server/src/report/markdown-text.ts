import { printable } from './printable.ts';

/** Text from the workspace as plain text: nothing in it is markup. */
export function escaped(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]()#+!|<>~&$]/g, '\\$&');
}

/**
 * What a hosting service would act on: a person, a team or an address, an issue of another repository. Inside of code it
 * stays text and nobody is notified; a backslash alone does not help, because services look at what is rendered.
 */
const reference = /(?:(?<![\w.+-])[\w.+-]+|(?<!@))@+[\w./-]+|(?<![\w.-])[\w.-]+\/[\w.-]+[#!]\d+/;
/** Without what an escape would break: an address stands between angle brackets as it is. */
const address = /https?:\/\/[\w./?=%#~+,;:-]*[\w/]/;
const tokens = new RegExp(`(${address.source})|(${reference.source})`, 'g');

/** The same, fit for a comment: a link stays a link, and mentions reach nobody. */
export function prose(text: string): string {
  const line = printable(text);
  const parts: string[] = [];
  let end = 0;
  for (const { 0: token, 1: link, index } of line.matchAll(tokens)) {
    parts.push(escaped(line.slice(end, index)), link === undefined ? code(token) : `<${link}>`);
    end = index + token.length;
  }
  return parts.join('') + escaped(line.slice(end));
}

/** A name as it is written. Backticks would not do: a name may hold some, and a pipe would end the cell of a table. */
export function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

/** A text that is cut where it is longer than `most` UTF-16 units. */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A link to an address that may hold parentheses or blanks. */
export function linked(text: string, address: string): string {
  return `[${prose(text)}](${address.replace(/[\s()<>]/g, (unit) => `%${unit.charCodeAt(0).toString(16).padStart(2, '0')}`)})`;
}
