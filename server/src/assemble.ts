import type { EngineOptions, EngineParts } from './engine/parts.ts';
import { Workspace } from './engine/workspace.ts';
import { createExtractor, extractDirectives } from './extract/imports.ts';
import { createNodeHost } from './host/node-host.ts';
import { absoluteOf, staysBelow } from './host/relative.ts';
import type { Semantics } from './model/fix.ts';
import type { Host } from './model/host.ts';
import { editions } from './model/policy.ts';
import { type FirstPolicy, firstPolicy } from './policy/first-policy.ts';
import { readPolicy } from './policy/read-policy.ts';
import { createResolver } from './resolve/resolver.ts';
import { rules } from './rules/index.ts';
import { version } from './version.ts';

/** One workspace root, wired: what both edges start from. */
export interface Assembly {
  readonly root: string;
  readonly workspace: Workspace;
  /** Loads the compiler on first need. */
  semantics(): Promise<Semantics>;
}

export interface AssemblyOptions extends EngineOptions {
  /** The moment of judgement; default is the clock, read anew at each check. */
  readonly now?: Date;
  /** The folder that a policy's parents may not leave; default is the root. */
  readonly boundary?: string;
  readonly onFolder?: (path: string) => void;
}

/** Wires the engine to this machine for one absolute root folder. */
export function assemble(root: string, options: AssemblyOptions = {}): Assembly {
  const host = createNodeHost(root, options.onFolder ? { onFolder: options.onFolder } : {});
  const { boundary = root } = options;
  // A policy that was named by hand may stand anywhere, and so may what it builds on.
  const inside = (read: Host['read']) => (options.policy === undefined ? within(root, boundary, read) : read);
  const parts: EngineParts = {
    host,
    rules,
    extract: createExtractor(),
    extractDirectives,
    settle: async ({ path, text }) => (await loadSemantics()).parseImports(path, text),
    createResolver,
    readPolicy: (path, read) => readPolicy(path, { read: inside(read), rules, version }),
    today: () => (options.now ?? new Date()).toISOString().slice(0, 10),
  };
  const workspace = new Workspace(parts, options);
  const semantics = async (): Promise<Semantics> => {
    const { createSemantics } = await loadSemantics();
    return createSemantics((path) => {
      const result = workspace.read(path);
      return result.ok ? result.text : undefined;
    });
  };
  return { root, workspace, semantics };
}

/** A first policy for a workspace that was refreshed and has none; without a baseline today's cycles only warn. */
export function proposePolicy(workspace: Workspace, { isBaselined = false } = {}): FirstPolicy {
  const hasCycles =
    !isBaselined && workspace.findings().some(({ rule }) => rule === 'architecture/import-cycle');
  return firstPolicy(workspace.facts(), editions[0], hasCycles);
}

function loadSemantics(): Promise<typeof import('./semantics/index.ts')> {
  return import('./semantics/index.ts');
}

/** A policy that was found builds only on documents of its own repository. */
function within(root: string, boundary: string, read: Host['read']): Host['read'] {
  return (path) =>
    staysBelow(boundary, absoluteOf(root, path))
      ? read(path)
      : { ok: false, problem: 'unreadable', detail: 'it is outside the repository' };
}
