/** The environment's variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the base is called, and by whom. */
export interface BaseNames {
  /** Revisions that mean it, the best first; the first that exists is taken. */
  readonly names: readonly string[];
  /** Who named it, to stand in a sentence; absent where nobody did. */
  readonly by?: string;
}

/**
 * The names of the base: from the command line, else from the policy, else from the CI system. Where nobody names one,
 * the names that the main branch mostly has.
 */
export function baseNames(asked: {
  readonly base?: string | undefined;
  readonly policyBase?: string | undefined;
  readonly env: Environment;
}): BaseNames {
  if (asked.base !== undefined) return { names: withRemote(asked.base), by: '--base' };
  if (asked.policyBase !== undefined) return { names: withRemote(asked.policyBase), by: 'the policy' };
  for (const { variables, names } of ciSystems) {
    const found = names(asked.env).filter((name) => name !== '');
    if (found.length > 0) return { names: found, by: variables };
  }
  return { names: usualNames };
}

export const usualNames: readonly string[] = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/** A branch that somebody names is there on a developer's machine; CI often has only what its remote calls so. */
function withRemote(name: string): readonly string[] {
  return /^[\w.-]+$/.test(name) && name !== 'HEAD' && !/^[\da-f]{7,64}$/.test(name)
    ? [name, `origin/${name}`]
    : [name];
}

const value = (env: Environment, name: string): string => (env[name] ?? '').trim();

/** The remote's branch of a variable that names one, with or without `refs/heads/`. */
function branch(env: Environment, name: string): readonly string[] {
  const named = value(env, name).replace(/^refs\/heads\//, '');
  return named === '' ? [] : [`origin/${named}`];
}

/** What a system says of the request to merge that it builds; nothing of a plain push. */
const ciSystems: readonly {
  readonly variables: string;
  readonly names: (env: Environment) => readonly string[];
}[] = [
  { variables: 'GITHUB_BASE_REF', names: (env) => branch(env, 'GITHUB_BASE_REF') },
  {
    // In a pipeline for merged results the head holds the target's newest commits, which are not the request's.
    variables: 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME',
    names: (env) => [
      value(env, 'CI_MERGE_REQUEST_TARGET_BRANCH_SHA'),
      value(env, 'CI_MERGE_REQUEST_DIFF_BASE_SHA'),
      ...branch(env, 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME'),
    ],
  },
  {
    variables: 'BITBUCKET_PR_DESTINATION_BRANCH',
    names: (env) => branch(env, 'BITBUCKET_PR_DESTINATION_BRANCH'),
  },
  {
    variables: 'SYSTEM_PULLREQUEST_TARGETBRANCH',
    names: (env) => branch(env, 'SYSTEM_PULLREQUEST_TARGETBRANCH'),
  },
  { variables: 'CHANGE_TARGET', names: (env) => branch(env, 'CHANGE_TARGET') },
  {
    variables: 'BUILDKITE_PULL_REQUEST_BASE_BRANCH',
    names: (env) => branch(env, 'BUILDKITE_PULL_REQUEST_BASE_BRANCH'),
  },
  {
    variables: 'TRAVIS_BRANCH',
    names: (env) => (/^\d+$/.test(value(env, 'TRAVIS_PULL_REQUEST')) ? branch(env, 'TRAVIS_BRANCH') : []),
  },
  {
    variables: 'DRONE_TARGET_BRANCH',
    names: (env) => (value(env, 'DRONE_PULL_REQUEST') === '' ? [] : branch(env, 'DRONE_TARGET_BRANCH')),
  },
  // GitLab, of a branch that is not requested to be merged.
  { variables: 'CI_DEFAULT_BRANCH', names: (env) => branch(env, 'CI_DEFAULT_BRANCH') },
];

/** How a CI system is told to fetch the whole history, as the end of a sentence. */
export function wholeHistory(env: Environment): string {
  const known = histories.find(([variable]) => value(env, variable) !== '');
  return known ? `, or ${known[1]}` : '';
}

const histories: readonly (readonly [variable: string, advice: string])[] = [
  ['GITHUB_ACTIONS', 'set `fetch-depth: 0` for actions/checkout'],
  ['GITLAB_CI', 'set the variable `GIT_DEPTH: 0` for the job'],
  ['BITBUCKET_BUILD_NUMBER', 'set `clone: depth: full`'],
  ['TF_BUILD', 'set `fetchDepth: 0` for the checkout step'],
];
