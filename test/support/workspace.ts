import { createContractParts } from '../../server/src/contract-parts.ts';
import { builtInIds } from '../../server/src/done/built-in-ids.ts';
import type { EngineOptions, EngineParts, OwnershipParts } from '../../server/src/engine/parts.ts';
import { Workspace } from '../../server/src/engine/workspace.ts';
import { createExtractor, extractDirectives } from '../../server/src/extract/imports.ts';
import type { Finding } from '../../server/src/model/finding.ts';
import type { Kept, Store } from '../../server/src/model/host.ts';
import type { TypeReader } from '../../server/src/model/inferred.ts';
import { createLineTable } from '../../server/src/model/line-table.ts';
import { ownersReaders } from '../../server/src/ownership-parts.ts';
import { readPolicy } from '../../server/src/policy/read-policy.ts';
import { readManifest } from '../../server/src/read/manifest.ts';
import { createResolver } from '../../server/src/resolve/resolver.ts';
import { rules } from '../../server/src/rules/index.ts';
import type { Marker } from './fixture.ts';
import { createMemoryDisk, createMemoryHost, memoryRoot } from './memory-host.ts';

export interface WorkspaceOptions extends EngineOptions {
  /** UTC date of judgement; default 2026-11-22. */
  readonly today?: string;
  /** What stands in for the real parts. */
  readonly parts?: Partial<EngineParts>;
  /** What stands in for the parts that know owners: by default git knows every file, and the service is unknown. */
  readonly ownership?: Partial<OwnershipParts>;
}

/** A workspace over files in memory, wired with the real parts, that was not yet read. */
export function createWorkspace(
  files: Map<string, string>,
  { today = '2026-11-22', parts = {}, ownership = {}, ...options }: WorkspaceOptions = {},
): Workspace {
  return new Workspace(
    {
      host: createMemoryHost(files),
      rules,
      extract: createExtractor(),
      extractDirectives,
      loadParser: async () => {
        const { parseImports } = await import('../../server/src/semantics/parse-imports.ts');
        return ({ path, text }) => parseImports(path, text);
      },
      createResolver,
      readManifest,
      types: typeReaderOver(files),
      readPolicy: (path, read) => readPolicy(path, { read, rules, items: builtInIds, version: '0.1.0' }),
      today: () => today,
      loadContracts: async () => createContractParts(),
      ownership: {
        ...ownersReaders,
        folder: '',
        isInside: (path) => !path.startsWith('../'),
        hosting: () => undefined,
        files: () => [...files.keys()].sort(),
        ...ownership,
      },
      ...parts,
    },
    options,
  );
}

/** Loads the compiler when types are asked for: that takes longer than all else that most tests do. */
function typeReaderOver(files: Map<string, string>): TypeReader {
  let reader: Promise<TypeReader> | undefined;
  const load = () => {
    const disk = createMemoryDisk(files);
    reader ??= import('../../server/src/semantics/infer-types.ts').then(({ createTypeReader }) =>
      createTypeReader({ root: memoryRoot, disk, pause: () => Promise.resolve() }),
    );
    return reader;
  };
  return {
    infer: async (...request) => (await load()).infer(...request),
    passedOn: async (questions) => (await load()).passedOn(questions),
    annotations: async (question) => (await load()).annotations(question),
    end() {
      reader?.then((own) => own.end());
      reader = undefined;
    },
  };
}

/** The same, read and judged. */
export async function openWorkspace(
  files: Map<string, string>,
  options: WorkspaceOptions = {},
): Promise<Workspace> {
  const workspace = createWorkspace(files, options);
  await workspace.refresh();
  return workspace;
}

/** A store in memory, shared by those that it is given to. */
export function createMemoryStore(): Store {
  let kept: Kept | undefined;
  return {
    load: () => kept,
    save(saved) {
      kept = saved;
    },
  };
}

/** Findings as plain data, with what they compute when asked. */
export function plain(findings: readonly Finding[]): readonly unknown[] {
  return findings.map((finding) => ({ ...finding, parts: finding.parts?.() }));
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
