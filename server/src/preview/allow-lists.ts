import { insertJsonItem, type JsonPath, removeJsonEntry, setJsonValue } from '../format/jsonc-edit.ts';
import { jsonPathAt, jsonValueAt } from '../format/jsonc-path.ts';
import type { Finding } from '../model/finding.ts';
import { relativeTo } from '../model/path.ts';
import type { Element, Policy } from '../model/policy.ts';
import type { WorkspaceFacts } from '../model/rule.ts';
import { type Dependencies, dependenciesOf } from './dependencies.ts';

/** A policy with the allow-lists of today's imports, and what it could not say. */
export interface WithLists {
  readonly text: string;
  /** How many elements have a list by it. */
  readonly lists: number;
  /** Elements that get no list, one sentence each. */
  readonly left: readonly string[];
  /** What else was written, one sentence each. */
  readonly told: readonly string[];
}

/** More files than these are not listed one by one. */
const mostLoose = 50;
/** What a glob would read as more than a name. */
const special = /[*?{}\\]/;

/**
 * Gives files that are imported and have no name of their own a slice, because a list can name only what has a name, and
 * that of a service or layer around the importer lets in all of it; undefined where there are none, or too many.
 */
export function withLooseFiles(
  text: string,
  policy: Policy,
  facts: WorkspaceFacts,
): { readonly text: string; readonly told: string } | undefined {
  const { unnamed, around } = dependenciesOf(policy, facts, []);
  const loose = [...new Set([...unnamed.values(), ...around.values()].flatMap((files) => [...files]))]
    // Of the slices of one folder a file belongs to one, which another would take it from.
    .filter((file) => file.policy === policy && file.standing.slices.length === 0 && !special.test(file.path))
    .map(({ path }) => path)
    .sort();
  const [first] = loose;
  if (first === undefined || loose.length > mostLoose) return undefined;
  const taken = new Set(elementsOf(policy).map(({ name }) => name));
  const name = ['loose', 'loose-files', 'loose-files-2'].find((candidate) => !taken.has(candidate));
  if (name === undefined) return undefined;
  const files = loose.map((path) => relativeTo(policy.folder, path));
  const count = jsonValueAt(text, ['slices']);
  const slice = { name, files, public: ['**'] };
  const edited = setJsonValue(text, ['slices', Array.isArray(count) ? count.length : 0], slice);
  const which =
    loose.length === 1
      ? `"${first}", which has no other name`
      : `${loose.length} files, such as "${first}", which have no other name`;
  return { text: edited, told: `The slice "${name}" is for ${which} to be listed by.` };
}

/**
 * Writes down what every layer, slice and service of a document imports today as its `mayImport`, so that the next other
 * dependency is a finding. Names stand in the order of the policy; comments stay. `findings` are those of today.
 */
export function withAllowLists(
  text: string,
  policy: Policy,
  facts: WorkspaceFacts,
  findings: readonly Finding[],
): WithLists {
  const dependencies = dependenciesOf(policy, facts, findings);
  const own = elementsOf(policy).filter(({ place }) => place.path === policy.path);
  const listed = own.flatMap((element) => {
    const names = namesOf(element, policy, dependencies);
    return names ? [{ element, names }] : [];
  });
  // From the end of the document, so that the places of those above stay what they are.
  const fromEnd = [...listed].sort((a, b) => b.element.place.span.start - a.element.place.span.start);
  return {
    text: fromEnd.reduce((before, { element, names }) => withList(before, element, names), text),
    lists: listed.length,
    told: listed.flatMap(({ element }) => {
      const [first] = dependencies.around.get(element) ?? [];
      return first === undefined
        ? []
        : `The list of ${element.kind} "${element.name}" names what it lies in itself, and lets in all of that: nothing else stands for "${first.path}".`;
    }),
    left: own.flatMap((element) => {
      const [first] = dependencies.unnamed.get(element) ?? [];
      return first === undefined
        ? []
        : `The ${element.kind} "${element.name}" gets no list: it imports "${first.path}", which no name of this policy stands for.`;
    }),
  };
}

function elementsOf({ layers, slices, services }: Policy): readonly Element[] {
  return [...layers, ...slices, ...services];
}

/** In the order of the policy, captures by code unit; undefined where there is nothing to write down, or no name for some of it. */
function namesOf(
  element: Element,
  policy: Policy,
  { imported, unnamed, members }: Dependencies,
): readonly string[] | undefined {
  if (unnamed.has(element) || !members.has(element)) return undefined;
  const families = imported.get(element) ?? new Map<Element, ReadonlySet<string>>();
  return elementsOf(policy).flatMap((other): readonly string[] => {
    const names = families.get(other);
    if (!names) return [];
    // Within a family nobody is named, and all of one are its family.
    const isWhole = other === element || names.size === members.get(other)?.size;
    return isWhole ? [other.name] : [...names].sort();
  });
}

/** A list that is there keeps what is right in it, with its comments. */
function withList(text: string, { place }: Element, names: readonly string[]): string {
  const at = jsonPathAt(text, place.span.start);
  if (!at) return text;
  const list: JsonPath = [...at.slice(0, -1), 'mayImport'];
  const before = jsonValueAt(text, list);
  if (!Array.isArray(before)) return setJsonValue(text, list, names);
  const isKept = (name: unknown, index: number) =>
    names.includes(name as string) && before.indexOf(name) === index;
  const kept = before.filter(isKept);
  const shorter = [...before.keys()]
    .filter((index) => !isKept(before[index], index))
    .reverse()
    .reduce((edited, index) => removeJsonEntry(edited, [...list, index]), text);
  return names
    .filter((name) => !kept.includes(name))
    .reduce((edited, name, index) => insertJsonItem(edited, list, kept.length + index, name), shorter);
}
