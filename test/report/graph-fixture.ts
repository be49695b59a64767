import type { ImportFact } from '../../server/src/model/facts.ts';
import type { Layer } from '../../server/src/model/policy.ts';
import type { Resolution } from '../../server/src/model/resolution.ts';
import type { Membership, SourceFile } from '../../server/src/model/rule.ts';

export type Import = readonly [specifier: string, to: Resolution, kind?: ImportFact['kind']];

/** Each import takes one line of ten units. */
export function sourceFile(
  id: number,
  path: string,
  layer: Layer | undefined,
  imports: readonly Import[] = [],
): SourceFile {
  const facts = imports.map(([specifier, , kind = 'value'], index) => ({
    ...{ kind, specifier, statement: index * 10, start: index * 10 + 2, end: index * 10 + 8 },
  }));
  return {
    ...{ id, path, facts: { imports: facts, directives: [] }, targets: imports.map(([, to]) => to) },
    ...(layer && { layer }),
    standing: { slices: [], isTest: false, ...(layer && { layer: member(layer) }) },
    ...{ isTest: false, isExcluded: false, isCovered: false },
  };
}

function member(element: Layer): Membership<Layer> {
  return { element, name: element.name, captures: {}, folder: '', entry: 'open' };
}

export function layer(name: string, rank: number, path = 'parapet.jsonc'): Layer {
  return { kind: 'layer', name, rank, files: [], closed: false, place: { path, span: { start: 0, end: 0 } } };
}

export const to = (file: number): Resolution => ({ to: 'file', file });
