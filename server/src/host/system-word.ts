/** The system's word for a failure, such as `EACCES`; anything else by its message. */
export function systemWord(thrown: unknown): string {
  if (thrown instanceof Error) {
    const code = (thrown as NodeJS.ErrnoException).code;
    return code ?? thrown.message;
  }
  return String(thrown);
}
