import type { Resolution } from '../model/resolution.ts';

/** Gives the same object for the same answer, so that a graph stores one pointer per import. */
export interface Answers {
  file(id: number): Resolution;
  outside(path: string): Resolution;
  package(name: string): Resolution;
  builtin(name: string): Resolution;
  unresolved(reason: string): Resolution;
}

export function createAnswers(): Answers {
  const files: Resolution[] = [];
  return {
    file(id) {
      const known = files[id];
      if (known) return known;
      const answer: Resolution = { to: 'file', file: id };
      files[id] = answer;
      return answer;
    },
    outside: remembering((path) => ({ to: 'outside', path })),
    package: remembering((name) => ({ to: 'package', name })),
    builtin: remembering((name) => ({ to: 'builtin', name })),
    unresolved: remembering((reason) => ({ to: 'unresolved', reason })),
  };
}

function remembering(create: (text: string) => Resolution): (text: string) => Resolution {
  const known = new Map<string, Resolution>();
  return (text) => {
    const answer = known.get(text) ?? create(text);
    known.set(text, answer);
    return answer;
  };
}
