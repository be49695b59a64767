import {
  type BaselineEntry,
  baselineEntries,
  baselineEntry,
  baselineName,
  entryLine,
  readBaseline,
} from '../format/baseline.ts';
import { type Finding, isOpen, type Notice } from '../model/finding.ts';
import type { ReadResult } from '../model/host.ts';
import { joinPath } from '../model/path.ts';
import type { Acceptance } from '../model/rule.ts';
import { askedEntries, type Checked } from './asked-entries.ts';
import type { CompiledPolicy } from './compiled-policy.ts';

/** How often each entry may be used, by policy folder. */
type Allowance = ReadonlyMap<string, number>;

/** What stands in the baseline of a policy and matches nothing any more. */
export interface StaleBaseline {
  /** Path of the document. */
  readonly path: string;
  /** The entries that still match, for the document without the stale ones. */
  readonly kept: readonly BaselineEntry[];
  readonly stale: readonly BaselineEntry[];
}

/** The findings that were accepted when a policy was adopted: they are marked, and may only become fewer. */
export class Baseline {
  #allowances: ReadonlyMap<string, Allowance> = new Map();
  #entries: ReadonlyMap<string, readonly BaselineEntry[]> = new Map();
  #notices: readonly Notice[] = [];
  #inputs: readonly string[] = [];
  #acceptance = acceptanceOf(this.#allowances);

  /** What rules may ask; renewed with every load. */
  get acceptance(): Acceptance {
    return this.#acceptance;
  }

  get notices(): readonly Notice[] {
    return this.#notices;
  }

  /** The documents, those that are not there among them. */
  get inputs(): readonly string[] {
    return this.#inputs;
  }

  load(policies: readonly CompiledPolicy[], read: (path: string) => ReadResult): void {
    const entries = new Map<string, readonly BaselineEntry[]>();
    const notices: Notice[] = [];
    const inputs = policies.map(({ policy }) => joinPath(policy.folder, baselineName));
    for (const [index, path] of inputs.entries()) {
      const result = read(path);
      if (!result.ok) {
        if (result.problem !== 'missing') notices.push(unreadable(path, result.detail));
        continue;
      }
      const { entries: listed, badLines } = readBaseline(result.text);
      if (badLines > 0) notices.push(malformed(path, badLines));
      entries.set(policies[index]?.policy.folder ?? '', listed);
    }
    this.#entries = entries;
    this.#allowances = new Map([...entries].map(([folder, listed]) => [folder, countLines(listed)]));
    this.#acceptance = acceptanceOf(this.#allowances);
    this.#notices = notices;
    this.#inputs = inputs;
  }

  /** What the baseline of a policy's folder lists for some rules. */
  listed(folder: string, isWanted: (rule: string) => boolean): readonly BaselineEntry[] {
    return (this.#entries.get(folder) ?? []).filter(({ rule }) => isWanted(rule));
  }

  /** Marks the findings of one document that the baseline of a policy's folder accepts: each entry once, or all parts. */
  accept(findings: readonly Finding[], folder: string): readonly Finding[] {
    const allowance = this.#allowances.get(folder);
    if (!allowance) return findings;
    const used = new Map<string, number>();
    return findings.map((finding) => {
      if (!isOpen(finding) || finding.rule === integrityRule) return finding;
      const lines = baselineEntries(finding, folder).map(entryLine);
      if (finding.parts)
        return lines.every((line) => allowance.has(line)) ? { ...finding, isBaselined: true } : finding;
      const line = lines[0] as string;
      const uses = used.get(line) ?? 0;
      if (uses >= (allowance.get(line) ?? 0)) return finding;
      used.set(line, uses + 1);
      return { ...finding, isBaselined: true };
    });
  }

  /** Per document, what no finding matches any more, accepted or suppressed, although its rule ran there. */
  stale(findings: readonly Finding[], checked: Checked): readonly StaleBaseline[] {
    // A policy that was named by hand judges by something else than what was accepted under the one that is there.
    if (this.#entries.size === 0 || checked.options.policy !== undefined) return [];
    const used = countUses(findings, (path) => checked.policies.governing(path)?.policy.folder);
    return [...this.#entries].flatMap(([folder, entries]) => {
      const kept: BaselineEntry[] = [];
      const stale: BaselineEntry[] = [];
      const isMended = askedEntries(folder, entries, checked);
      for (const entry of entries) {
        const key = `${folder}\n${entryLine(entry)}`;
        const left = used.get(key) ?? 0;
        used.set(key, left - 1);
        (left > 0 || !isMended(entry) ? kept : stale).push(entry);
      }
      return stale.length === 0 ? [] : [{ path: joinPath(folder, baselineName), kept, stale }];
    });
  }
}

function acceptanceOf(allowances: ReadonlyMap<string, Allowance>): Acceptance {
  const rules = new Map(
    [...allowances].map(([folder, lines]) => [
      folder,
      new Set([...lines.keys()].map((line) => line.split('\t')[0])),
    ]),
  );
  return {
    listsSome: (policy, rule) => (policy && rules.get(policy.folder)?.has(rule)) ?? false,
    lists(policy, rule, path, subject) {
      const allowance = policy && allowances.get(policy.folder);
      return allowance?.has(entryLine(baselineEntry(rule, path, subject, policy?.folder ?? ''))) ?? false;
    },
  };
}

/** How often each line is needed, by folder and line. A part is needed as long as it is there, and once. */
function countUses(
  findings: readonly Finding[],
  folderOf: (path: string) => string | undefined,
): Map<string, number> {
  const uses = new Map<string, number>();
  for (const finding of findings) {
    const folder = finding.rule === integrityRule ? undefined : folderOf(finding.path);
    if (folder === undefined) continue;
    for (const entry of baselineEntries(finding, folder)) {
      const key = `${folder}\n${entryLine(entry)}`;
      uses.set(key, finding.parts ? 1 : (uses.get(key) ?? 0) + 1);
    }
  }
  return uses;
}

/** What the baseline of a folder has to list so that no finding there counts any more, and how many findings that are. */
export function entriesToAccept(
  findings: readonly Finding[],
  folder: string,
  folderOf: (path: string) => string | undefined,
): { readonly entries: readonly BaselineEntry[]; readonly accepted: number } {
  const accepted = findings.filter(
    ({ rule, path, suppressed }) => !suppressed && rule !== integrityRule && folderOf(path) === folder,
  );
  const parts = new Map<string, BaselineEntry>();
  const whole: BaselineEntry[] = [];
  for (const finding of accepted) {
    const entries = baselineEntries(finding, folder);
    if (!finding.parts) whole.push(...entries);
    else for (const entry of entries) parts.set(entryLine(entry), entry);
  }
  return { entries: [...whole, ...parts.values()], accepted: accepted.length };
}

/** What breaks the policy itself cannot be accepted by it. */
const integrityRule = 'policy/invalid-policy';

function countLines(entries: readonly BaselineEntry[]): Allowance {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(entryLine(entry), (counts.get(entryLine(entry)) ?? 0) + 1);
  return counts;
}

function unreadable(path: string, detail: string): Notice {
  return { code: 'BAS-001', message: `The baseline "${path}" cannot be read: ${detail}.`, incomplete: true };
}

function malformed(path: string, lines: number): Notice {
  const message = `${lines} ${lines === 1 ? 'line' : 'lines'} of the baseline "${path}" cannot be read and accept nothing.`;
  return { code: 'BAS-002', message, incomplete: false };
}
