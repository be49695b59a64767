import type { ChangedFile } from '../model/change.ts';
import type { ChangeFacts } from '../model/change-facts.ts';
import type { SecurityResult } from '../model/evidence.ts';
import { createLineTable } from '../model/line-table.ts';
import type { Place } from '../model/span.ts';

export interface PlacedResult {
  readonly result: SecurityResult;
  readonly place: Place;
}

/** Results of one report that lie in no file here, or beyond its end. */
export interface LostResults {
  readonly report: string;
  readonly results: readonly SecurityResult[];
}

export interface SecurityOutcome {
  /** What the change brings, at its place. */
  readonly fresh: readonly PlacedResult[];
  /** How many were there before or are accepted. */
  readonly existing: number;
  /** Of these nobody can say whether they are new: as long as there are any, the gate has not passed. */
  readonly lost: readonly LostResults[];
}

const judged = new WeakMap<ChangeFacts, SecurityOutcome>();

/**
 * Which results of scanners the change brings; undefined where the policy does not ask. New is what the scanner calls new,
 * and else what lies on a line that the change added or altered, or anywhere in a file that it added.
 */
export function newSecurityResults(facts: ChangeFacts): SecurityOutcome | undefined {
  if (!facts.policy.gates.security || !facts.evidence.security) return undefined;
  const known = judged.get(facts) ?? judge(facts);
  judged.set(facts, known);
  return known;
}

function judge(facts: ChangeFacts): SecurityOutcome {
  const changed = new Map(facts.change.files.map((file) => [file.path, file]));
  const seen = new Set<string>();
  const fresh: PlacedResult[] = [];
  const lost: LostResults[] = [];
  let existing = 0;
  for (const { path: report, parsed } of facts.evidence.security?.reports ?? []) {
    if (!parsed.ok) continue;
    const without: SecurityResult[] = [];
    for (const result of parsed.content) {
      const key = JSON.stringify([result.identity, result.path ?? result.foreignPath, result.region]);
      if (seen.has(key)) continue;
      seen.add(key);
      if (result.isOld) {
        existing++;
        continue;
      }
      const file = result.path === undefined ? undefined : changed.get(result.path);
      const isOpen = result.isNew || file !== undefined;
      // In a changed file, a line that there is not says that the report is of another text, whose lines mean nothing here.
      const place = result.path !== undefined && isOpen ? placeOf(result, result.path, facts) : undefined;
      if (result.path === undefined || (isOpen && !place)) without.push(result);
      else if (place && isNew(result, file)) fresh.push({ result, place });
      else existing++;
    }
    if (without.length > 0) lost.push({ report, results: without });
  }
  return { fresh, existing, lost };
}

function isNew({ isNew: isCalledNew, region }: SecurityResult, file: ChangedFile | undefined): boolean {
  if (isCalledNew) return true;
  if (!file) return false;
  if (file.status === 'added') return true;
  if (!region) return false;
  const { startLine, endLine = startLine } = region;
  return file.hunks.some(
    ({ newStart, newCount }) => newCount > 0 && startLine < newStart + newCount && endLine >= newStart,
  );
}

/** Undefined for a region that the file does not have, so that the report is of another text. */
function placeOf({ region }: SecurityResult, path: string, facts: ChangeFacts): Place | undefined {
  const text = facts.text(path);
  if (text === undefined || !region) return { path, span: { start: 0, end: 0 } };
  const lines = createLineTable(text);
  const { startLine, startColumn, endLine = startLine, endColumn } = region;
  if (startLine > lines.lineCount) return undefined;
  const first = lines.text(startLine - 1);
  const indent = first.length - first.trimStart().length;
  const start = lines.offset({
    line: startLine - 1,
    character: startColumn === undefined ? indent : startColumn - 1,
  });
  const end = lines.offset({
    line: endLine - 1,
    character: endColumn === undefined ? Number.MAX_SAFE_INTEGER : endColumn - 1,
  });
  // A place of no width can hardly be seen or clicked: then it is the rest of the line.
  const rest = lines.offset({ line: startLine - 1, character: Number.MAX_SAFE_INTEGER });
  return { path, span: { start: Math.min(start, rest), end: end > start ? end : rest } };
}
