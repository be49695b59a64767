import { parseContractText } from '../../../server/src/format/contract-text.ts';
import type { Contract } from '../../../server/src/model/contract.ts';
import { readOpenApi } from '../../../server/src/read/openapi/read-openapi.ts';

/** A contract and the files beside it; the first one is read. */
export function readFiles(files: Readonly<Record<string, string>>): Contract | undefined {
  const [[path, text] = ['', '']] = Object.entries(files);
  return readOpenApi({
    path,
    text,
    read: (other) => {
      const found = files[other];
      return found === undefined ? undefined : parseContractText(found);
    },
  });
}

export function readText(text: string, path = 'api/openapi.yaml'): Contract | undefined {
  return readFiles({ [path]: text });
}

/** `code path: text at the place`. */
export function told(files: Readonly<Record<string, string>>): readonly string[] {
  return (readFiles(files)?.problems ?? []).map(
    ({ code, path, span }) => `${code} ${path}: ${files[path]?.slice(span.start, span.end)}`,
  );
}

/** A contract of one path item, with a head that has no mistakes. */
export function withPaths(paths: string): string {
  return `openapi: 3.1.0\ninfo: { title: Shop, version: 1.2.0 }\npaths:\n${paths}`;
}
