import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commonGitFolder } from './git-place.ts';
import { readIfThere, remotesOf } from './hosting.ts';
import { type ProjectSetup, projectSetup } from './project-setup.ts';

/** The job that runs the check on every change, where it belongs, and how it becomes a condition of a merge. */
export interface CiJob {
  /** Relative POSIX to the repository's root. */
  readonly path: string;
  readonly text: string;
  /** True when the file is not there yet; another one is never touched. */
  readonly isNew: boolean;
  /** One or two sentences. */
  readonly required: string;
}

export interface CiAdvice {
  /** The job for where the repository is hosted, as its remotes or its files tell; absent where nothing does. */
  readonly job?: CiJob;
  /** What a person has to do, one sentence or two each: before any job can run the check, and for it to count. */
  readonly steps: readonly string[];
}

/**
 * What the job runs: the project's own Parapet. It never downloads one, because then whoever holds the name in a
 * registry would run code there.
 */
export const checkCommand = 'npx --no-install parapet check';
/** The same for the change that wants to be merged, with its gates and the Definition of Done. */
export const doneCommand = 'npx --no-install parapet done';

/** `root` is the absolute folder of the repository. */
export function ciAdvice(root: string): CiAdvice {
  const setup = projectSetup(root);
  const job = ciJob(root, setup);
  return {
    ...(job && { job }),
    steps: [...(setup.listsParapet ? [] : [addFirst]), job?.required ?? elsewhere],
  };
}

const addFirst =
  "The check runs the project's own Parapet: add it to the development dependencies in package.json first.";

const elsewhere =
  `Let your CI system fetch the whole history, install the dependencies and run "${doneCommand}" on every change and ` +
  `"${checkCommand}" on the main branch, and make it a condition of a merge.`;

function ciJob(root: string, setup: ProjectSetup): CiJob | undefined {
  const remotes = remotesOf(root);
  if (/gitlab/i.test(remotes) || existsSync(join(root, gitlabPath)))
    return at(root, gitlabPath, gitlabJob(setup), gitlabStep);
  if (/github\.com/i.test(remotes) || existsSync(join(root, '.github'))) {
    return at(root, githubPath, githubJob(defaultBranch(root), setup), githubStep);
  }
  return undefined;
}

const githubPath = '.github/workflows/parapet.yml';
const gitlabPath = '.gitlab-ci.yml';
const nodeVersion = 22;

const githubStep =
  'Make it required: on GitHub open Settings > Rules > Rulesets > New branch ruleset, target the default branch, ' +
  'tick "Require status checks to pass" and add "parapet". From then on nothing that fails can be merged.';
const gitlabStep =
  'Make it required: on GitLab open Settings > Merge requests > Merge checks and tick "Pipelines must succeed". ' +
  'From then on nothing that fails can be merged.';

function githubJob(branch: string, { commands, needsBun }: ProjectSetup): string {
  const bun = needsBun ? '      - uses: oven-sh/setup-bun@v2\n' : '';
  return `name: Parapet
on:
  pull_request:
  push:
    branches: [${branch}]
permissions:
  contents: read
jobs:
  parapet:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: ${nodeVersion}
${bun}${commands.map((command) => `      - run: ${command}\n`).join('')}\
      - if: github.event_name == 'pull_request'
        run: ${doneCommand} --format github
      - if: github.event_name != 'pull_request'
        run: ${checkCommand} --format github
`;
}

/** GitLab has no actions: there Bun comes as a package. What is no merge request has no change to judge. */
function gitlabJob({ commands, needsBun }: ProjectSetup): string {
  const setup = [...(needsBun ? ['npm install --global bun'] : []), ...commands];
  const job = (name: string, rule: string, command: string) => `${name}:
  image: node:${nodeVersion}
  variables:
    GIT_DEPTH: 0
  rules:
    - if: ${rule}
  script:
${[...setup, command].map((line) => `    - ${line}\n`).join('')}`;
  return [
    job('parapet', '$CI_PIPELINE_SOURCE == "merge_request_event"', doneCommand),
    job('parapet-main', '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', checkCommand),
  ].join('\n');
}

function at(root: string, path: string, text: string, required: string): CiJob {
  return { path, text, isNew: !existsSync(join(root, path)), required };
}

function defaultBranch(root: string): string {
  const head = readIfThere(join(commonGitFolder(root), 'refs', 'remotes', 'origin', 'HEAD'));
  const name = /^ref: refs\/remotes\/origin\/([\w./-]+)\s*$/.exec(head)?.[1];
  return name ?? 'main, master';
}
