import type { Layer } from '../model/policy.ts';
import type { Membership, Standing } from '../model/rule.ts';
import { ownLayer } from './members.ts';
import type { Ruler, Ruling } from './ruling.ts';

/** What the order of the layers says, and the closed ones among them. Order counts only at equal captures. */
export const ruleByOrder: Ruler = (from, to) => {
  const upper = from.layer?.element;
  const lower = ownLayer(from, to);
  if (!upper || !lower || upper === lower || !areComparable(from.layer, to.layer)) return [];
  if (lower.rank <= upper.rank) return [upward(upper, lower)];
  const closed = closedBetween(from, upper, lower);
  return [closed ? skipped(upper, lower, closed) : downward(upper, lower)];
};

/** What both capture must be the same: across captures the slices decide. */
function areComparable(a: Membership | undefined, b: Membership | undefined): boolean {
  return Object.entries(a?.captures ?? {}).every(
    ([name, value]) => b?.captures[name] === undefined || b.captures[name] === value,
  );
}

function closedBetween({ policy }: Standing, upper: Layer, lower: Layer): Layer | undefined {
  return policy?.layers.find(({ closed, rank }) => closed && upper.rank < rank && rank < lower.rank);
}

function upward(upper: Layer, lower: Layer): Ruling {
  const boundary = lower.rank === upper.rank ? ': the two are independent' : ', which is above it';
  const message = `Layer "${upper.name}" must not import layer "${lower.name}"${boundary}.`;
  return {
    rule: 'architecture/upward-import',
    verdict: 'denied',
    message: () => message,
    statement: upper,
    related: [declared(upper), declared(lower)],
  };
}

function skipped(upper: Layer, lower: Layer, closed: Layer): Ruling {
  const message = `Layer "${upper.name}" must not import layer "${lower.name}" past layer "${closed.name}", which is closed.`;
  return {
    rule: 'architecture/skipped-layer',
    verdict: 'denied',
    message: () => message,
    statement: closed,
    related: [{ element: closed, message: `Layer "${closed.name}" is closed here.` }],
  };
}

function downward(upper: Layer, lower: Layer): Ruling {
  const message = `Layer "${lower.name}" is below layer "${upper.name}".`;
  return {
    rule: 'architecture/upward-import',
    verdict: 'allowed',
    message: () => message,
    statement: upper,
    related: [declared(upper), declared(lower)],
  };
}

function declared(layer: Layer): Ruling['related'][number] {
  return { element: layer, message: `Layer "${layer.name}" is declared here.` };
}
