/** What a check starts without: a bundle of its own, which brings its own copy of all that it shares with a check. */
export { checkReport } from './check-report.ts';
export { contracts } from './contracts.ts';
export { done } from './done.ts';
export { explain } from './explain.ts';
export { fixTree } from './fix.ts';
export { graph } from './graph.ts';
export { init } from './init.ts';
export { owners } from './owners.ts';
