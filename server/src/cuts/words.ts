import { fileName } from '../model/deeper-import.ts';
import { enumerate } from '../model/words.ts';

/** What only a person can do about an import, one sentence. */
export function moveSentence(from: string, to: string): string {
  const [a, b] = namesApart(from, to);
  if (from === to) return `Only a person can decide: "${a}" imports itself.`;
  return `Only a person can decide: move what "${a}" takes from "${b}" to where both can import it, or pass it in.`;
}

export function withoutSentence(from: string, specifier: string): string {
  return `Only a person can decide: do without "${specifier}" in "${fileName(from)}".`;
}

export function reexportSentence(from: string, to: string): string {
  const [a, b] = namesApart(from, to);
  return `Only a person can decide: let nobody take "${b}" through "${a}".`;
}

/** Some of what a file re-exports can be named where it is declared, and some cannot. */
export function partlySentence(from: string, entry: string, tangled: readonly string[]): string {
  const name = fileName(from);
  const list = enumerate(tangled.map((path) => `"${fileName(path)}"`));
  return `Only a person can decide: import past "${fileName(entry)}", and move what "${name}" takes from ${list}.`;
}

function namesApart(a: string, b: string): readonly [string, string] {
  const [short, other] = [fileName(a), fileName(b)];
  return a !== b && short === other ? [a, b] : [short, other];
}
