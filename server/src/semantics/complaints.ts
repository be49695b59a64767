import type { ts } from 'ts-morph';

/** How often the compiler says what of which words of a file; its sentences name types, which may have other names. */
export type Complaints = ReadonlyMap<string, number>;

export function complaintsOf(program: ts.Program, path: string): Complaints {
  const found = new Map<string, number>();
  const file = program.getSourceFile(path);
  if (!file) return found;
  for (const { code, start = 0, length = 0 } of [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]) {
    const key = `${code} ${file.text.slice(start, start + length)}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

/** True where nothing is said that was not said before. */
export function isAsGood(before: Complaints, after: Complaints): boolean {
  return [...after].every(([key, times]) => times <= (before.get(key) ?? 0));
}
