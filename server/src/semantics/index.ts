import type { Semantics } from '../model/fix.ts';
import { deeperImport } from './deeper-import.ts';
import { extractPort } from './extract-port.ts';
import { ParsedFiles, type Sources } from './parsed.ts';
import { reroute } from './reroute.ts';
import { typeOnlyEdits } from './type-only.ts';

export { createTypeReader } from './infer-types.ts';
export { parseImports } from './parse-imports.ts';

/** The semantic tier over texts that are read when asked for, so that unsaved ones count. */
export function createSemantics(sources: Sources): Semantics {
  const files = new ParsedFiles(sources);
  return {
    typeOnlyEdits: async (path, statement) => {
      const file = files.at(path, statement);
      return file && typeOnlyEdits(path, file, statement);
    },
    deeperImport: async (path, statement) => deeperImport(files, path, statement),
    reroute: async (rerouting) => reroute(files, rerouting),
    extractPort: async (request) => extractPort(files, request),
  };
}
