import { type ImportClass, importClass } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Element, Policy } from '../model/policy.ts';
import type { Edge, Membership, SourceFile, Standing, WorkspaceFacts } from '../model/rule.ts';
import { exceptionFor } from '../ruling/judgement.ts';
import { innermostFirst, isNamed, membersOf, sameMember } from '../ruling/members.ts';

/** What the elements of a policy import of each other, as far as their lists are asked. */
export interface Dependencies {
  /** By importer and imported element, the names of the parts of that one: its own, or one for each capture. */
  readonly imported: ReadonlyMap<Element, ReadonlyMap<Element, ReadonlySet<string>>>;
  /** Elements that import files that no name of the policy stands for, with these. */
  readonly unnamed: ReadonlyMap<Element, ReadonlySet<SourceFile>>;
  /** Elements that import files by the name of something alone that the importer belongs to as well, with these. */
  readonly around: ReadonlyMap<Element, ReadonlySet<SourceFile>>;
  /** Elements that hold files, with the names of their parts. */
  readonly members: ReadonlyMap<Element, ReadonlySet<string>>;
}

const listRule = 'architecture/undeclared-dependency';
/** Of several rules about one import these speak first, so that the lists are never asked. */
const earlier: ReadonlySet<string> = new Set(['architecture/upward-import', 'architecture/skipped-layer']);

/** Left out are imports that the lists do not judge: of tests, of kinds that do not count, excepted ones, and those of `findings` that are told first. */
export function dependenciesOf(
  policy: Policy,
  { files, file: fileOf }: WorkspaceFacts,
  findings: readonly Finding[],
): Dependencies {
  const told = new Set(
    findings.filter(({ rule }) => earlier.has(rule)).map(({ path, span }) => `${path}\n${span.start}`),
  );
  const kinds = kindsOf(policy);
  const found = {
    imported: new Map<Element, Map<Element, Set<string>>>(),
    unnamed: new Map<Element, Set<SourceFile>>(),
    around: new Map<Element, Set<SourceFile>>(),
    members: new Map<Element, Set<string>>(),
  };
  for (const from of files) {
    if (from.policy !== policy || from.isExcluded) continue;
    for (const { element, name } of membersOf(from.standing)) add(found.members, element, name);
    if (from.isTest) continue;
    for (const edge of edgesOf(from, fileOf)) {
      const isJudged = !told.has(`${from.path}\n${edge.fact.start}`) && !exceptionFor(edge);
      if (isJudged) addEdge(edge, policy, kinds, found);
    }
  }
  return found;
}

function addEdge(
  edge: Edge,
  policy: Policy,
  kinds: readonly ImportClass[] | undefined,
  found: {
    readonly imported: Map<Element, Map<Element, Set<string>>>;
    readonly unnamed: Map<Element, Set<SourceFile>>;
    readonly around: Map<Element, Set<SourceFile>>;
  },
): void {
  const { from, to, fact } = edge;
  for (const member of membersOf(from.standing)) {
    const { element } = member;
    const isAbout = (element.kinds ?? kinds)?.includes(importClass[fact.kind]) ?? true;
    if (!isAbout || sameMember(member, from.standing, to.standing)) continue;
    const named = bestName(member, from.standing, to.standing, policy);
    if (!named) {
      add(found.unnamed, element, to);
      continue;
    }
    if (isNamed(from.standing, named.name)) add(found.around, element, to);
    const row = found.imported.get(element) ?? new Map<Element, Set<string>>();
    found.imported.set(element, row);
    add(row, named.element, named.name);
  }
}

/**
 * Elements import their like by name; else the innermost slice counts, then the service, then the layer. The name of what
 * the importer belongs to as well would let in all of that, so that it comes last.
 */
function bestName(
  { element: { kind } }: Membership,
  from: Standing,
  to: Standing,
  policy: Policy,
): { readonly element: Element; readonly name: string } | undefined {
  const all = innermostFirst(to);
  const isApart = ({ name }: Membership) => !isNamed(from, name);
  const weight = (member: Membership) => (isApart(member) ? 2 : 0) + (member.element.kind === kind ? 1 : 0);
  const ordered = [...all].sort((a, b) => weight(b) - weight(a));
  const elements: readonly Element[] = [...policy.layers, ...policy.slices, ...policy.services];
  for (const { element, name } of ordered) {
    // A nested policy may give the file to an element that this one has, too, or knows nothing of.
    const own = elements.find((candidate) => candidate.name === element.name);
    if (own) return { element: own, name };
  }
  return undefined;
}

function edgesOf(from: SourceFile, fileOf: WorkspaceFacts['file']): readonly Edge[] {
  return from.targets.flatMap((target, index): readonly Edge[] => {
    const fact = from.facts.imports[index];
    return target.to === 'file' && fact ? [{ from, to: fileOf(target.file), fact }] : [];
  });
}

function kindsOf({ rules }: Policy): readonly ImportClass[] | undefined {
  const setting = rules.findLast(({ rule }) => rule === listRule);
  return (setting?.options as { readonly kinds?: readonly ImportClass[] } | undefined)?.kinds;
}

function add<Of>(sets: Map<Element, Set<Of>>, element: Element, one: Of): void {
  const known = sets.get(element);
  if (known) known.add(one);
  else sets.set(element, new Set([one]));
}
