import { completenessOf } from '../engine/completeness.ts';
import { isOpen } from '../model/finding.ts';
import type { ServerStatus } from '../protocol.ts';
import { incompleteSentences } from '../report/words.ts';
import type { Session } from './session.ts';

/** What the state rests on. */
export type Analysed = Pick<Session, 'workspace' | 'scanMilliseconds' | 'changeMilliseconds'>;

/** The state of all sessions as one; a broken policy or an incomplete analysis outweighs the rest. */
export function statusOf(sessions: readonly Analysed[]): ServerStatus {
  const isStarting = sessions.some(({ scanMilliseconds }) => scanMilliseconds === undefined);
  const broken = sessions.find(({ workspace }) => workspace.isPolicyBroken);
  const judged = sessions.map(({ workspace }) => completenessOf(workspace));
  const gaps = judged.flatMap((completeness) => completeness.gaps);
  const unresolved = judged.reduce((total, completeness) => total + completeness.unresolved, 0);
  const detail = incompleteSentences({ gaps, unresolved }).join(' ');
  const changes = sessions.flatMap(({ changeMilliseconds }) => changeMilliseconds ?? []);
  const counts = {
    files: sum(sessions, ({ workspace }) => workspace.fileCount),
    findings: sum(sessions, ({ workspace }) => workspace.findings().filter(isOpen).length),
    milliseconds: Math.round(Math.max(0, ...sessions.map(({ scanMilliseconds = 0 }) => scanMilliseconds))),
    ...(changes.length > 0 && { changeMilliseconds: Math.round(Math.max(...changes)) }),
  };
  if (isStarting) return { state: 'starting', text: 'reading the workspace', detail: '', ...counts };
  if (broken) {
    const problem = broken.workspace.policies.flatMap(({ problems }) => problems).find(({ fatal }) => fatal);
    const text = `${problem?.place.path ?? 'the policy'} is unreadable`;
    return { state: 'incomplete', text, detail: problem?.message ?? '', ...counts };
  }
  if (gaps.length > 0) return { state: 'incomplete', text: 'analysis incomplete', detail, ...counts };
  return { state: 'ready', text: '', detail, ...counts };
}

function sum(sessions: readonly Analysed[], count: (session: Analysed) => number): number {
  return sessions.reduce((total, session) => total + count(session), 0);
}
