import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { gitEnvironment } from '../../server/src/host/git.ts';

/** A git repository in a temporary folder that goes away with the test. */
export interface TestRepository {
  /** Absolute, real. */
  readonly root: string;
  /** Runs git in it as a user would; returns what it prints, without the last line feed. */
  git(...args: readonly string[]): string;
  /** Writes files; null removes one. */
  write(files: Readonly<Record<string, string | Buffer | null>>): void;
  /** Stages all there is and commits it; returns the commit's id. */
  commit(message?: string): string;
}

/** An empty repository whose branch is `main`. */
export function createRepository(context: TestContext, ...options: readonly string[]): TestRepository {
  const folder = temporaryFolder(context);
  const repository = repositoryAt(folder);
  repository.git('init', '--quiet', '--initial-branch=main', ...options);
  return repository;
}

/** A real folder that goes away with the test. */
export function temporaryFolder(context: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'parapet-git-')));
  context.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

/** A repository that is there already, or will be. */
export function repositoryAt(root: string): TestRepository {
  const git = (...args: readonly string[]) => runGit(root, args);
  return {
    root,
    git,
    write(files) {
      for (const [path, content] of Object.entries(files)) {
        const place = join(root, path);
        if (content === null) rmSync(place, { recursive: true });
        else {
          mkdirSync(dirname(place), { recursive: true });
          writeFileSync(place, content);
        }
      }
    },
    commit(message = 'A commit') {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--allow-empty-message', '--message', message);
      return git('rev-parse', 'HEAD');
    },
  };
}

/** No configuration of the machine's user counts, and nobody is asked anything. */
export function runGit(cwd: string, args: readonly string[]): string {
  // What the product may not fetch, a user may.
  const { GIT_ALLOW_PROTOCOL: _, GIT_NO_LAZY_FETCH: __, ...environment } = gitEnvironment();
  return execFileSync('git', [...identity, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  }).replace(/\n$/, '');
}

const identity = [
  '-c',
  'user.name=Test',
  '-c',
  'user.email=test@example.com',
  '-c',
  'protocol.file.allow=always',
  '-c',
  'commit.gpgSign=false',
];
