import type { Finding } from '../../server/src/model/finding.ts';
import { createLineTable } from '../../server/src/model/line-table.ts';
import { readFixture } from './fixture.ts';
import { openWorkspace, type WorkspaceOptions } from './workspace.ts';

/** A small policy says much that no import of a small fixture needs. */
const besides = 'policy/idle-statement';

/** Findings of a fixture under a policy, without its idle statements, as `path:line:column severity rule`, lines and columns from 1. */
export async function findings(
  policy: string,
  fixture: string,
  options: WorkspaceOptions = {},
): Promise<readonly string[]> {
  const files = new Map([['parapet.jsonc', policy], ...readFixture(fixture).files]);
  const workspace = await openWorkspace(files, options);
  const told = workspace.findings().filter(({ rule }) => rule !== besides);
  return told.map((finding) => describe(finding, files.get(finding.path) ?? ''));
}

function describe({ path, span, severity, rule, suppressed }: Finding, text: string): string {
  const { line, character } = createLineTable(text).position(span.start);
  return `${path}:${line + 1}:${character + 1} ${suppressed ? 'suppressed' : severity} ${rule}`;
}
