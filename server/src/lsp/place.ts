import type { Position } from 'vscode-languageserver';
import type { NamedRule } from '../model/facts.ts';
import { type Finding, isOpen } from '../model/finding.ts';
import { touches } from '../model/span.ts';
import type { ImportQuestion } from '../report/explanation.ts';
import type { Session } from './session.ts';

/** What stands at a position: an import, or a rule named in a suppression. */
export type Standing =
  | { readonly kind: 'import'; readonly question: ImportQuestion }
  | { readonly kind: 'rule'; readonly named: NamedRule };

/** What there is to say about a position of a document, if anything. */
export function standingAt(session: Session, path: string, position: Position): Standing | undefined {
  const file = session.workspace.facts().fileAt(path);
  if (!file) return undefined;
  const offset = session.lines(path).offset(position);
  const index = file.facts.imports.findIndex(({ start, end }) => start <= offset && offset <= end);
  const fact = file.facts.imports[index];
  const target = file.targets[index];
  if (fact && target) {
    const findings = session.workspace.findingsAt(path).filter(({ span }) => touches(span, fact));
    return { kind: 'import', question: { file, fact, target, findings } };
  }
  const named = file.facts.directives
    .flatMap(({ rules }) => rules)
    .find(({ span }) => span.start <= offset && offset <= span.end);
  return named && { kind: 'rule', named };
}

/** Findings whose range touches a range of a document, those that do not count left out. */
export function findingsIn(
  session: Session,
  path: string,
  start: Position,
  end: Position,
): readonly Finding[] {
  const lines = session.lines(path);
  const range = { start: lines.offset(start), end: lines.offset(end) };
  return session.findingsAt(path).filter((finding) => isOpen(finding) && touches(finding.span, range));
}
