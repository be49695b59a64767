import type { Place } from '../../model/span.ts';
import type { Evaluation, Located } from '../routes/evaluation.ts';
import { keysOfShape, type SchemaKeys, schemaChain, schemaKeys } from '../routes/schema-keys.ts';

/** What a contract promises to take in one place. */
export interface PromisedKeys {
  readonly keys: readonly { readonly name: string; readonly place: Place; readonly isRequired: boolean }[];
  /** There may be more. */
  readonly isOpen: boolean;
}

const none: PromisedKeys = { keys: [], isOpen: false };
const open: PromisedKeys = { keys: [], isOpen: true };
/** Links after which keys may be missing. */
const optional = new Set(
  'optional nullish default catch prefault exactOptional undefinedable fallback Optional'.split(' '),
);
/** Functions of which a key may be missing where it may be in what they are given, by the argument. */
const through: Readonly<Record<string, number>> = { pipe: 0, preprocess: 1, nullable: 0, Readonly: 0 };

/** The keys of a schema, as far as they are written. */
export function promisedKeys(located: Located | undefined, evaluation: Evaluation): PromisedKeys {
  if (located === undefined || isNothing(located, evaluation)) return none;
  return promised(schemaKeys(located, evaluation), evaluation);
}

/** The same where it may also be a plain object of schemas: `headers: { 'x-key': z.string() }`. */
export function keysOfEither(located: Located, evaluation: Evaluation): PromisedKeys {
  const shape = keysOfShape(located, evaluation);
  return shape === undefined ? promisedKeys(located, evaluation) : promised(shape, evaluation);
}

function promised(found: SchemaKeys | undefined, evaluation: Evaluation): PromisedKeys {
  if (found === undefined) return open;
  const keys = found.keys.map(({ name, place, value, isRequired }) => ({
    name,
    place,
    isRequired: isRequired ?? !mayBeMissing(value, evaluation),
  }));
  return { keys, isOpen: found.isOpen };
}

function mayBeMissing(value: Located, evaluation: Evaluation, depth = 0): boolean {
  const { links } = schemaChain(value, evaluation);
  const [first] = links;
  const at = first && links.length === 1 && depth < deepest ? through[first.member] : undefined;
  const inner = at === undefined ? undefined : first?.args?.[at];
  if (inner !== undefined && mayBeMissing(inner, evaluation, depth + 1)) return true;
  return links.some(({ member }) => optional.has(member));
}

const deepest = 8;

/** `null` and `undefined` say that there are none. */
function isNothing(located: Located, evaluation: Evaluation): boolean {
  const { expression } = evaluation.look(located);
  return expression.is === 'name' && (expression.name === 'null' || expression.name === 'undefined');
}
