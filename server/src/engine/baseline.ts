import {
  type BaselineEntry,
  baselineEntry,
  baselineName,
  entryLine,
  readBaseline,
} from '../format/baseline.ts';
import { type Finding, isOpen, type Notice } from '../model/finding.ts';
import type { ReadResult } from '../model/host.ts';
import { joinPath } from '../model/path.ts';
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
  #inputs: ReadonlySet<string> = new Set();

  get notices(): readonly Notice[] {
    return this.#notices;
  }

  isInput(path: string): boolean {
    return this.#inputs.has(path);
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
    this.#notices = notices;
    this.#inputs = new Set(inputs);
  }

  /** Marks the findings of one document that the baseline of a policy's folder accepts, each entry once. */
  accept(findings: readonly Finding[], folder: string): readonly Finding[] {
    const allowance = this.#allowances.get(folder);
    if (!allowance) return findings;
    const used = new Map<string, number>();
    return findings.map((finding) => {
      if (!isOpen(finding) || finding.rule === 'policy/invalid-policy') return finding;
      const line = entryLine(baselineEntry(finding, folder));
      const uses = used.get(line) ?? 0;
      if (uses >= (allowance.get(line) ?? 0)) return finding;
      used.set(line, uses + 1);
      return { ...finding, isBaselined: true };
    });
  }

  /** Per document, what no finding matches any more. */
  stale(
    findings: readonly Finding[],
    folderOf: (path: string) => string | undefined,
  ): readonly StaleBaseline[] {
    const used = new Map<string, number>();
    for (const finding of findings) {
      const folder = finding.isBaselined ? folderOf(finding.path) : undefined;
      if (folder === undefined) continue;
      const key = `${folder}\n${entryLine(baselineEntry(finding, folder))}`;
      used.set(key, (used.get(key) ?? 0) + 1);
    }
    return [...this.#entries].flatMap(([folder, entries]) => {
      const kept: BaselineEntry[] = [];
      const stale: BaselineEntry[] = [];
      for (const entry of entries) {
        const key = `${folder}\n${entryLine(entry)}`;
        const left = used.get(key) ?? 0;
        used.set(key, left - 1);
        (left > 0 ? kept : stale).push(entry);
      }
      return stale.length === 0 ? [] : [{ path: joinPath(folder, baselineName), kept, stale }];
    });
  }
}

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
