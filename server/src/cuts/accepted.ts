import type { WayOut } from '../model/cut-plan.ts';
import { cycleRule } from '../model/cycle-policy.ts';
import type { ImportFact } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Knot, SourceFile } from '../model/rule.ts';
import { isAboutImport, placeKey } from './knot-imports.ts';
import type { CutSource } from './source.ts';
import { moveSentence, withoutSentence } from './words.ts';

/** An import that a baseline accepts by a rule other than that of cycles. */
export interface AcceptedImport {
  readonly from: SourceFile;
  readonly fact: ImportFact;
  /** The path of the file it leads to, or its specifier. */
  readonly to: string;
  readonly isToFile: boolean;
  readonly findings: readonly [Finding, ...Finding[]];
}

/** In order of path and position. */
export function acceptedImports({ facts, findings }: CutSource): readonly AcceptedImport[] {
  const byPlace = new Map<string, AcceptedImport & { readonly findings: [Finding, ...Finding[]] }>();
  for (const finding of findings) {
    if (!finding.isBaselined || !isAboutImport(finding)) continue;
    const from = facts.fileAt(finding.path);
    const index = from?.facts.imports.findIndex(({ start }) => start === finding.span.start) ?? -1;
    const fact = from?.facts.imports[index];
    const target = from?.targets[index];
    // What leads nowhere ties nothing together.
    if (!from || !fact || target?.to === 'unresolved') continue;
    const key = placeKey(from.path, fact.start);
    const known = byPlace.get(key);
    if (known) known.findings.push(finding);
    else {
      const isToFile = target?.to === 'file';
      const to = isToFile ? facts.file(target.file).path : fact.specifier;
      byPlace.set(key, { from, fact, to, isToFile, findings: [finding] });
    }
  }
  return [...byPlace.values()];
}

/** True when the finding about a knot is accepted: then each pair of its files is an entry of the baseline. */
export function isAccepted({ files }: Knot, findings: readonly Finding[]): boolean {
  const members = new Set(files.map(({ path }) => path));
  return findings.some(
    ({ rule, path, isBaselined }) => rule === cycleRule && isBaselined && members.has(path),
  );
}

/** The rule's own way out, where it has one that edits code; a policy that is edited removes no import. */
export async function wayOutOf(
  { from, to, isToFile, findings }: AcceptedImport,
  { fixes }: CutSource,
  mayFix: boolean,
): Promise<WayOut> {
  const [finding, ...others] = findings;
  if (mayFix && others.length === 0) {
    for await (const { id, title, edits, safe } of fixes(finding)) {
      const isInCode =
        edits.some(({ path }) => path === from.path) && edits.every(({ path }) => !isPolicy(path));
      if (isInCode) return { by: 'fix', id, title, edits, safe };
    }
  }
  return { by: 'hand', title: isToFile ? moveSentence(from.path, to) : withoutSentence(from.path, to) };
}

function isPolicy(path: string): boolean {
  return path.endsWith('.jsonc');
}
