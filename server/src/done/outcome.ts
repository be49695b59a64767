import type { Finding } from '../model/finding.ts';
import type { ItemOutcome } from '../model/item.ts';
import type { Place } from '../model/span.ts';
import { count } from '../model/words.ts';

export function pass(detail: string, more: Partial<ItemOutcome> = {}): ItemOutcome {
  return { ...more, verdict: 'pass', detail };
}

export function fail(detail: string, places: readonly Place[], more: Partial<ItemOutcome> = {}): ItemOutcome {
  return { ...more, verdict: 'fail', detail, places };
}

export function unknown(detail: string, more: Partial<ItemOutcome> = {}): ItemOutcome {
  return { ...more, verdict: 'unknown', detail };
}

/** The item is not about this change. */
export function notHere(detail: string): ItemOutcome {
  return { verdict: 'na', detail };
}

/** Errors stop an item, warnings are told and the rest is left to `check`. */
export function bySeverity(findings: readonly Finding[]): {
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
} {
  const of = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity);
  return { errors: of('error'), warnings: of('warning') };
}

/** `2 new errors in 1 file: architecture/upward-import (2)`. */
export function tell(findings: readonly Finding[], noun: string): string {
  const files = new Set(findings.map(({ path }) => path));
  const rules = new Map<string, number>();
  for (const { rule } of findings) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  const byRule = [...rules].map(([rule, times]) => (times === 1 ? rule : `${rule} (${times})`));
  return `${count(findings.length, noun)} in ${count(files.size, 'file')}: ${byRule.join(', ')}`;
}

export function placesOf(findings: readonly Finding[]): readonly Place[] {
  return findings.map(({ path, span }) => ({ path, span }));
}

export function ownersOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.flatMap(({ owners }) => owners))];
}
