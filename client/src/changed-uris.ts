/** What is in one of two sets and not in the other. */
export function changedUris(before: ReadonlySet<string>, after: ReadonlySet<string>): readonly string[] {
  return [...[...before].filter((uri) => !after.has(uri)), ...[...after].filter((uri) => !before.has(uri))];
}
