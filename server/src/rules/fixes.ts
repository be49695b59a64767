/** What only a fix needs: a bundle of its own, because a check starts without it. */
export { boundaryFixes } from './architecture/boundary-fixes.ts';
export { declareFixes, moveFixes, replaceFix } from './architecture/package-fixes.ts';
export { unassignedFixes } from './architecture/unassigned-fixes.ts';
export { cycleFixes, reachFixes } from './architecture/way-fixes.ts';
export { breakingFixes } from './contracts/breaking-fixes.ts';
export { mismatchFixes } from './contracts/mismatch-fixes.ts';
export { missingContractFixes } from './contracts/missing-fixes.ts';
export { operationFixes } from './contracts/operation-fixes.ts';
export { parameterFixes } from './contracts/parameter-fixes.ts';
export { routeFixes } from './contracts/route-fixes.ts';
export { untestedFixes } from './contracts/test-fixes.ts';
export { versionFixes } from './contracts/version-fixes.ts';
export { vulnerabilityFixes } from './gates/vulnerability-fixes.ts';
export { invalidCodeownersFixes } from './ownership/codeowners-fixes.ts';
export {
  deadPatternFixes,
  ownerMismatchFixes,
  shadowedPatternFixes,
  unownedFileFixes,
  unownedGovernanceFixes,
} from './ownership/ownership-fixes.ts';

export { idleFixes } from './policy/idle-fixes.ts';
export { staleBaselineFixes } from './policy/stale-baseline-fixes.ts';
