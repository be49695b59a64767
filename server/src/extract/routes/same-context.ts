import type { Context, Made, OwnClass } from './values.ts';

/** Whether what is written in both is the same, by the expressions that all around it was made with. */
export function isSameContext(a: Context, b: Context): boolean {
  return (
    a === b ||
    (a.file === b.file &&
      a.scope === b.scope &&
      a.turn?.over === b.turn?.over &&
      a.turn?.index === b.turn?.index &&
      a.passed?.file === b.passed?.file &&
      a.passed?.scope === b.passed?.scope &&
      isSameMade(a.passed, b.passed) &&
      isSameClass(a.self, b.self))
  );
}

function isSameClass(a: OwnClass | undefined, b: OwnClass | undefined): boolean {
  return (
    a?.path === b?.path && a?.name === b?.name && a?.isAbove === b?.isAbove && isSameMade(a?.made, b?.made)
  );
}

function isSameMade(a: Made | undefined, b: Made | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const areSame = a.args.length === b.args.length && a.args.every((arg, index) => arg === b.args[index]);
  return areSame && a.at === b.at && isSameContext(a.from, b.from);
}
