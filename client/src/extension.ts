import { performance } from 'node:perf_hooks';
import { commands, type Disposable, type ExtensionContext } from 'vscode';
import { clientCommands } from '../../server/src/protocol.ts';
import { ArchitectureViews } from './architecture-views.ts';
import { collectDiagnostics } from './commands/collect-diagnostics.ts';
import { explain } from './commands/explain.ts';
import { fillIn } from './commands/fill-in.ts';
import { initialisePolicy } from './commands/initialise-policy.ts';
import { look } from './commands/look.ts';
import { showArchitecture } from './commands/show-architecture.ts';
import { showContractPlaces } from './commands/show-contract-places.ts';
import { showCutPlan } from './commands/show-cut-plan.ts';
import { showViolations } from './commands/show-violations.ts';
import { suppress } from './commands/suppress.ts';
import { tellRefusal } from './commands/tell-refusal.ts';
import { registerDone } from './done/register.ts';
import { ExplanationPreview } from './explanation-preview.ts';
import { ImportMarks } from './import-marks.ts';
import { Log } from './log.ts';
import { showMoved } from './moved-message.ts';
import { PolicyWatch } from './policy-watch.ts';
import { Session, ShownError } from './session.ts';
import { StatusItem } from './status-item.ts';
import { UnreachableFiles } from './unreachable-files.ts';

// The editor gives `deactivate` no arguments.
const sessions = new Set<Session>();

/** Registers, looks for a policy and returns at once; the server starts in the background when a policy is found. */
export function activate(context: ExtensionContext): void {
  const begin = performance.now();
  const log = new Log();
  const session = new Session(context, log);
  const policies = new PolicyWatch();
  sessions.add(session);
  const marks = new ImportMarks();
  context.subscriptions.push(
    log,
    session,
    policies,
    marks,
    session.onBoundaries((boundaries) => marks.show(boundaries)),
  );
  startWithPolicy(context, session, policies);
  registerCommands(context, session, policies, log, () => activationMilliseconds);
  policies.scan();
  const activationMilliseconds = performance.now() - begin;
}

export async function deactivate(): Promise<void> {
  const stopping = [...sessions].map((session) => session.stop());
  sessions.clear();
  await Promise.all(stopping);
}

function startWithPolicy(context: ExtensionContext, session: Session, policies: PolicyWatch): void {
  const items: StatusItem[] = [];
  const unreachable = new UnreachableFiles();
  const statusItem = () => {
    if (items[0] !== undefined) return items[0];
    const item = new StatusItem();
    items.push(item);
    context.subscriptions.push(item);
    return item;
  };
  context.subscriptions.push(
    policies.onFound(() => {
      session.start().catch(() => undefined);
      statusItem().showIn(policies.folders);
    }),
    session.onStatus((status) => statusItem().show(status)),
    unreachable,
    session.onUnreachable(({ uris }) => unreachable.show(uris)),
  );
}

function registerCommands(
  context: ExtensionContext,
  session: Session,
  policies: PolicyWatch,
  log: Log,
  activation: () => number,
): void {
  const preview = new ExplanationPreview();
  const architecture = new ArchitectureViews(session);
  const done = registerDone(context, session, policies);
  const register = (name: string, run: (argument: unknown) => unknown) =>
    commands.registerCommand(name, guarded(log, run));
  const registered: Disposable[] = [
    register('parapet.restartServer', () => session.restart()),
    register(clientCommands.explain, (argument) => explain(session, preview, argument)),
    register('parapet.initialisePolicy', (argument) => initialisePolicy(session, argument)),
    register('parapet.look', (argument) => look(session, preview, argument)),
    register('parapet.showArchitecture', (argument) => showArchitecture(architecture, argument)),
    register(clientCommands.showCutPlan, (argument) => showCutPlan(session, preview, argument)),
    register('parapet.collectDiagnostics', () =>
      collectDiagnostics({ context, session, policies, log, activationMilliseconds: activation() }),
    ),
    register(clientCommands.suppress, suppress),
    register(clientCommands.fillIn, fillIn),
    register(clientCommands.tellRefusal, tellRefusal),
    register(clientCommands.showContractPlaces, (argument) => showContractPlaces(session, argument)),
    register(clientCommands.showViolations, (argument) => showViolations(session, argument)),
    register('parapet.showLog', () => log.show()),
    ...Object.entries(done).map(([name, run]) => register(name, run)),
  ];
  context.subscriptions.push(
    preview,
    architecture,
    ...registered,
    session.onMoved((moved) => showMoved(moved, preview)),
  );
}

// The one guard at this edge: a command that fails says so once and rejects nothing.
function guarded(log: Log, run: (argument: unknown) => unknown): (argument: unknown) => Promise<unknown> {
  return async (argument) => {
    try {
      return await run(argument);
    } catch (error) {
      if (error instanceof ShownError) return undefined;
      log.complain(error instanceof Error ? error.message : String(error), error);
      return undefined;
    }
  };
}
