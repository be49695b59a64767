import type { Connection } from 'vscode-languageserver';
import { type Finding, isOpen } from '../model/finding.ts';
import { type Unreachable, unreachableNotification } from '../protocol.ts';
import type { Session } from './session.ts';

const rule = 'architecture/unreachable-file';

/** Tells the client which files no entry reaches, whenever that is not what it was told last; at first it knows of none. */
export function createUnreachableNews(
  connection: Pick<Connection, 'sendNotification'>,
): (sessions: readonly Pick<Session, 'workspace' | 'uri'>[]) => void {
  let last: readonly Finding[] = [];
  return (sessions) => {
    const found = sessions.map((session) => ({
      session,
      findings: session.workspace.findings().filter((finding) => finding.rule === rule && isOpen(finding)),
    }));
    const all = found.flatMap(({ findings }) => findings);
    if (all.length === last.length && all.every((finding, index) => finding === last[index])) return;
    last = all;
    const uris = found.flatMap(({ session, findings }) =>
      findings.flatMap(({ parts }) => (parts?.() ?? []).map(({ path }) => session.uri(path))),
    );
    const news: Unreachable = { uris };
    void connection.sendNotification(unreachableNotification, news);
  };
}
