import { compileGlob, type Glob } from '../format/glob.ts';
import type { ChangeFacts } from '../model/change-facts.ts';
import { isBelow, lastSegment, relativeTo } from '../model/path.ts';
import type { Pattern, Policy } from '../model/policy.ts';
import { isTestPath } from '../model/test-path.ts';
import { hasRunTimeCode } from './run-time-code.ts';

/** Which files of a change the coverage gate of a policy is about. */
export interface JudgedFiles {
  /** False for tests, excluded files, and files that another policy judges. */
  isJudged(path: string): boolean;
  /** True for a judged source file that a coverage run has to see: it lies where others are measured, and has code that runs. */
  isExpected(path: string): boolean;
  /** True for a judged source file with code that runs, wherever it lies. */
  isMeasurable(path: string): boolean;
}

/** `measured` are the paths that the reports measure; where there are none every source file is expected. */
export function judgedFiles(facts: ChangeFacts, measured: Iterable<string>): JudgedFiles {
  const { policy, workspace } = facts;
  const { exclude, tests, unmeasured } = globsOf(policy);
  const packageOf = (path: string) => workspace.manifestAround(path)?.folder ?? '';
  const roots = new Set<string>();
  for (const path of measured) roots.add(rootOf(path, packageOf(path)));
  const isJudged = (path: string) => {
    if (!isBelow(policy.folder, path) || workspace.policyOf(path) !== policy) return false;
    const own = relativeTo(policy.folder, path);
    const isTest = policy.tests.length > 0 ? matches(tests, own) : isTestPath(path);
    return !isTest && !matches(exclude, own);
  };
  const isMeasurable = (path: string) => {
    if (!source.test(path) || unmeasurable.test(lastSegment(path)) || !isJudged(path)) return false;
    if (matches(unmeasured, relativeTo(policy.folder, path))) return false;
    return hasRunTimeCode(facts.text(path) ?? '');
  };
  return {
    isJudged,
    isMeasurable,
    isExpected: (path) =>
      (roots.size === 0 || roots.has(rootOf(path, packageOf(path)))) && isMeasurable(path),
  };
}

const source = /\.[cm]?[jt]sx?$/;
/** Declarations, and what configures tools. */
const unmeasurable = /\.d\.(?:[\w-]+\.)?[cm]?ts$|\.config\.[cm]?[jt]s$|^\./;

/** The folder right below its package that a file lies in, with everything under it; or the package's own files. */
function rootOf(path: string, folder: string): string {
  const own = relativeTo(folder, path);
  const slash = own.indexOf('/');
  return `${folder}\n${slash < 0 ? '' : own.slice(0, slash)}`;
}

interface Globs {
  readonly exclude: readonly Glob[];
  readonly tests: readonly Glob[];
  readonly unmeasured: readonly Glob[];
}

const compiled = new WeakMap<Policy, Globs>();

function globsOf(policy: Policy): Globs {
  const known = compiled.get(policy);
  if (known) return known;
  const compile = (patterns: readonly Pattern[]) => patterns.map(({ glob }) => compileGlob(glob));
  const globs = {
    exclude: compile(policy.exclude),
    tests: compile(policy.tests),
    unmeasured: compile(policy.gates.coverage?.unmeasured ?? []),
  };
  compiled.set(policy, globs);
  return globs;
}

function matches(globs: readonly Glob[], path: string): boolean {
  return globs.some((glob) => glob.matches(path));
}
