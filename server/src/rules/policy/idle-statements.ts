import type {
  Element,
  PackageStatement,
  Policy,
  ReachStatement,
  Selector,
  Statement,
} from '../../model/policy.ts';
import type { ShadowedPattern } from '../../model/rule.ts';
import { namesRule } from '../../model/rule-name.ts';
import type { Idle } from './idle.ts';

/** What never decides in a policy, whatever the files import. */
export function idleStatements(policy: Policy, shadowed: readonly ShadowedPattern[]): readonly Idle[] {
  return [
    ...policy.layers.flatMap((layer) => closedEnd(layer, policy)),
    ...policy.slices.flatMap(lonelySiblings),
    ...idleNames(policy),
    ...duplicates(policy),
    ...deniedBefore(policy.packages),
    ...shadowedOverrides(policy),
    ...shadowed.filter((one) => one.policy === policy).map(shadowedPattern),
  ].filter(({ place }) => place.path === policy.path);
}

function closedEnd(
  { closed, name, rank, place }: Policy['layers'][number],
  { layers }: Policy,
): readonly Idle[] {
  if (!closed) return [];
  const isTop = !layers.some((other) => other.rank < rank);
  const isBottom = !layers.some((other) => other.rank > rank);
  if (!isTop && !isBottom) return [];
  const message = `Layer "${name}" is closed, yet no import can pass over it: no layer is ${isTop ? 'above' : 'below'} it.`;
  return [{ kind: 'closed-end', place, message, subject: `closed ${name}` }];
}

/** The default may stand there unwritten, and does no harm where it is written. */
function lonelySiblings({ siblings, name, files, place }: Policy['slices'][number]): readonly Idle[] {
  if (siblings === 'public' || files.length === 0) return [];
  if (files.some(({ glob }) => /\{\w+\}/.test(glob))) return [];
  const message = `Slice "${name}" has no siblings: nothing in its "files" is captured, so that there is only one of it.`;
  return [{ kind: 'no-siblings', place, message, subject: `siblings ${name}` }];
}

/** Names in an allow-list that another name, or the element itself, makes needless. */
function idleNames({ layers, slices, services }: Policy): readonly Idle[] {
  const elements: readonly Element[] = [...layers, ...slices, ...services];
  return elements.flatMap(({ kind, name, mayImport = [] }) =>
    mayImport.flatMap(({ text, place }, index): readonly Idle[] => {
      const family = text.split(':')[0] as string;
      const isTwice = mayImport.findIndex((other) => other.text === text) < index;
      const isCovered = text !== family && mayImport.some((other) => other.text === family);
      if (!isTwice && !isCovered) return [];
      const message = isTwice
        ? `The "mayImport" of ${kind} "${name}" lists "${text}" twice.`
        : `"${text}" is one of "${family}", which the "mayImport" of ${kind} "${name}" lists, too.`;
      return [{ kind: 'unused-name', place, message, subject: `${name} ${text}` }];
    }),
  );
}

/** Statements that say what an earlier one says, whatever their reasons. */
function duplicates({ packages, reach, except }: Policy): readonly Idle[] {
  return [
    ...repeated(packages, 'packages', contentOfPackages),
    ...repeated(reach, 'reach', ({ from, mustNotReach, kinds }) => [texts(from), texts(mustNotReach), kinds]),
    ...repeated(except, 'except', ({ from, to }) => [texts(from), texts(to)]),
  ];
}

function contentOfPackages({ packages, notIn, kinds, ...statement }: PackageStatement): readonly unknown[] {
  const names = packages.map(({ text }) => text).sort();
  return [names, statement.in && texts(statement.in), texts(notIn), kinds];
}

function repeated<Of extends Pick<Statement, 'place'> & object>(
  statements: readonly Of[],
  section: string,
  contentOf: (statement: Of) => readonly unknown[],
): readonly Idle[] {
  const seen = new Set<string>();
  return statements.flatMap((statement): readonly Idle[] => {
    const content = JSON.stringify(contentOf(statement));
    if (!seen.has(content)) {
      seen.add(content);
      return [];
    }
    const message = `An earlier statement of "${section}" says the same.`;
    return [{ kind: 'duplicate', place: statement.place, message, subject: `${section} ${content}` }];
  });
}

/** Statements all of whose packages an earlier one denies to everybody. */
function deniedBefore(statements: readonly PackageStatement[]): readonly Idle[] {
  return statements.flatMap((statement, index): readonly Idle[] => {
    const earlier = statements.slice(0, index).filter((other) => deniesEverywhere(other, statement));
    const texts = statement.packages.map(({ text }) => text);
    const covering = texts.map((text) =>
      earlier.find(({ packages }) => packages.some((by) => covers(by.text, text))),
    );
    const [first] = covering;
    const isSame =
      first && JSON.stringify(contentOfPackages(first)) === JSON.stringify(contentOfPackages(statement));
    if (!first || isSame || covering.includes(undefined)) return [];
    const names = texts.map((text) => `"${text}"`).join(', ');
    const message = `This statement never decides: an earlier one denies ${names} everywhere.`;
    return [
      { kind: 'denied-before', place: statement.place, message, subject: `packages ${texts.join(' ')}` },
    ];
  });
}

function deniesEverywhere(by: PackageStatement, statement: PackageStatement): boolean {
  const { form, notIn, severity, kinds } = by;
  if (form !== 'deny' || by.in || notIn.length > 0 || severity === 'off') return false;
  return !kinds || (statement.kinds?.every((kind) => kinds.includes(kind)) ?? false);
}

/** A `*` of the name that is covered is one character like others, which a `*` of the covering one stands for, too. */
function covers(by: string, text: string): boolean {
  if (by === text || text.startsWith(`${by}/`)) return true;
  const parts = by.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return parts.length > 1 && new RegExp(`^${parts.join('.*')}$`).test(text);
}

function shadowedOverrides({ overrides }: Policy): readonly Idle[] {
  return overrides.flatMap(({ files, rules }, index): readonly Idle[] => {
    const later = overrides.slice(index + 1).some((other) => {
      const isOnSame = files.every(({ glob }) => other.files.some((file) => file.glob === glob));
      return isOnSame && rules.every(({ rule }) => other.rules.some((by) => namesRule(by.rule, rule)));
    });
    const [first] = files;
    if (!first || !later || rules.length === 0) return [];
    const message = 'This override never decides: a later one sets the same rules for the same files.';
    const subject = `override ${files.map(({ glob }) => glob).join(' ')}`;
    return [{ kind: 'shadowed-override', place: first.place, message, subject }];
  });
}

function shadowedPattern({ pattern, element, by }: ShadowedPattern): Idle {
  const { glob, place } = pattern;
  const which = `${element.kind} "${element.name}"`;
  const message = `The pattern "${glob}" of ${which} never decides: every file that it matches belongs elsewhere, such as to ${by.kind} "${by.name}", whose pattern begins with more folders.`;
  return { kind: 'shadowed-pattern', place, message, subject: `${which} ${glob}` };
}

/** What selectors mean, in an order of its own. */
function texts(selectors: readonly Selector[] | ReachStatement['from']): readonly string[] {
  return selectors.map((one) => (one.by === 'name' ? one.name : one.glob)).sort();
}
