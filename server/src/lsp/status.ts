import { isOpen } from '../model/finding.ts';
import type { ServerStatus } from '../protocol.ts';
import type { Session } from './session.ts';

/** The state of all sessions as one; a broken policy or an incomplete analysis outweighs the rest. */
export function statusOf(sessions: readonly Session[]): ServerStatus {
  const isStarting = sessions.some(({ lastMilliseconds }) => lastMilliseconds === undefined);
  const broken = sessions.find(({ workspace }) => workspace.isPolicyBroken);
  const notice = sessions
    .flatMap(({ workspace }) => workspace.notices())
    .find(({ incomplete }) => incomplete);
  const counts = {
    files: sum(sessions, ({ workspace }) => workspace.facts().files.length),
    findings: sum(sessions, ({ workspace }) => workspace.findings().filter(isOpen).length),
    milliseconds: Math.round(Math.max(0, ...sessions.map(({ lastMilliseconds = 0 }) => lastMilliseconds))),
  };
  if (isStarting) return { state: 'starting', text: 'reading the workspace', detail: '', ...counts };
  if (broken) {
    const problem = broken.workspace.policies.flatMap(({ problems }) => problems).find(({ fatal }) => fatal);
    const text = `${problem?.place.path ?? 'the policy'} is unreadable`;
    return { state: 'incomplete', text, detail: problem?.message ?? '', ...counts };
  }
  if (notice) return { state: 'incomplete', text: 'analysis incomplete', detail: notice.message, ...counts };
  return { state: 'ready', text: '', detail: '', ...counts };
}

function sum(sessions: readonly Session[], count: (session: Session) => number): number {
  return sessions.reduce((total, session) => total + count(session), 0);
}
