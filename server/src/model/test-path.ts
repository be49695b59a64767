/** Globs of test code as repositories usually lay it out, each with what it matches. */
const usual = [
  ['**/*.test.*', /\.test\.[^/]*$/],
  ['**/*.spec.*', /\.spec\.[^/]*$/],
  ['**/__tests__/**', /(?:^|\/)__tests__\//],
  ['**/__mocks__/**', /(?:^|\/)__mocks__\//],
  ['**/test/**', /(?:^|\/)test\//],
  ['**/tests/**', /(?:^|\/)tests\//],
  ['**/e2e/**', /(?:^|\/)e2e\//],
  ['**/integration-tests/**', /(?:^|\/)integration-tests\//],
] as const satisfies readonly (readonly [glob: string, matches: RegExp])[];

const any = new RegExp(usual.map(([, { source }]) => source).join('|'));

/** True for a path that looks like test code; without a policy nobody has said what is. */
export function isTestPath(path: string): boolean {
  return any.test(path);
}

/** The globs, for a policy's `tests`, that match one of the paths. */
export function testGlobsOf(paths: readonly string[]): readonly string[] {
  return usual.flatMap(([glob, matches]) => (paths.some((path) => matches.test(path)) ? [glob] : []));
}
