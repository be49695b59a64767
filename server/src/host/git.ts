import { spawn } from 'node:child_process';
import type { Cancellation } from '../model/host.ts';

export interface GitRequest {
  /** Absolute; where git is started. */
  readonly cwd: string;
  readonly args: readonly string[];
  /** Ends the process when it fires. */
  readonly cancelled?: Cancellation | undefined;
  /** What git reads from its standard input. */
  readonly input?: string | Uint8Array;
  /** Takes the output as it comes; the answer then has none. */
  readonly onOutput?: (chunk: Buffer) => void;
  /** On top of the environment that every call has. */
  readonly environment?: Readonly<Record<string, string>>;
}

export type GitAnswer =
  /** `warnings` is what git wrote to its standard error. */
  { readonly ok: true; readonly output: Buffer; readonly warnings: string } | GitFailure;

/** `missing`: there is no git to start; `failed`: it says why in `detail`; `cancelled`: nobody waits any more. */
export interface GitFailure {
  readonly ok: false;
  readonly problem: 'missing' | 'failed' | 'cancelled';
  readonly detail: string;
}

/**
 * Output in bytes as git writes it: no pager, no colours, no words of another language, no locks taken on the way, and
 * nothing that a repository's configuration could run: no file monitor, no hook and no program of the user for
 * differences.
 */
export const quietly = [
  '--no-pager',
  '--no-optional-locks',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.quotePath=false',
  '-c',
  'core.hooksPath=/dev/null',
];

/** Where another git, whose hook we may be, says what its repository is, or how differences shall look. */
const ofOthers = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_ATTR_SOURCE',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_DIFF_OPTS',
  'GIT_DIR',
  'GIT_EXTERNAL_DIFF',
  'GIT_GLOB_PATHSPECS',
  'GIT_GRAFT_FILE',
  'GIT_ICASE_PATHSPECS',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_LITERAL_PATHSPECS',
  'GIT_NAMESPACE',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
]);

/**
 * No words of another language, no question that nobody would answer, no repository but the one of the folder, and no
 * network: a clone that lacks objects must not fetch them on the way, which could run what its configuration names.
 */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !ofOthers.has(name.toUpperCase()));
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    // No protocol has this name.
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

const nobodyWaits: GitFailure = { ok: false, problem: 'cancelled', detail: 'it was cancelled' };

/** Runs git once with a list of arguments; never a shell. */
export function git({ cwd, args, cancelled, input, onOutput, environment }: GitRequest): Promise<GitAnswer> {
  return new Promise((resolve) => {
    if (cancelled?.aborted) {
      resolve(nobodyWaits);
      return;
    }
    const child = spawn('git', [...quietly, ...args], {
      cwd,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...gitEnvironment(), ...environment },
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    const stop = () => child.kill();
    cancelled?.addEventListener('abort', stop);
    const end = (answer: GitAnswer) => {
      cancelled?.removeEventListener('abort', stop);
      resolve(cancelled?.aborted ? nobodyWaits : answer);
    };
    child.stdout.on('data', onOutput ?? ((chunk: Buffer) => output.push(chunk)));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', (error: NodeJS.ErrnoException) => {
      // A folder that is gone looks like a program that is missing.
      end({ ok: false, problem: 'missing', detail: error.message });
    });
    child.on('close', (code) => {
      const words = Buffer.concat(errors).toString('utf8').trim();
      if (code === 0) end({ ok: true, output: Buffer.concat(output), warnings: words });
      else end({ ok: false, problem: 'failed', detail: words });
    });
    // A process that ended without reading its input is told by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}
