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

const day = /^\d{4}-\d{2}-\d{2}/;

/** Whether a version is older than the one before it: `1.0.0` → `0.9.0`, `1.0.0` → `1.0.0-beta`. False where nobody can say. */
export function isLowered(before: string, now: string): boolean {
  if (day.test(before) !== day.test(now)) return false;
  if (day.test(before)) return now.slice(0, 10) < before.slice(0, 10);
  const [a, b] = [partsOf(before), partsOf(now)];
  if (!a || !b) return false;
  const step = a.numbers.map((number, index) => (b.numbers[index] ?? 0) - number).find((one) => one !== 0);
  if (step !== undefined) return step < 0;
  if (a.stage === '' || b.stage === '') return a.stage === '' && b.stage !== '';
  return compareStages(a.stage.split('.'), b.stage.split('.')) > 0;
}

function partsOf(version: string) {
  const found = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:-([\da-z.-]+))?(?:\+.*)?$/i.exec(
    version.trim(),
  );
  if (!found) return undefined;
  const [, major, minor, patch, stage = ''] = found;
  return { numbers: [major, minor, patch].map((text) => Number(text ?? 0)), stage };
}

/** As semantic versions have it: numbers by their value and before words, and what goes on after what ends. */
function compareStages(a: readonly string[], b: readonly string[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (one === other) continue;
    const [x, y] = [one, other].map((text) => (/^\d+$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY));
    if (x !== y && x !== undefined && y !== undefined) return x - y;
    if (x === Number.POSITIVE_INFINITY) return one < other ? -1 : 1;
  }
  return a.length - b.length;
}

/** The first version that gives a bump; in `0.x` the second number is the major one. Undefined for other versions. */
export function nextVersion(version: string, bump: Bump): string | undefined {
  const found = /^(v?)(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?![\d.])/.exec(version.trim());
  if (!found || bump === 'none' || day.test(version)) return undefined;
  const [, prefix = '', ...texts] = found;
  const numbers = texts.map((text) => Number(text ?? 0));
  const step = { major: 0, minor: 1, patch: 2 }[bump];
  const at = numbers[0] === 0 ? Math.min(step + 1, 2) : step;
  return (
    prefix + numbers.map((number, index) => (index < at ? number : index === at ? number + 1 : 0)).join('.')
  );
}
