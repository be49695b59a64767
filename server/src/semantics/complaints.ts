import { ts } from 'ts-morph';

/** How often the compiler says what of a file, wherever in it. */
export type Complaints = ReadonlyMap<string, number>;

export function complaintsOf(program: ts.Program, path: string): Complaints {
  const found = new Map<string, number>();
  const file = program.getSourceFile(path);
  if (!file) return found;
  for (const { code, messageText } of [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]) {
    const key = `${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

/** True where nothing is said that was not said before. */
export function isAsGood(before: Complaints, after: Complaints): boolean {
  return [...after].every(([key, times]) => times <= (before.get(key) ?? 0));
}
