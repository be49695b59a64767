import type { CodeLens, Location } from 'vscode-languageserver';
import { countOrNo, countsOf, violationsOf } from '../../authoring/descriptions.ts';
import { matching } from '../../authoring/globs.ts';
import {
  type Decision,
  decidedBy,
  decisionsOf,
  elementsOf,
  emptyHolding,
  exceptedImports,
  type Holding,
  holdingsOf,
  isWithin,
} from '../../authoring/holdings.ts';
import { type StatementKind, type StatementText, statementsIn } from '../../authoring/statements.ts';
import { type Finding, isOpen } from '../../model/finding.ts';
import { member, strings } from '../../model/json.ts';
import { byCodeUnit, joinPath } from '../../model/path.ts';
import type { Policy } from '../../model/policy.ts';
import { namesRule } from '../../model/rule-name.ts';
import type { Place } from '../../model/span.ts';
import { clientCommands, type ShowViolations } from '../../protocol.ts';
import { toRange } from '../to-lsp.ts';
import { localPaths, type PolicyView } from './view.ts';

/** What a statement comes to in the workspace as it is. */
interface Outcome {
  readonly title: string;
  readonly places: readonly Place[];
}

interface Counted {
  readonly view: PolicyView;
  readonly policy: Policy;
  readonly holdings: ReadonlyMap<string, Holding>;
  readonly findings: readonly Finding[];
  readonly decisions: readonly Decision[];
  readonly excepted: ReadonlyMap<Place, readonly Place[]>;
}

const outcomes: Readonly<
  Record<StatementKind, ((counted: Counted, statement: StatementText) => Outcome) | undefined>
> = {
  layer: ofName,
  slice: ofName,
  service: ofName,
  packages: ofDecisions,
  reach: ofDecisions,
  exception: ofException,
  override: ofOverride,
  // A severity decides nothing by itself.
  rule: undefined,
};

/** A line over each statement that says what it holds and how often it decided; none for a policy not in force. */
export function lenses(view: PolicyView, commands: ReadonlySet<string>): CodeLens[] {
  const counted = countedOf(view);
  if (!counted) return [];
  return statementsIn(view.root).flatMap((statement) => {
    const outcome = outcomes[statement.kind]?.(counted, statement);
    if (!outcome) return [];
    const range = toRange(view.lines, { start: statement.span.start, end: statement.span.start });
    const opens = outcome.places.length > 0 && commands.has(clientCommands.showViolations);
    const params: ShowViolations = { uri: view.session.uri(view.path), position: range.start };
    // An empty command is a text that nobody can click.
    const command = opens ? { command: clientCommands.showViolations, arguments: [params] } : { command: '' };
    return [{ range, command: { title: outcome.title, ...command } }];
  });
}

/** The places of the violations of the statement at a position, in order of path. */
export function violationsAt(view: PolicyView, position: ShowViolations['position']): Location[] {
  const counted = countedOf(view);
  const offset = view.lines.offset(position);
  const statement = statementsIn(view.root).findLast(
    ({ span }) => span.start <= offset && offset <= span.end,
  );
  const outcome = counted && statement && outcomes[statement.kind]?.(counted, statement);
  const places = [...(outcome?.places ?? [])].sort(
    (a, b) => byCodeUnit(a.path, b.path) || a.span.start - b.span.start,
  );
  return places.map(({ path, span }) => ({
    uri: view.session.uri(path),
    range: toRange(view.session.lines(path), span),
  }));
}

function countedOf(view: PolicyView): Counted | undefined {
  const { policy, session } = view;
  if (!policy) return undefined;
  const { workspace } = session;
  const facts = workspace.facts();
  const [holdings, excepted] = [holdingsOf(policy, facts), exceptedImports(policy, facts)];
  const findings = workspace.findings();
  return { view, policy, holdings, excepted, findings, decisions: decisionsOf(policy, findings) };
}

/** Several documents may state one element; it is decided where the policy in force has it. */
function ofName({ policy, holdings, decisions }: Counted, { title }: StatementText): Outcome {
  const element = elementsOf(policy).find(({ name }) => name === title);
  const places = element ? decidedBy(element.place, decisions) : [];
  return { title: countsOf(holdings.get(title) ?? emptyHolding, places.length), places };
}

function ofDecisions({ view, decisions }: Counted, { span }: StatementText): Outcome {
  const places = decidedBy({ path: view.path, span }, decisions);
  return { title: violationsOf(places.length), places };
}

function ofException({ view, excepted }: Counted, { span }: StatementText): Outcome {
  const places = [...excepted]
    .filter(([place]) => place.path === view.path && isWithin(place.span, span))
    .flatMap(([, allowed]) => allowed);
  return { title: `allows ${countOrNo(places.length, 'import')}`, places };
}

/** The findings whose severity the override decides, as far as it leaves any. */
function ofOverride({ view, findings }: Counted, { node }: StatementText): Outcome {
  const paths = localPaths(view);
  const globs = strings(member(node, 'files')).flatMap(({ value }) => matching(value, paths) ?? []);
  const files = new Set(globs.map((local) => joinPath(view.folder, local)));
  const rules = member(node, 'rules');
  const keys = rules?.kind === 'object' ? rules.members.map(({ key }) => key) : [];
  const places = findings.filter(
    (finding) =>
      isOpen(finding) && files.has(finding.path) && keys.some((key) => namesRule(key, finding.rule)),
  );
  const about = places.length > 0 ? `, ${countOrNo(places.length, 'finding')}` : '';
  return { title: `${countOrNo(files.size, 'file')}${about}`, places };
}
