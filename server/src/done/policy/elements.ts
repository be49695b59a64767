import type { SeveritySetting } from '../../model/finding.ts';
import { type Element, type Layer, type Policy, type Statement, siblingAccess } from '../../model/policy.ts';
import { type Both, beyond, documentPlace, type Loosening, quoted, textsOf } from './loosening.ts';

/** Layers, slices and services that are gone, or let in or out what they did not. */
export function loosenedElements({ before, now }: Both): readonly Loosening[] {
  const all = elementsOf(now);
  const found = elementsOf(before).flatMap((old): readonly Loosening[] => {
    const name = `${old.kind} "${old.name}"`;
    const own = all.find((one) => one.name === old.name && one.kind === old.kind);
    if (!own) return [{ what: `${name} is gone`, place: (all[0] ?? { place: documentPlace(now) }).place }];
    return boundary(old, own).map((what) => ({ what: `${name} ${what}`, place: own.place }));
  });
  return [...found, ...reordered(before, now)];
}

function elementsOf({ layers, slices, services }: Policy): readonly Element[] {
  return [...layers, ...slices, ...services];
}

function boundary(old: Element, own: Element): readonly string[] {
  const found: string[] = [];
  const lost = beyond(old.files, own.files);
  if (lost.length > 0) found.push(`no longer holds ${quoted(textsOf(lost))}`);
  for (const key of ['mayImport', 'public'] as const) {
    const [then, since] = [old[key], own[key]];
    if (!then) continue;
    const more: readonly ({ readonly text: string } | { readonly glob: string })[] = since ?? [];
    const added = beyond(more, then);
    if (!since) found.push(`has no "${key}" any more`);
    else if (added.length > 0) found.push(`has ${quoted(textsOf(added))} added to "${key}"`);
  }
  if (old.kind === 'layer' && old.closed && own.kind === 'layer' && !own.closed)
    found.push('is no longer closed');
  if (old.kind === 'slice' && own.kind === 'slice') {
    const [then, since] = [siblingAccess.indexOf(old.siblings), siblingAccess.indexOf(own.siblings)];
    if (since > then) found.push(`lets its siblings in: "${old.siblings}" became "${own.siblings}"`);
  }
  return [...found, ...weakened(old, own)];
}

/** What any statement may say of how much it weighs. */
export function weakened(old: Statement, own: Statement): readonly string[] {
  const found: string[] = [];
  if (own.severity !== undefined && weigh(own.severity) < weigh(old.severity ?? 'error'))
    found.push(`weighs as "${own.severity}"`);
  if (own.kinds && !(old.kinds ?? ['value', 'type', 'dynamic']).every((kind) => own.kinds?.includes(kind)))
    found.push(`is only about imports of kind ${quoted(own.kinds)}`);
  return found;
}

const weights = ['off', 'info', 'warning', 'error'] as const satisfies readonly SeveritySetting[];

export function weigh(severity: SeveritySetting): number {
  return weights.indexOf(severity);
}

/** Two layers of which one may now import the other, by the order alone. */
function reordered(before: Policy, now: Policy): readonly Loosening[] {
  const own = new Map(now.layers.map((layer) => [layer.name, layer]));
  return before.layers.flatMap((importer) =>
    before.layers.flatMap((target): readonly Loosening[] => {
      const [one, other] = [own.get(importer.name), own.get(target.name)];
      if (importer === target || !one || !other) return [];
      if (!forbids(target, importer) || forbids(other, one)) return [];
      return [
        { what: `layer "${one.name}" stands above "${other.name}" now and may import it`, place: one.place },
      ];
    }),
  );
}

/** A layer must not import one above it or beside it. */
function forbids(target: Layer, importer: Layer): boolean {
  return importer.rank >= target.rank;
}
