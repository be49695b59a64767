import { type ImportClass, importClass } from '../../model/facts.ts';
import type { Problem } from '../../model/finding.ts';
import type { Element, Policy } from '../../model/policy.ts';
import type { Edge, SourceFile, WorkspaceFacts } from '../../model/rule.ts';
import { type Denied, deniedImports, exceptionFor, holds } from '../../ruling/judgement.ts';
import type { BoundaryRule, Ruling } from '../../ruling/ruling.ts';

/** The options of a rule about boundaries. */
export const kindsOption = {
  type: 'object',
  properties: { kinds: { type: 'array', items: { enum: ['value', 'type', 'dynamic'] } } },
  additionalProperties: false,
} as const;

/** The same with whether tests are judged, too. */
export const kindsAndTestsOption = {
  ...kindsOption,
  properties: { ...kindsOption.properties, tests: { type: 'boolean' } },
} as const;

interface Options {
  readonly kinds?: readonly ImportClass[];
  readonly tests?: boolean;
}

/** What one rule has to say about the imports of a file: those that it is the one to deny, unless they are excepted. */
export function boundaryProblems(
  rule: BoundaryRule,
  file: SourceFile,
  workspace: WorkspaceFacts,
  options: unknown,
): Iterable<Problem> {
  const { kinds, tests = false } = (options ?? {}) as Options;
  if (file.isTest && !tests) return none;
  // Nearly every import is allowed by all.
  const denied = deniedImports(file, workspace);
  return denied.length === 0 ? none : problemsOf(rule, denied, workspace, kinds);
}

const none: readonly Problem[] = [];

function* problemsOf(
  rule: BoundaryRule,
  denied: readonly Denied[],
  workspace: WorkspaceFacts,
  kinds: Options['kinds'],
): Iterable<Problem> {
  for (const { edge, rulings } of denied) {
    const ruling = rulings.find((candidate) => candidate.rule === rule);
    if (!ruling || !isAbout(ruling, edge, kinds) || !holds(ruling, edge, workspace)) continue;
    if (exceptionFor(edge)) continue;
    yield toProblem(ruling, edge);
  }
}

/** Whether any statement of some policies is for a rule. */
export function concernsOf(rule: BoundaryRule): (policies: readonly Policy[]) => boolean {
  return (policies) => policies.some(hasStatementFor[rule]);
}

const hasStatementFor = {
  'architecture/upward-import': ({ layers }) => layers.length > 1,
  'architecture/skipped-layer': ({ layers }) => layers.some(({ closed }) => closed),
  'architecture/undeclared-dependency': (policy) => elementsOf(policy).some(({ mayImport }) => mayImport),
  'architecture/sibling-import': ({ slices }) => slices.length > 0,
  'architecture/private-import': (policy) =>
    elementsOf(policy).some((element) => element.kind !== 'layer' || element.public),
} as const satisfies Record<BoundaryRule, (policy: Policy) => boolean>;

function elementsOf({ layers, slices, services }: Policy): readonly Element[] {
  return [...layers, ...slices, ...services];
}

function isAbout({ statement }: Ruling, { fact }: Edge, kinds: readonly ImportClass[] | undefined): boolean {
  return (statement.kinds ?? kinds)?.includes(importClass[fact.kind]) ?? true;
}

function toProblem({ statement, message, related }: Ruling, edge: Edge): Problem {
  const { from, to, fact } = edge;
  const { why, owner, severity } = statement;
  return {
    path: from.path,
    span: { start: fact.start, end: fact.end },
    extent: { start: fact.statement, end: fact.end },
    message: message(edge),
    subject: to.path,
    related: related.map((place) => ({ ...place.element.place, message: place.message })),
    ...(why !== undefined && { why }),
    ...(owner !== undefined && { owner }),
    ...(severity !== undefined && { severity }),
  };
}
