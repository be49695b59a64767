import { isDeepStrictEqual } from 'node:util';
import type { FileFacts, ImportFact } from '../../server/src/model/facts.ts';

export interface Difference {
  readonly is: 'missed' | 'invented' | 'kind' | 'span' | 'directives';
  readonly what: string;
}

/** How facts differ from those expected; imports are matched by where their specifier starts. */
export function differences(actual: FileFacts, expected: FileFacts): readonly Difference[] {
  const found: Difference[] = [];
  const byStart = new Map(actual.imports.map((fact) => [fact.start, fact]));
  for (const wanted of expected.imports) {
    const fact = byStart.get(wanted.start);
    byStart.delete(wanted.start);
    if (fact === undefined) found.push({ is: 'missed', what: show(wanted) });
    else if (fact.kind !== wanted.kind) found.push({ is: 'kind', what: `${show(fact)}, not ${wanted.kind}` });
    else if (!isDeepStrictEqual(fact, wanted))
      found.push({ is: 'span', what: `${show(fact)}, not ${show(wanted)}` });
  }
  for (const fact of byStart.values()) found.push({ is: 'invented', what: show(fact) });
  if (!isDeepStrictEqual(actual.directives, expected.directives)) {
    found.push({ is: 'directives', what: JSON.stringify([actual.directives, expected.directives]) });
  }
  return found;
}

function show({ kind, specifier, start, end, statement }: ImportFact): string {
  return `${kind} ${JSON.stringify(specifier)} ${start}-${end} of ${statement}`;
}
