import { editBetween, JsonEditError, type JsonPath, removeJsonEntry } from '../../format/jsonc-edit.ts';
import { jsonPathAt } from '../../format/jsonc-path.ts';
import type { Finding } from '../../model/finding.ts';
import type { Fix } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import type { IdleKind } from './idle.ts';

/** Takes what decides nothing out of the policy. */
export async function* idleFixes(finding: Finding, { read }: FixTools): AsyncIterable<Fix> {
  const { path, span, detail } = finding;
  const text = read(path);
  const kind = detail as IdleKind;
  const at = text === undefined ? undefined : jsonPathAt(text, span.start);
  const removed = at && mends[kind](at);
  const after = text === undefined || !removed ? undefined : without(text, removed);
  if (text === undefined || after === undefined) return;
  const edits = editBetween(text, after).map((edit) => ({ ...edit, path }));
  // Never applied unasked: whoever is writing a policy may not have come to the import that it is for.
  yield { id: `remove-${kind}`, title: titles[kind], edits, safe: false };
}

/** Where what is to be removed stands, by the place of the finding. */
const mends = {
  'unused-exception': statementAt,
  duplicate: statementAt,
  'denied-before': statementAt,
  'shadowed-override': statementAt,
  'unused-name': (at) => at,
  // An element keeps one pattern at least.
  'shadowed-pattern': (at) => (typeof at.at(-1) === 'number' ? at : undefined),
  'closed-end': (at) => [...at.slice(0, -1), 'closed'],
  'no-siblings': (at) => [...at.slice(0, -1), 'siblings'],
} as const satisfies Record<IdleKind, (at: JsonPath) => JsonPath | undefined>;

const titles = {
  'unused-exception': 'Remove the exception',
  duplicate: 'Remove the statement',
  'denied-before': 'Remove the statement',
  'shadowed-override': 'Remove the override',
  'unused-name': 'Remove the name from "mayImport"',
  'shadowed-pattern': 'Remove the pattern',
  'closed-end': 'Remove "closed"',
  'no-siblings': 'Remove "siblings"',
} as const satisfies Record<IdleKind, string>;

function statementAt(at: JsonPath): JsonPath {
  return at.slice(0, 2);
}

/** The document without an entry; undefined where it is broken or has none there, as a parent may have it. */
function without(text: string, path: JsonPath): string | undefined {
  try {
    return removeJsonEntry(text, path);
  } catch (thrown) {
    if (thrown instanceof JsonEditError) return undefined;
    throw thrown;
  }
}
