import { type JsonNode, member, strings } from '../model/json.ts';
import type { Span } from '../model/span.ts';
import { type PathPattern, select } from './json-path.ts';

/** What a section of the policy holds. */
export type StatementKind =
  | 'layer'
  | 'slice'
  | 'service'
  | 'packages'
  | 'reach'
  | 'exception'
  | 'rule'
  | 'override';

/** One statement of a policy as its document shows it. */
export interface StatementText {
  readonly kind: StatementKind;
  /** The key of its section, e.g. `layers`. */
  readonly section: string;
  /** The name where it has one, else what it is about: `moment`, `src/ui/** → db`. */
  readonly title: string;
  /** More about it in a few words; may be empty. */
  readonly detail: string;
  readonly span: Span;
  /** The name, or what stands for it, within the span. */
  readonly titleSpan: Span;
  readonly node: JsonNode;
}

interface Section {
  readonly at: readonly PathPattern[];
  readonly kind: StatementKind;
  /** Keys whose texts name it; between several stands an arrow. */
  readonly titledBy: readonly string[];
  readonly detailedBy: readonly string[];
}

const sections: readonly Section[] = [
  section(
    'layers',
    'layer',
    ['name'],
    ['files'],
    [
      ['layers', '*'],
      ['layers', '*', '*'],
    ],
  ),
  section('slices', 'slice', ['name'], ['files']),
  section('services', 'service', ['name'], ['files']),
  section('packages', 'packages', ['deny', 'packages'], ['in', 'notIn', 'onlyIn']),
  section('reach', 'reach', ['from', 'mustNotReach'], []),
  section('except', 'exception', ['from', 'to'], ['until']),
  section('overrides', 'override', ['files'], []),
];

/** Every statement of a document, in its order. */
export function statementsIn(root: JsonNode | undefined): readonly StatementText[] {
  const listed = sections.flatMap(({ at, ...of }) =>
    at.flatMap((pattern) => select(root, pattern).flatMap(({ node }) => statement(node, of, pattern))),
  );
  return [...listed, ...ruleSettings(root)].sort((a, b) => a.span.start - b.span.start);
}

function section(
  key: string,
  kind: StatementKind,
  titledBy: readonly string[],
  detailedBy: readonly string[],
  at: readonly PathPattern[] = [[key, '*']],
): Section {
  return { kind, titledBy, detailedBy, at };
}

function statement(
  node: JsonNode,
  { kind, titledBy, detailedBy }: Omit<Section, 'at'>,
  [key = '']: PathPattern,
): readonly StatementText[] {
  if (node.kind !== 'object') return [];
  const texts = (keys: readonly string[]) =>
    keys
      .map((name) => strings(member(node, name)).map(({ value }) => value))
      .filter(({ length }) => length > 0);
  const titles = texts(titledBy);
  const first = titledBy.map((name) => member(node, name)).find((value) => value !== undefined);
  if (titles.length === 0 || !first) return [];
  return [
    {
      kind,
      section: key,
      title: titles.map((words) => words.join(', ')).join(' → '),
      detail: texts(detailedBy).flat().join(', '),
      span: node.span,
      titleSpan: first.span,
      node,
    },
  ];
}

function ruleSettings(root: JsonNode | undefined): readonly StatementText[] {
  return select(root, ['rules', '*']).flatMap(({ node, member: of }) => {
    if (!of) return [];
    const severity = node.kind === 'array' ? node.items[0] : node;
    return [
      {
        kind: 'rule' as const,
        section: 'rules',
        title: of.key,
        detail: severity?.kind === 'string' ? severity.value : '',
        span: { start: of.keySpan.start, end: node.span.end },
        titleSpan: of.keySpan,
        node,
      },
    ];
  });
}
