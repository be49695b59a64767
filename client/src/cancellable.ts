import { type CancellationToken, ProgressLocation, window } from 'vscode';

/** Shows what is being made, with a way to cancel it; resolves to null when it was cancelled. */
export async function cancellable<Answer>(
  title: string,
  ask: (token: CancellationToken) => Promise<Answer>,
): Promise<Answer | null> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (_, token) => {
      try {
        return await ask(token);
      } catch (error) {
        if (token.isCancellationRequested) return null;
        throw error;
      }
    },
  );
}
