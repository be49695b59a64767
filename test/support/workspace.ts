import type { EngineOptions } from '../../server/src/engine/parts.ts';
import { Workspace } from '../../server/src/engine/workspace.ts';
import { createExtractor, extractDirectives } from '../../server/src/extract/imports.ts';
import type { Finding } from '../../server/src/model/finding.ts';
import { createLineTable } from '../../server/src/model/line-table.ts';
import { readPolicy } from '../../server/src/policy/read-policy.ts';
import { createResolver } from '../../server/src/resolve/resolver.ts';
import { rules } from '../../server/src/rules/index.ts';
import { parseImports } from '../../server/src/semantics/parse-imports.ts';
import type { Marker } from './fixture.ts';
import { createMemoryHost } from './memory-host.ts';

export interface WorkspaceOptions extends EngineOptions {
  /** UTC date of judgement; default 2026-11-22. */
  readonly today?: string;
}

/** A workspace over files in memory, wired with the real parts. */
export async function openWorkspace(
  files: Map<string, string>,
  { today = '2026-11-22', ...options }: WorkspaceOptions = {},
): Promise<Workspace> {
  const workspace = new Workspace(
    {
      host: createMemoryHost(files),
      rules,
      extract: createExtractor(),
      extractDirectives,
      settle: async ({ path, text }) => parseImports(path, text),
      createResolver,
      readPolicy: (path, read) => readPolicy(path, { read, rules, version: '0.1.0' }),
      today: () => today,
    },
    options,
  );
  await workspace.refresh();
  return workspace;
}

/** Open findings in the form of markers, in order of path and position. */
export function toMarkers(
  findings: readonly Finding[],
  files: ReadonlyMap<string, string>,
): readonly Marker[] {
  return findings
    .filter(({ suppressed }) => !suppressed)
    .map(({ path, span, severity, message }) => {
      const lines = createLineTable(files.get(path) ?? '');
      const start = lines.position(span.start);
      const end = lines.position(span.end);
      return { path, line: start.line, from: start.character, to: end.character, severity, message };
    });
}
