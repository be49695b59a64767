import { insertJsonItem, type JsonPath, removeJsonEntry, setJsonValue } from '../format/jsonc-edit.ts';
import { jsonPathAt, jsonValueAt } from '../format/jsonc-path.ts';
import type { Finding } from '../model/finding.ts';
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
    left: own.flatMap((element) => {
      const path = dependencies.unnamed.get(element);
      return path === undefined
        ? []
        : `The ${element.kind} "${element.name}" gets no list: it imports "${path}", which no name of this policy stands for.`;
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
