import type { Semantics } from '../model/fix.ts';
import { deeperImport } from './deeper-import.ts';
import { createSyntaxTrees } from './syntax-trees.ts';
import { typeOnlyEdits } from './type-only.ts';

export { createTypeReader } from './infer-types.ts';
export { parseImports } from './parse-imports.ts';

/** The semantic tier over texts that are read when asked for, so that unsaved ones count. */
export function createSemantics(read: (path: string) => string | undefined): Semantics {
  const trees = createSyntaxTrees(read);
  return {
    typeOnlyEdits: async (path, statement) => {
      const tree = trees(path);
      return tree && typeOnlyEdits(path, tree.text, statement, tree);
    },
    deeperImport: async (path, statement, leads) => deeperImport(trees, path, statement, leads),
  };
}
