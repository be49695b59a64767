import { type JsonNode, type JsonString, strings } from '../model/json.ts';
import type { Span } from '../model/span.ts';
import { type JsonPath, matchesPath, type PathPattern, select } from './json-path.ts';

/** What a name can stand for; all share one namespace. */
export type NamedKind = 'layer' | 'slice' | 'service';

/** Where names are declared. */
const declarations: readonly { readonly at: PathPattern; readonly kind: NamedKind }[] = [
  { at: ['layers', '*', 'name'], kind: 'layer' },
  { at: ['layers', '*', '*', 'name'], kind: 'layer' },
  { at: ['slices', '*', 'name'], kind: 'slice' },
  { at: ['services', '*', 'name'], kind: 'service' },
];

interface ReferencePlace {
  readonly at: PathPattern;
  /** A string that is no name is a glob here. */
  readonly orGlob: boolean;
}

/** Where names are referred to, as a string or as items of a list; `name:capture` means one part of a family. */
const references: readonly ReferencePlace[] = [
  { at: ['layers', '*', 'mayImport'], orGlob: false },
  { at: ['layers', '*', '*', 'mayImport'], orGlob: false },
  { at: ['slices', '*', 'mayImport'], orGlob: false },
  { at: ['services', '*', 'mayImport'], orGlob: false },
  { at: ['packages', '*', 'in'], orGlob: true },
  { at: ['packages', '*', 'notIn'], orGlob: true },
  { at: ['packages', '*', 'onlyIn'], orGlob: true },
  { at: ['reach', '*', 'from'], orGlob: true },
  { at: ['reach', '*', 'mustNotReach'], orGlob: true },
  { at: ['except', '*', 'from'], orGlob: true },
  { at: ['except', '*', 'to'], orGlob: true },
  { at: ['rules', 'architecture/unreachable-file', '*', 'entries'], orGlob: true },
  { at: ['overrides', '*', 'rules', 'architecture/unreachable-file', '*', 'entries'], orGlob: true },
];

/** One place where a name stands. */
export interface NameUse {
  readonly name: string;
  /** Present where the name is declared. */
  readonly declares?: NamedKind;
  /** The whole string, quotes included. */
  readonly node: JsonString;
  /** The name alone, without quotes and capture; the whole string where escapes stand in it. */
  readonly span: Span;
}

/** Every name in a document, with those that look like one and are declared elsewhere. */
export function namesIn(root: JsonNode | undefined, text: string): readonly NameUse[] {
  const declared = declarations.flatMap(({ at, kind }) =>
    select(root, at).flatMap(({ node }) =>
      node.kind === 'string' ? [{ ...use(node, node.value, text), declares: kind }] : [],
    ),
  );
  const referred = references.flatMap(({ at }) =>
    select(root, at).flatMap(({ node }) =>
      strings(node).map((item) => use(item, item.value.replace(/:.*$/s, ''), text)),
    ),
  );
  return [...declared, ...referred].sort((a, b) => a.node.span.start - b.node.span.start);
}

/** What may stand at a path that refers to names; undefined where no name does. */
export function referencePlace(path: JsonPath): ReferencePlace | undefined {
  return references.find(({ at }) => matchesPath(at, path, true));
}

function use(node: JsonString, name: string, text: string): NameUse {
  const start = node.span.start + 1;
  const isPlain = text.slice(start, start + node.value.length) === node.value;
  return { name, node, span: isPlain ? { start, end: start + name.length } : node.span };
}
