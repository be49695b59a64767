import { applyEdits } from '../../model/apply-edits.ts';
import type { RemovedContract } from '../../model/contract-changes.ts';
import { daysAfter } from '../../model/date.ts';
import { reasonPlaceholder } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import { isFix, type WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import { joinPath } from '../../model/path.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';
import { count } from '../../model/words.ts';
import { nameOf } from './sentences.ts';
import { versionWay } from './version-fixes.ts';
import { wayOf } from './written-way.ts';

/** How long something is accepted unless somebody writes another day. */
const daysToAccept = 90;

/** A change that breaks callers: announce it, take it back, or answer for it. */
export async function* breakingFixes(
  finding: Finding,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const found = changeOf(finding, tools);
  if (found) {
    const { compared, change } = found;
    const { version } = finding.remedy ?? {};
    if (version !== undefined) yield await versionWay(compared.now.contract, version, tools);
    const writing = await tools.contracts();
    const title = restoreTitle(change.id, change.names, change.message);
    yield wayOf('restore', title, writing.restore(change, compared));
  }
  const removed = tools.contractChanges?.()?.removed.find((one) => one.fingerprint === finding.fingerprint);
  if (removed) yield wholeWay(removed, tools);
  yield* acceptWay(finding, workspace, tools);
}

function changeOf({ fingerprint }: Finding, { contractChanges }: FixTools) {
  for (const compared of contractChanges?.()?.compared ?? []) {
    const change = compared.changes.find((one) => one.fingerprint === fingerprint);
    if (change) return { compared, change };
  }
  return undefined;
}

function restoreTitle(id: string, operations: readonly string[], message: string): string {
  const [operation = ''] = operations;
  if (/operation-removed$/.test(id)) return `Restore ${operation} as deprecated`;
  const named = /"[^"]*"/.exec(message)?.[0];
  const what = named ?? (operation === '' ? 'what was promised' : `what ${operation} promised`);
  return /-removed$/.test(id) ? `Restore ${what} as deprecated where it can be` : `Restore ${what} as it was`;
}

/** Brings a contract back that is gone as a whole, with what it refers to as far as that is gone as well. */
function wholeWay(removed: RemovedContract, tools: FixTools): WayOut {
  const { contract, texts } = removed;
  const creates = [...texts]
    .filter(([each]) => tools.read(each) === undefined)
    .map(([each, text]) => ({ path: each, text }));
  const more = creates.length - 1;
  const beside = more > 0 ? `, with ${count(more, 'document')} that it refers to` : '';
  const title = `Restore "${nameOf(contract)}" as it was${beside}`;
  const reason = whyNotWhole(removed, creates);
  if (reason !== undefined) return { id: 'restore', title, refused: reason };
  return wayOf('restore', title, { edits: [], creates });
}

function whyNotWhole(
  { contract: { path, format }, texts }: RemovedContract,
  creates: readonly { readonly path: string }[],
): string | undefined {
  if (format === 'interface') return 'An interface and its mark are put back by hand.';
  if (format !== 'openapi' || !texts.has(path)) return `"${path}" is code, which is put back by hand.`;
  return creates.some((one) => one.path === path)
    ? undefined
    : `"${path}" is there and holds something else; it is not overwritten.`;
}

async function* acceptWay(
  finding: Finding,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const { remedy = {}, detail = '', path: document, owners, fingerprint } = finding;
  const { now } = changeOf(finding, tools)?.compared ?? {};
  const policy = now?.policy ?? workspace.policyOf(document) ?? workspace.policies[0];
  const { contract } = remedy;
  if (!policy || contract === undefined) return;
  const path = joinPath(policy.folder, 'governance/accepted.yaml');
  const until = daysAfter(workspace.today, daysToAccept);
  const operations = remedy['operations']?.split(', ').filter((one) => one !== '') ?? [];
  const writing = await tools.contracts();
  const request = { path, fingerprint, change: detail, contract, operations, until };
  const owner = owners[0] ?? now?.owner?.owner ?? 'owner';
  const written = writing.accept({ ...request, reason: reasonPlaceholder, owner });
  const way = wayOf('accept', `Accept it until ${until} in "${path}", with a reason`, written);
  if (!isFix(way)) {
    yield way;
    return;
  }
  const text = way.creates?.[0]?.text ?? applyEdits(tools.read(path) ?? '', way.edits);
  const entry = text.indexOf(fingerprint);
  const reason = entry < 0 ? null : /reason: *["']?(?=reason)/.exec(text.slice(entry));
  const start = reason ? entry + reason.index + reason[0].length : -1;
  yield start < 0 ? way : { ...way, asks: { path, start, end: start + reasonPlaceholder.length } };
}
