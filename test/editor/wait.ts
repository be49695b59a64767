import * as vscode from 'vscode';

/**
 * Resolves with the first value of `read` that is not undefined, looking again whenever diagnostics change: there is no
 * sleeping, and the runner's own time limit ends a wait in vain with what was there instead.
 */
export function until<T>(
  what: string,
  read: () => T | undefined,
  event: vscode.Event<unknown> = vscode.languages.onDidChangeDiagnostics,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => settle(() => reject(new Error(`waited in vain for ${what}; there is ${present()}`))),
      20_000,
    );
    const look = (): void => {
      const value = read();
      if (value !== undefined) settle(() => resolve(value));
    };
    const subscription = event(look);
    const settle = (done: () => void): void => {
      clearTimeout(timer);
      subscription.dispose();
      done();
    };
    look();
  });
}

/** Parapet's diagnostics of one file, in order of position. */
export function findingsIn(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  const own = vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === 'parapet');
  return own.sort((a, b) => a.range.start.compareTo(b.range.start));
}

/** The rule id of a diagnostic. */
export function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

function present(): string {
  const all = vscode.languages
    .getDiagnostics()
    .flatMap(([uri]) => findingsIn(uri).map((finding) => `${uri.path}: ${ruleOf(finding)}`));
  return all.length === 0 ? 'no finding at all' : all.slice(0, 20).join(', ');
}
