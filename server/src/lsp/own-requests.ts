import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { pathOfUri } from '../host/file-uri.ts';
import {
  type ArchitectureParams,
  architectureRequest,
  type JudgeChangeParams,
  judgeChangeRequest,
} from '../protocol/architecture.ts';
import {
  type CutPlanParams,
  collectRequest,
  cutPlanRequest,
  type ExplainParams,
  explainRequest,
  type InitialPolicyParams,
  initialPolicyRequest,
  type LookParams,
  lookRequest,
  rulesRequest,
} from '../protocol.ts';
import { rules } from '../rules/index.ts';
import { architecture, judgeChange } from './architecture.ts';
import { collect } from './collect.ts';
import { cutPlanPage } from './cut-plan.ts';
import { placeExplanation, ruleExplanation } from './explain.ts';
import { initialPolicy } from './initial-policy.ts';
import { look } from './look.ts';
import { standingAt } from './place.ts';
import type { Session } from './session.ts';

/** What the server's own requests ask for. */
interface Surroundings {
  /** Gives an answer about the text on screen; a failure is told in the log. */
  answer<Answer>(
    name: string,
    uri: string,
    give: (session: Session, path: string) => Answer | Promise<Answer>,
  ): Promise<Answer | null>;
  find(uri: string): { readonly session: Session; readonly path: string } | undefined;
  /** The session that judges a folder: its own, or that of a policy above it. */
  sessionOf(folder: string): Session | undefined;
  sessions(): readonly Session[];
  readonly documents: TextDocuments<TextDocument>;
}

/** Registers the requests that the protocol has no word for; `protocol.ts` says what they are. */
export function registerOwnRequests(
  connection: Connection,
  { answer, find, sessionOf, sessions, documents }: Surroundings,
): void {
  connection.onRequest(explainRequest, (params: ExplainParams) => {
    if (params.about === 'rule') return ruleExplanation(params.rule);
    return answer('explain', params.uri, (session, path) =>
      placeExplanation(session, standingAt(session, path, params.position)),
    );
  });
  connection.onRequest(rulesRequest, () => rules.map(({ id, docs }) => ({ id, summary: docs.summary })));
  connection.onRequest(collectRequest, () => collect(sessions()));
  connection.onRequest(initialPolicyRequest, async ({ folder }: InitialPolicyParams) => {
    const path = pathOfUri(folder);
    return path === undefined ? { ok: false, reason: 'The folder is not on disk.' } : initialPolicy(path);
  });
  connection.onRequest(lookRequest, (params: LookParams, token) =>
    look(params, documents.all(), () => token.isCancellationRequested),
  );
  connection.onRequest(architectureRequest, (params: ArchitectureParams) =>
    architecture(params, sessionOf(params.folder), documents.all()),
  );
  connection.onRequest(judgeChangeRequest, (params: JudgeChangeParams) =>
    judgeChange(params, sessionOf(params.folder), documents.all()),
  );
  connection.onRequest(cutPlanRequest, (params: CutPlanParams, token) =>
    cutPlanPage(params, find(params.uri)?.session.root, documents.all(), () => token.isCancellationRequested),
  );
}
