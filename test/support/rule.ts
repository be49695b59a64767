import type { Finding } from '../../server/src/model/finding.ts';
import { createLineTable } from '../../server/src/model/line-table.ts';
import { readFixture } from './fixture.ts';
import { openWorkspace, type WorkspaceOptions } from './workspace.ts';

/** Findings of a fixture under a policy as `path:line:column severity rule`, lines and columns from 1. */
export async function findings(
  policy: string,
  fixture: string,
  options: WorkspaceOptions = {},
): Promise<readonly string[]> {
  const files = new Map([['parapet.jsonc', policy], ...readFixture(fixture).files]);
  const workspace = await openWorkspace(files, options);
  return workspace.findings().map((finding) => describe(finding, files.get(finding.path) ?? ''));
}

function describe({ path, span, severity, rule, suppressed }: Finding, text: string): string {
  const { line, character } = createLineTable(text).position(span.start);
  return `${path}:${line + 1}:${character + 1} ${suppressed ? 'suppressed' : severity} ${rule}`;
}
