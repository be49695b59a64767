import { type Bump, bumps, type ContractChange } from './contract.ts';

/** The larger of some bumps. */
export function largest(all: Iterable<Bump>): Bump {
  let most = 0;
  for (const bump of all) most = Math.max(most, bumps.indexOf(bump));
  return bumps[most] ?? 'none';
}

export function isEnough(declared: Bump, required: Bump): boolean {
  return bumps.indexOf(declared) >= bumps.indexOf(required);
}

/** What one level asks for, where the table of changes says nothing of its own. */
export const levelBumps: Readonly<Record<ContractChange['level'], Bump>> = {
  breaking: 'major',
  risky: 'minor',
  compatible: 'minor',
};

/** The first version that gives a bump; in `0.x` the second number is the major one. Undefined for other versions. */
export function nextVersion(version: string, bump: Bump): string | undefined {
  const found = /^(v?)(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?![\d.])/.exec(version.trim());
  if (!found || bump === 'none' || /^\d{4}-\d{2}-\d{2}/.test(version)) return undefined;
  const [, prefix = '', ...texts] = found;
  const numbers = texts.map((text) => Number(text ?? 0));
  const step = { major: 0, minor: 1, patch: 2 }[bump];
  const at = numbers[0] === 0 ? Math.min(step + 1, 2) : step;
  return (
    prefix + numbers.map((number, index) => (index < at ? number : index === at ? number + 1 : 0)).join('.')
  );
}
