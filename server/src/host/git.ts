import { spawn } from 'node:child_process';
import type { Cancellation } from '../model/host.ts';

export interface GitRequest {
  /** Absolute; where git is started. */
  readonly cwd: string;
  readonly args: readonly string[];
  /** Ends the process when it fires. */
  readonly cancelled?: Cancellation | undefined;
  /** What git reads from its standard input. */
  readonly input?: string;
}

export type GitAnswer =
  | { readonly ok: true; readonly output: Buffer }
  /** `missing`: there is no git to start; `failed`: it says why in `detail`; `cancelled`: nobody waits any more. */
  | { readonly ok: false; readonly problem: 'missing' | 'failed' | 'cancelled'; readonly detail: string };

/**
 * Output in bytes as git writes it: no pager, no colours, no words of another language, no locks taken on the way, and
 * nothing that a repository's configuration could run: no file monitor and no program of the user for differences.
 */
export const quietly = [
  '--no-pager',
  '--no-optional-locks',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.quotePath=false',
];

/** No words of another language, and no question that nobody would answer. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' };
}

/** Runs git once with a list of arguments; never a shell. */
export function git({ cwd, args, cancelled, input }: GitRequest): Promise<GitAnswer> {
  return new Promise((resolve) => {
    if (cancelled?.aborted) {
      resolve({ ok: false, problem: 'cancelled', detail: 'it was cancelled' });
      return;
    }
    const child = spawn('git', [...quietly, ...args], {
      cwd,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: gitEnvironment(),
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    const stop = () => child.kill();
    cancelled?.addEventListener('abort', stop);
    const end = (answer: GitAnswer) => {
      cancelled?.removeEventListener('abort', stop);
      resolve(cancelled?.aborted ? { ok: false, problem: 'cancelled', detail: 'it was cancelled' } : answer);
    };
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', (error: NodeJS.ErrnoException) => {
      // A folder that is gone looks like a program that is missing.
      end({ ok: false, problem: 'missing', detail: error.message });
    });
    child.on('close', (code) => {
      const detail = Buffer.concat(errors).toString('utf8').trim();
      end(
        code === 0 ? { ok: true, output: Buffer.concat(output) } : { ok: false, problem: 'failed', detail },
      );
    });
    // A process that ended without reading its input is told by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}
