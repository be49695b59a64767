import type { ItemFacts } from '../model/item.ts';
import { lastSegment } from '../model/path.ts';
import type { Element, Policy } from '../model/policy.ts';
import type { Place } from '../model/span.ts';
import { judgedFiles, textBefore } from './files.ts';
import { beyond, canonical, documentPlace, quoted, textsOf } from './policy/loosening.ts';

/** One decision about the structure that the change makes. */
export interface StructureChange extends Place {
  /** In words: `layer "ui" is new`. */
  readonly what: string;
  /** Any of these, in a record, names it. */
  readonly names: readonly string[];
}

/** What the change alters of the structure that the policy draws; empty where the base has no policy. */
export function structureChanges(facts: ItemFacts): readonly StructureChange[] {
  const { basePolicy: before, policy: now } = facts;
  if (!before) return [];
  return [
    ...(before.canonical === now.canonical ? [] : policyChanges(before, now)),
    ...crossingDependencies(facts),
  ];
}

function policyChanges(before: Policy, now: Policy): readonly StructureChange[] {
  const all = elementsOf(now);
  const old = elementsOf(before);
  const nearest = all[0]?.place ?? documentPlace(now);
  return [
    ...all.flatMap((one) =>
      elementChanges(
        old.find(({ name }) => name === one.name),
        one,
      ),
    ),
    ...beyond(old, all).map((one) => change(`${one.kind} "${one.name}" is gone`, [one.name], nearest)),
    ...statementChanges(before, now),
  ];
}

function change(what: string, names: Iterable<string>, { path, span }: Place): StructureChange {
  return { what, names: [...names], path, span };
}

function elementsOf({ layers, slices, services }: Policy): readonly Element[] {
  return [...layers, ...slices, ...services];
}

/** Files may come and go; what decides is order and what a boundary lets through. */
function elementChanges(old: Element | undefined, one: Element): readonly StructureChange[] {
  const name = `${one.kind} "${one.name}"`;
  if (!old || old.kind !== one.kind) return [change(`${name} is new`, [one.name], one.place)];
  const added = one.mayImport ? beyond(one.mayImport, old.mayImport) : [];
  const may = old.mayImport
    ? added.map(({ text, place }) => change(`${name} may import "${text}"`, [one.name], place))
    : [];
  const shape = (element: Element) =>
    canonical([
      element.mayImport === undefined,
      element.public === undefined,
      element.kind === 'layer' ? element.closed : element.kind === 'slice' ? element.siblings : '',
    ]);
  if (may.length === 0 && shape(old) !== shape(one))
    return [change(`${name} has another boundary`, [one.name], one.place)];
  return may;
}

function statementChanges(before: Policy, now: Policy): readonly StructureChange[] {
  const nearest = documentPlace(now);
  const kinds = [
    {
      key: 'packages',
      of: ({ packages }: Policy) =>
        packages.map(({ packages: names, form, in: inside, notIn, place }) => ({
          place,
          subject: canonical([names, form, inside, notIn]),
          names: [...textsOf(names)].map((name) => name.replace(/\/?\*$/, '')).filter((name) => name !== ''),
          told: `the statement about the packages ${quoted(textsOf(names))}`,
        })),
    },
    {
      key: 'except',
      of: ({ except }: Policy) =>
        except.map(({ from, to, place }) => ({
          place,
          subject: canonical([from, to]),
          names: [...textsOf([...from, ...to])],
          told: `the exception for ${quoted(textsOf(from))}`,
        })),
    },
  ] as const;
  return kinds.flatMap(({ of }) => {
    const [then, since] = [of(before), of(now)];
    const has = (list: typeof then, subject: string) => list.some((one) => one.subject === subject);
    return [
      ...since
        .filter(({ subject }) => !has(then, subject))
        .map(({ told, names, place }) => change(`${told} is new`, names, place)),
      // One that was altered is new and gone at once, and told once.
      ...then
        .filter(({ subject, told }) => !has(since, subject) && !since.some((one) => one.told === told))
        .map(({ told, names }) => change(`${told} is gone`, names, nearest)),
    ];
  });
}

/** Dependencies that a package.json newly declares and that a statement of the policy is about. */
function crossingDependencies(facts: ItemFacts): readonly StructureChange[] {
  const { policy, workspace } = facts;
  if (policy.packages.length === 0) return [];
  const governed = policy.packages.flatMap(({ packages }) => [...textsOf(packages)]);
  return judgedFiles(facts)
    .filter(({ path }) => lastSegment(path) === 'package.json')
    .flatMap((file) => {
      const manifest = workspace.manifests.find(({ path }) => path === file.path);
      const before = textBefore(facts, file) ?? '';
      return (manifest?.dependencies ?? [])
        .filter(
          ({ name }) => governed.some((pattern) => isMeant(pattern, name)) && !before.includes(`"${name}"`),
        )
        .map(({ name, span }) =>
          change(`the dependency "${name}" is new`, [name], { path: file.path, span }),
        );
    });
}

/** A pattern such as `@aws-sdk/*`, or a specifier such as `lodash/fp`. */
function isMeant(pattern: string, name: string): boolean {
  if (pattern.startsWith('!')) return false;
  if (!pattern.includes('*')) return pattern === name || pattern.startsWith(`${name}/`);
  const [head = '', tail = ''] = pattern.split('*', 2);
  return head !== '' && name.startsWith(head) && name.endsWith(tail);
}
