import type { Assembly } from '../../server/src/assemble.ts';
import { createFixTools } from '../../server/src/assemble.ts';
import { cutPlanOf } from '../../server/src/cut-plan.ts';
import type { CutOptions } from '../../server/src/cuts/plan-cuts.ts';
import { editedTexts } from '../../server/src/model/apply-edits.ts';
import type { Cut, CutPlan } from '../../server/src/model/cut-plan.ts';
import type { Semantics } from '../../server/src/model/fix.ts';
import { readPolicy } from '../../server/src/policy/read-policy.ts';
import { createSemantics } from '../../server/src/semantics/index.ts';
import { filesOf as governed } from './fix.ts';
import { readFixture } from './fixture.ts';
import { openWorkspace } from './workspace.ts';

/** The texts of a fixture, under a policy where one is given. */
export function filesOf(fixture: string, policy?: string): Map<string, string> {
  return policy === undefined ? new Map(readFixture(fixture).files) : governed(policy, fixture);
}

/** An assembly over files in memory; `changed` stands in for parts of the semantic tier. */
export async function assemblyOf(
  files: Map<string, string>,
  changed: Partial<Semantics> = {},
): Promise<Assembly> {
  const workspace = await openWorkspace(files);
  const read = (path: string) => files.get(path);
  const follow = (from: string, specifier: string) => workspace.supposedImports.follow(from, specifier);
  const semantics = async () => ({ ...createSemantics({ read, follow }), ...changed });
  const fixTools = { ...createFixTools(workspace, read), semantics };
  const policyOf: Assembly['readPolicy'] = (path, source) =>
    readPolicy(path, { read: source, rules: [], version: '0.1.0' });
  return {
    root: '/',
    workspace,
    fixTools,
    toolsOver: () => fixTools,
    readPolicy: policyOf,
    readDisk: () => ({ ok: false, problem: 'missing', detail: '' }),
    end: () => {},
  };
}

export async function planOf(files: Map<string, string>, options: CutOptions = {}): Promise<CutPlan> {
  const plan = await cutPlanOf(await assemblyOf(files), options);
  if (!plan) throw new Error('It was cancelled.');
  return plan;
}

/** `path "specifier" fix` for each cut; the fix is `hand` where there is none. */
export function described({ cuts }: CutPlan): readonly string[] {
  return cuts.map(
    ({ path, specifier, way }) => `${path} "${specifier}" ${way.by === 'fix' ? way.id : 'hand'}`,
  );
}

/** What the files are once the cuts are made: fixes are applied, other imports lead nowhere. */
export function withCuts(
  files: ReadonlyMap<string, string>,
  cuts: readonly Pick<Cut, 'path' | 'span' | 'way'>[],
): Map<string, string> {
  const edits = cuts.flatMap(({ path, span, way }) =>
    way.by === 'fix' ? way.edits : [{ path, ...span, text: "'node:module'" }],
  );
  return new Map([...files, ...editedTexts(edits, (path) => files.get(path))]);
}
