/** Five digits, as written on a German letter. */
export function isPostcode(text: string): boolean {
  return /^\d{5}$/.test(text.trim());
}
