/** What only a fix needs: a bundle of its own, because a check starts without it. */
export { boundaryFixes } from './architecture/boundary-fixes.ts';
export { declareFixes, moveFixes, replaceFix } from './architecture/package-fixes.ts';
export { unassignedFixes } from './architecture/unassigned-fixes.ts';
export { cycleFixes, reachFixes } from './architecture/way-fixes.ts';
export { idleFixes } from './policy/idle-fixes.ts';
