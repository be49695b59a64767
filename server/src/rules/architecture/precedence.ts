import { boundaryRules } from '../../ruling/ruling.ts';

/** The rules about single imports, in the order in which they are told: of one import the first one tells. */
const importRules = [
  ...boundaryRules,
  'architecture/forbidden-package',
  'architecture/test-import',
  'architecture/undeclared-package',
  'architecture/dev-package-in-production',
] as const;

/** For `Rule.precedence`. */
export function precedenceOf(rule: (typeof importRules)[number]): number {
  return importRules.indexOf(rule);
}
