import type { Explanation } from '../protocol.ts';
import { explainImport, explainRule } from '../report/explanation.ts';
import { rules } from '../rules/index.ts';
import type { Standing } from './place.ts';
import type { Session } from './session.ts';

export function ruleExplanation(id: string): Explanation | null {
  const rule = rules.find((candidate) => candidate.id === id);
  return rule ? { title: rule.id, markdown: explainRule(rule) } : null;
}

/** The explanation of what stands at a place, with that of each rule that was broken there. */
export function placeExplanation(session: Session, standing: Standing | undefined): Explanation | null {
  if (!standing) return null;
  if (standing.kind === 'rule') return ruleExplanation(standing.named.id);
  const { question } = standing;
  const facts = session.workspace.facts();
  const { target } = question;
  const to = target.to === 'file' ? facts.file(target.file).path : question.fact.specifier;
  const broken = [...new Set(question.findings.map(({ rule }) => rule))];
  const parts = [
    explainImport(question, facts, { lines: (path) => session.lines(path) }),
    ...broken.flatMap((id) => ruleExplanation(id)?.markdown ?? []),
  ];
  return { title: `${question.file.path} to ${to}`, markdown: parts.join('\n---\n\n') };
}
