import type { JsonArray, JsonMember, JsonNode, JsonObject } from '../model/json.ts';
import type { SpanEdit } from './jsonc-edit.ts';
import type { Entry, Layout } from './node-layout.ts';

/** What an edit of a document shares. */
export interface Editing {
  readonly text: string;
  readonly layout: Layout;
  readonly edits: SpanEdit[];
  /** What goes takes the comments with it that stand above it. */
  readonly takesComments?: boolean;
  /** Edits what is below a node, which stands under a key of some kind; false where it has to be replaced as a whole. */
  below(current: JsonNode, wanted: JsonNode, of?: string): boolean;
}

/** What is written in another place than where it counts cannot be edited there. */
export class ElsewhereError extends Error {}

/** An entry as it is written, a member or an item, and what becomes of it; without `current` it is new. */
export interface Step {
  readonly current?: Written;
  /** Absent where the entry goes. */
  readonly wanted?: Entry;
}

export interface Written {
  readonly key?: JsonMember;
  readonly value: JsonNode;
}

/**
 * What happens to the entries of a collection, in the order of `wanted`, each one that goes where it stands. Undefined where
 * nothing of it stays, so that there is nothing to add to.
 */
export function stepsOf(current: JsonNode, wanted: JsonNode): readonly Step[] | undefined {
  const steps =
    current.kind === 'object' && wanted.kind === 'object'
      ? stepsOfMembers(current, wanted)
      : current.kind === 'array' && wanted.kind === 'array'
        ? stepsOfItems(current, wanted)
        : [];
  return steps.some((step) => step.current && step.wanted) ? steps.reduce(exchanged, []) : undefined;
}

/** What comes beside what goes takes its place. */
function exchanged(before: readonly Step[], step: Step): readonly Step[] {
  const last = before.at(-1);
  if (last?.current && !last.wanted && step.wanted && !step.current) {
    return [...before.slice(0, -1), { current: last.current, wanted: step.wanted }];
  }
  if (last?.wanted && !last.current && step.current && !step.wanted) {
    return [...before.slice(0, -1), { current: step.current, wanted: last.wanted }];
  }
  return [...before, step];
}

function stepsOfMembers(current: JsonObject, wanted: JsonObject): readonly Step[] {
  const bySpan = new Map(wanted.members.map((one) => [one.keySpan, one]));
  const known = new Set(current.members.map(({ keySpan }) => keySpan));
  const steps: Step[] = [];
  const add = ({ key, value }: JsonMember) => steps.push({ wanted: { key, value } });
  let next = 0;
  for (const member of current.members) {
    const kept = bySpan.get(member.keySpan);
    const isHere = isWithin(member.keySpan, current.span);
    // What a merge key brings is written elsewhere.
    if (!isHere && kept?.value !== member.value) throw new ElsewhereError();
    if (!isHere) continue;
    if (kept) {
      for (; wanted.members[next] && !known.has((wanted.members[next] as JsonMember).keySpan); next++)
        add(wanted.members[next] as JsonMember);
      next = wanted.members.indexOf(kept) + 1;
    }
    steps.push({
      current: { key: member, value: member.value },
      ...(kept && { wanted: { key: kept.key, value: kept.value } }),
    });
  }
  for (const member of wanted.members.slice(next)) if (!known.has(member.keySpan)) add(member);
  return steps;
}

function stepsOfItems(current: JsonArray, wanted: JsonArray): readonly Step[] {
  const bySpan = new Map(wanted.items.map((one) => [one.span, one]));
  const known = new Set(current.items.map(({ span }) => span));
  const steps: Step[] = [];
  let next = 0;
  for (const item of current.items) {
    const kept = bySpan.get(item.span);
    if (!isWithin(item.span, current.span)) throw new ElsewhereError();
    if (kept) {
      for (; wanted.items[next] && !known.has((wanted.items[next] as JsonNode).span); next++)
        steps.push({ wanted: { value: wanted.items[next] as JsonNode } });
      next = wanted.items.indexOf(kept) + 1;
    }
    steps.push({ current: { value: item }, ...(kept && { wanted: { value: kept } }) });
  }
  for (const item of wanted.items.slice(next))
    if (!known.has(item.span)) steps.push({ wanted: { value: item } });
  return steps;
}

function isWithin(inner: JsonNode['span'], outer: JsonNode['span']): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

export function replace({ edits }: Editing, start: number, end: number, text: string): void {
  edits.push({ start, end, text });
}
