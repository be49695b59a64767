/** The lock files of npm, yarn (both forms) and pnpm, beside the root's package.json. */
export const lockFiles = ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml'] as const;

const version = String.raw`(\d+\.\d+\.\d+[\w.+-]*)`;

/** How each of them names a package that is installed, with `NAME` for the package; of several versions the first. */
const forms = {
  'package-lock.json': String.raw`^[ \t]*"node_modules/NAME": \{\s*(?:"name": "[^"]*",\s*)?"version": "${version}"`,
  'yarn.lock': String.raw`^(?:.*, )?"?NAME@[^\n]*:\r?\n[ \t]+version:? "?${version}`,
  'pnpm-lock.yaml': String.raw`^  '?/?NAME[@/]${version}(?:\([^\n]*\))?'?:`,
} as const satisfies Record<(typeof lockFiles)[number], string>;

/** The version of a package that a lock file has installed; undefined where it names none. */
export function lockedVersion(
  file: (typeof lockFiles)[number],
  text: string,
  name: string,
): string | undefined {
  const literal = name.replace(/[.+?^${}()|[\]\\*]/g, '\\$&');
  return new RegExp(
    forms[file].replace('NAME', () => literal),
    'm',
  ).exec(text)?.[1];
}
