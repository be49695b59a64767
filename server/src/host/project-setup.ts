import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a fresh copy of a project gets its dependencies, as its lock file tells. */
export interface ProjectSetup {
  /** Shell commands in order; none without a package.json. */
  readonly commands: readonly string[];
  /** True when the commands need Bun, which no image of Node brings. */
  readonly needsBun: boolean;
  /** True when the project's package.json lists Parapet, so that the commands install it. */
  readonly listsParapet: boolean;
}

export function projectSetup(root: string): ProjectSetup {
  const has = (name: string) => existsSync(join(root, name));
  const isProject = has('package.json');
  const found = lockFiles.find(({ names }) => names.some(has));
  const manager = found?.manager === 'yarn' && !has('.yarnrc.yml') ? 'yarnClassic' : found?.manager;
  return {
    commands: isProject ? (manager === undefined ? ['npm install'] : installs[manager]) : [],
    needsBun: isProject && manager === 'bun',
    listsParapet: listsParapet(join(root, 'package.json')),
  };
}

const lockFiles = [
  { names: ['package-lock.json', 'npm-shrinkwrap.json'], manager: 'npm' },
  { names: ['pnpm-lock.yaml'], manager: 'pnpm' },
  { names: ['yarn.lock'], manager: 'yarn' },
  { names: ['bun.lock', 'bun.lockb'], manager: 'bun' },
] as const;

/** Each refuses to change the lock file. */
const installs = {
  npm: ['npm ci'],
  pnpm: ['corepack enable', 'pnpm install --frozen-lockfile'],
  yarn: ['corepack enable', 'yarn install --immutable'],
  yarnClassic: ['corepack enable', 'yarn install --frozen-lockfile'],
  bun: ['bun install --frozen-lockfile'],
} as const;

function listsParapet(manifest: string): boolean {
  try {
    const fields = JSON.parse(readFileSync(manifest, 'utf8'));
    return ['dependencies', 'devDependencies'].some((list) => Object.hasOwn(fields?.[list] ?? {}, 'parapet'));
  } catch {
    return false;
  }
}
