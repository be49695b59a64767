import { items as builtIn } from '../done/items/index.ts';
import type { Workspace } from '../engine/workspace.ts';
import { pendingIn, pendingLines } from '../gating/changed-since.ts';
import {
  type DoneResult,
  groupOf,
  type ItemGroup,
  type ItemResult,
  itemGroups,
} from '../model/done-result.ts';
import type { Finding } from '../model/finding.ts';
import { declaresContracts } from '../model/policy.ts';
import type { Place } from '../model/span.ts';
import type { DoneAction, DoneItem, DoneView } from '../protocol/done.ts';
import type { DocumentPlace } from '../protocol.ts';
import { changeWords, doneSentence, groupTitles, isObstacle, progressWords } from '../report/done-words.ts';
import { rules } from '../rules/index.ts';
import type { JudgedDone } from './done-session.ts';
import { type Documents, toRange } from './to-lsp.ts';

const mostPlaces = 100;

/**
 * True where a policy says what done means, beyond what holds anywhere. Contracts are held against a base, which only a
 * repository has: without one nobody asked for a verdict.
 */
export function declaresDone(workspace: Pick<Workspace, 'policies' | 'facts'>): boolean {
  const { policies } = workspace;
  if (policies.some(({ sections }) => sections.has('gates') || sections.has('done'))) return true;
  return policies.some(declaresContracts) && workspace.facts().owners.files() !== undefined;
}

/** What the list shows of a change that was judged. */
export function doneView(
  judged: JudgedDone,
  documents: Documents,
  { folder, isDeclared }: Pick<DoneView, 'folder' | 'isDeclared'>,
): DoneView {
  const { result, facts, problem } = judged;
  const obstacles = result.items.filter(isObstacle).map(groupOf);
  const amount = (group: ItemGroup) => obstacles.filter((one) => one === group).length;
  const groups = itemGroups.map((id) => ({
    id,
    title: groupTitles[id],
    items: result.items
      .filter((item) => groupOf(item) === id)
      .map((item) => itemView(item, judged, documents)),
  }));
  return {
    folder,
    isDeclared,
    verdict: result.verdict,
    head: problem === undefined ? headOf(result) : '',
    sentence: doneSentence(result),
    blocking: amount('blocking'),
    unknown: amount('unknown'),
    toAttest: amount('attest'),
    pending: facts.reduce((sum, own) => sum + pendingLines(own), 0),
    groups: groups.filter(({ items }) => items.length > 0),
    notices: [...new Set([...result.gaps, ...result.notices.map(({ message }) => message)])].filter(
      (sentence) => sentence !== problem,
    ),
    ...(problem !== undefined && { problem }),
    uncovered: (result.coverage?.files ?? [])
      .filter(({ uncovered }) => uncovered.length > 0)
      .map(({ path, uncovered }) => ({ uri: documents.uri(path), lines: uncovered.map((line) => line - 1) })),
  };
}

function headOf(result: DoneResult): string {
  const [files = '', progress] = progressWords(result);
  return [progress, changeWords(result.change), files].filter((part) => part !== undefined).join(' · ');
}

function itemView(item: ItemResult, { facts }: JudgedDone, documents: Documents): DoneItem {
  const { id, title, detail, verdict, level, kind, owners, places, evidence } = item;
  const isOpen = groupOf(item) !== 'done';
  const built = builtIn.find((one) => one.id === id);
  const isMendable = (place: Place) =>
    facts.some(({ newFindings, changeFindings }) =>
      [...newFindings, ...changeFindings.filter(hasFixes)].some(
        ({ path, span }) => path === place.path && span.start === place.span.start,
      ),
    );
  const [first] = places;
  const gate = built?.gate;
  const isPending = gate !== undefined && facts.some((own) => pendingIn(own, gate) > 0);
  const actions: readonly (DoneAction | false)[] = [
    isOpen && first !== undefined && isMendable(first) && 'fix',
    gate !== undefined && (isOpen || isPending) && 'run',
    isOpen && kind === 'attest' && 'attest',
    isObstacle(item) && 'waive',
  ];
  return {
    ...{ id, title, detail, verdict, level, kind, owners },
    places: places.slice(0, mostPlaces).map((place) => documentPlace(place, documents)),
    evidence: evidence.map((one) => (one.detail === undefined ? one.source : `${one.source}, ${one.detail}`)),
    ways: isOpen ? (built?.ways ?? []) : [],
    actions: actions.filter((action) => action !== false),
  };
}

/** A gate's findings have a light bulb that mends nothing, unless their rule knows a way. */
function hasFixes({ rule }: Finding): boolean {
  return rules.some(({ id, fix }) => id === rule && fix !== undefined);
}

function documentPlace({ path, span }: Place, documents: Documents): DocumentPlace {
  return { uri: documents.uri(path), range: toRange(documents.lines(path), span) };
}
