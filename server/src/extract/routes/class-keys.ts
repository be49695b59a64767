import type { PropertyFact } from '../../model/route-facts.ts';
import type { Place } from '../../model/span.ts';
import type { Evaluation } from './evaluation.ts';

/** The keys of what has a class for its type; open where it may have others. */
export interface ClassKeys {
  readonly keys: readonly ClassKey[];
  readonly isOpen: boolean;
}

interface ClassKey {
  readonly name: string;
  readonly place: Place;
  readonly isOptional: boolean;
}

const deepest = 12;
/** With these it has another name outside, where they say one, or is not for everybody. */
const renaming = new Set(['Expose']);
const hiding = new Set(['Exclude', 'ApiHideProperty']);

/**
 * The properties of a class and of those that it extends, by the name of the class where it is asked for. Open where some base is
 * made by a call or not found, with an index signature, and where a property has another name outside; undefined for no class.
 */
export function classKeys(evaluation: Evaluation, file: string, type: string): ClassKeys | undefined {
  const named = { start: 0, end: 0, is: 'name', name: type } as const;
  let value = evaluation.valueOf({ context: { file, scope: 0 }, expression: named });
  if (value.is !== 'class') return undefined;
  const keys = new Map<string, ClassKey>();
  let isOpen = false;
  for (let above = 0; value.is === 'class'; above += 1) {
    const { path, name } = value;
    const fact = evaluation.input.facts(path)?.classes.find((each) => each.name === name);
    const isWhole =
      fact !== undefined && !fact.isOpen && !fact.methods.some((each) => each.name === 'constructor');
    if (!isWhole || above > deepest) isOpen = true;
    for (const property of fact?.properties ?? []) {
      if (isOtherwise(property)) isOpen = true;
      else if (!keys.has(property.name)) keys.set(property.name, keyOf(path, property));
    }
    if (fact?.base === undefined || above > deepest) break;
    value = evaluation.valueOf({ context: { file: path, scope: 0 }, expression: fact.base });
    if (value.is !== 'class') isOpen = true;
  }
  return { keys: [...keys.values()], isOpen };
}

function isOtherwise({ decorators = [] }: PropertyFact): boolean {
  return decorators.some(({ name, args }) => hiding.has(name) || (renaming.has(name) && args.length > 0));
}

function keyOf(path: string, { name, start, end, isOptional, decorators = [] }: PropertyFact): ClassKey {
  const isLeftOut = isOptional === true || decorators.some((each) => each.name === 'IsOptional');
  return { name, place: { path, span: { start, end } }, isOptional: isLeftOut };
}
