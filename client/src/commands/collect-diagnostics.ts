import os from 'node:os';
import process from 'node:process';
import { type ExtensionContext, env, type TextDocument, version, window, workspace } from 'vscode';
import { type CollectedSection, collectRequest } from '../../../server/src/protocol.ts';
import { collectedText } from '../collected-text.ts';
import type { Log } from '../log.ts';
import type { PolicyWatch } from '../policy-watch.ts';
import type { Session } from '../session.ts';

const answerTimeout = 5000;

/** What the report is made from. */
export interface Collected {
  readonly context: ExtensionContext;
  readonly session: Session;
  readonly policies: PolicyWatch;
  readonly log: Log;
  /** How long the synchronous part of the activation took. */
  readonly activationMilliseconds: number;
}

/** Opens an untitled document with versions, policies, timings, counts, memory and the last log lines; no source text. */
export async function collectDiagnostics(collected: Collected): Promise<TextDocument> {
  const sections = [clientSection(collected), ...(await serverSections(collected.session))];
  const content = collectedText(sections, collected.log.tail.lines, os.homedir());
  const document = await workspace.openTextDocument({ language: 'markdown', content });
  await window.showTextDocument(document);
  return document;
}

function clientSection({ context, session, policies, activationMilliseconds }: Collected): CollectedSection {
  return {
    title: 'Editor',
    entries: [
      ['Parapet', String(context.extension.packageJSON.version)],
      [env.appName, version],
      ['host', `${env.appHost}${env.remoteName === undefined ? '' : `, remote ${env.remoteName}`}`],
      ['system', `${process.platform} ${process.arch}, Node ${process.versions.node}`],
      ['trusted workspace', workspace.isTrusted],
      ['workspace folders', workspace.workspaceFolders?.length ?? 0],
      ['policies found', policies.folders.join(', ') || 'none'],
      ['activation (ms)', Math.round(activationMilliseconds)],
      ['extension host memory (MB)', Math.round(process.memoryUsage.rss() / 1e6)],
      ['server state', session.status.state],
      ['server detail', [session.status.text, session.status.detail].filter(Boolean).join(': ') || 'none'],
      ['files', session.status.files],
      ['findings', session.status.findings],
      ['last analysis (ms)', Math.round(session.status.milliseconds)],
    ],
  };
}

// The report must come also, and above all, when the server does not answer.
async function serverSections(session: Session): Promise<readonly CollectedSection[]> {
  if (!session.isStarted) return [failure('not started: no policy was found')];
  const silence = new Promise<'silence'>((resolve) => setTimeout(resolve, answerTimeout, 'silence' as const));
  try {
    const answer = await Promise.race([
      session.request<readonly CollectedSection[]>(collectRequest),
      silence,
    ]);
    return answer === 'silence' ? [failure(`no answer in ${answerTimeout} ms`)] : answer;
  } catch (error) {
    return [failure(error instanceof Error ? error.message : String(error))];
  }
}

function failure(reason: string): CollectedSection {
  return { title: 'Server', entries: [['problem', reason]] };
}
