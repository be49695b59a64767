import type { Semantics } from '../model/fix.ts';
import { typeOnlyEdits } from './type-only.ts';

export { createTypeReader } from './infer-types.ts';
export { parseImports } from './parse-imports.ts';

/** The semantic tier over texts that are read when asked for, so that unsaved ones count. */
export function createSemantics(read: (path: string) => string | undefined): Semantics {
  return {
    typeOnlyEdits: async (path, statement) => {
      const text = read(path);
      return text === undefined ? undefined : typeOnlyEdits(path, text, statement);
    },
  };
}
