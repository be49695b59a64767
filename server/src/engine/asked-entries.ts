import type { BaselineEntry } from '../format/baseline.ts';
import { cycleRule } from '../model/cycle-policy.ts';
import { joinPath } from '../model/path.ts';
import { isSourceName } from '../model/source-path.ts';
import { isExcluded } from './completeness.ts';
import type { FileTable } from './file-table.ts';
import type { EngineOptions, EngineParts } from './parts.ts';
import type { InForce, RuleRuns } from './rule-runs.ts';

/** What of a check tells whether it has asked for something. */
export interface Checked {
  readonly parts: Pick<EngineParts, 'host'>;
  readonly options: Pick<EngineOptions, 'policy'>;
  readonly files: Pick<FileTable, 'at'>;
  readonly policies: Pick<InForce, 'governing'>;
  readonly runs: Pick<RuleRuns, 'isOn'>;
  /** Which rules have not said all they have to say. */
  readonly deep: { isUnasked(rule: string): boolean };
}

/**
 * Whether silence about an entry of a baseline means that it is mended: its rule ran where the entry says. A cycle is told
 * where one of its imports stands, and is none without the imports of a file that is left out, so that one file in doubt
 * leaves the imports of all that are tangled with it in doubt.
 */
export function askedEntries(
  folder: string,
  entries: readonly BaselineEntry[],
  checked: Checked,
): (entry: BaselineEntry) => boolean {
  const isAsked = (rule: string, name: string) => hasJudged(rule, joinPath(folder, name), folder, checked);
  let doubtful: ReadonlySet<string> | undefined;
  return ({ rule, path, subject }) => {
    if (rule !== cycleRule) return isAsked(rule, path);
    doubtful ??= tangledWith(
      entries.filter((entry) => entry.rule === cycleRule),
      (name) => !isAsked(rule, name),
    );
    return !doubtful.has(path) && !doubtful.has(subject);
  };
}

/** The files of some imports that are marked, and all that lead there or from there over these imports. */
function tangledWith(
  imports: readonly BaselineEntry[],
  isMarked: (name: string) => boolean,
): ReadonlySet<string> {
  const beside = new Map<string, string[]>();
  for (const { path, subject } of imports) {
    for (const [one, other] of [
      [path, subject],
      [subject, path],
    ] as const) {
      const known = beside.get(one);
      if (known) known.push(other);
      else beside.set(one, [other]);
    }
  }
  const found = new Set([...beside.keys()].filter(isMarked));
  for (const name of found) for (const other of beside.get(name) ?? []) found.add(other);
  return found;
}

function hasJudged(
  rule: string,
  path: string,
  folder: string,
  { parts, files, policies, runs, deep }: Checked,
): boolean {
  const compiled = policies.governing(path);
  if (compiled?.policy.folder !== folder || deep.isUnasked(rule) || !runs.isOn(rule, compiled, path))
    return false;
  const file = files.at(path);
  if (file) return !file.isExcluded;
  // A source that is there and was not met is ignored or pruned.
  return !isExcluded(compiled.policy, path) && !(isSourceName(path) && parts.host.probe(path) === 'file');
}
