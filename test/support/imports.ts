import { readFixture } from './fixture.ts';
import { findings } from './rule.ts';
import { openWorkspace } from './workspace.ts';

/** A file of a fixture that imports what it is given, one a line; with a space in it, a line is taken as it is. */
export const file = (path: string, ...imports: readonly string[]): string =>
  [
    `//- ${path}`,
    ...imports.map((line) => (line.includes(' ') ? line : `import '${line}';`)),
    'export {};',
  ].join('\n');

/** A package.json of a fixture. */
export const manifest = (path: string, value: object): string => `//- ${path}\n${JSON.stringify(value)}`;

export const files = (...texts: readonly string[]): string => texts.join('\n');

/** Findings as `path:line rule`, without the rule's family and without patterns that match nothing. */
export const told = async (policy: string, fixture: string): Promise<readonly string[]> =>
  (await findings(policy, fixture))
    .filter((line) => !line.includes('policy/unmatched-pattern'))
    .map((line) => line.replace(/^(\S+):\d+ (\S+) architecture\//, '$1 '));

/** The messages of the rules about packages. */
export const messages = async (policy: string, fixture: string): Promise<readonly string[]> => {
  const workspace = await openWorkspace(new Map([['parapet.jsonc', policy], ...readFixture(fixture).files]));
  return workspace.findings().flatMap(({ rule, message }) => (/package/.test(rule) ? [message] : []));
};
