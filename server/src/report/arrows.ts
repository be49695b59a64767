import { type Finding, isOpen } from '../model/finding.ts';
import type { FileGroup } from './file-groups.ts';

/** The imports from one node of a drawing to another. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly imports: number;
  readonly violations: number;
}

/** One arrow per pair of groups, in order of the groups; imports within a group are not drawn. */
export function arrowsBetween(
  groups: readonly Pick<FileGroup, 'files'>[],
  accused: ReadonlySet<string>,
): readonly Arrow[] {
  const groupOf = new Map(
    groups.flatMap(({ files }, index) => files.map((file) => [file.id, index] as const)),
  );
  const arrows = new Map<string, Arrow & { imports: number; violations: number }>();
  for (const [from, group] of groups.entries()) {
    for (const file of group.files) {
      for (const [index, fact] of file.facts.imports.entries()) {
        const target = file.targets[index];
        const to = target?.to === 'file' ? groupOf.get(target.file) : undefined;
        if (to === undefined || to === from) continue;
        const arrow = arrows.get(`${from} ${to}`) ?? { from, to, imports: 0, violations: 0 };
        arrow.imports++;
        if (accused.has(importKey(file.path, fact.start))) arrow.violations++;
        arrows.set(`${from} ${to}`, arrow);
      }
    }
  }
  return [...arrows.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** A finding about an import covers exactly its specifier, so the place tells which import it is. */
export function accusedImports(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(accusations(findings).map(({ path, span }) => importKey(path, span.start)));
}

/** The findings about imports that count. */
export function accusations(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => isOpen(finding) && finding.rule.startsWith('architecture/'));
}

function importKey(path: string, start: number): string {
  return `${path}\n${start}`;
}
