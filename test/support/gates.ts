import type { Finding } from '../../server/src/model/finding.ts';
import { createLineTable } from '../../server/src/model/line-table.ts';
import type { DoneOptions } from './done.ts';
import { doneIn } from './done.ts';
import { readFixture } from './fixture.ts';

export interface GateRun {
  readonly files: Map<string, string>;
  readonly findings: readonly Finding[];
  /** `path:line:column severity: message`, of the findings of two gates. */
  readonly told: readonly string[];
  /** `verdict: detail` of the two items. */
  readonly items: readonly string[];
}

const rules: ReadonlySet<string> = new Set(['gates/new-vulnerability', 'gates/new-security-finding']);
const items: ReadonlySet<string> = new Set(['no-new-vulnerabilities', 'no-new-security-findings']);

/** What the gates of vulnerabilities and of security say of a change, given as a fixture. */
export async function runGates(
  policy: unknown,
  fixture: string,
  options: DoneOptions = {},
): Promise<GateRun> {
  const { files: own, base = new Map() } = readFixture(fixture);
  const files = new Map([['parapet.jsonc', `${JSON.stringify(policy, undefined, 2)}\n`], ...own]);
  const { result } = await doneIn(files, base, options);
  const findings = result.findings.filter(({ rule }) => rules.has(rule));
  return {
    files,
    findings,
    told: findings.map((finding) => describe(finding, files.get(finding.path) ?? '')),
    items: result.items
      .filter(({ id }) => items.has(id))
      .map(({ verdict, detail }) => `${verdict}: ${detail}`),
  };
}

function describe({ path, span, severity, message }: Finding, text: string): string {
  const { line, character } = createLineTable(text).position(span.start);
  return `${path}:${line + 1}:${character + 1} ${severity}: ${message}`;
}
