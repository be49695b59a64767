import type { DoneAction, DoneGroupId, DoneItem, DoneView } from '../../../server/src/protocol/done.ts';

/** What is shown of a Definition of Done; plain values so that it can be tested without an editor. */

/** A view with when the server said so. */
export interface Shown {
  readonly view: DoneView;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The server has not said so since it started. */
  readonly isOld: boolean;
}

const order = ['pass', 'unknown', 'fail'] as const;

/** The verdict that decides over all. */
export function worst(views: readonly Pick<DoneView, 'verdict'>[]): DoneView['verdict'] {
  return order[Math.max(0, ...views.map(({ verdict }) => order.indexOf(verdict)))] ?? 'unknown';
}

/** `$(error) No-Go 2`, for the status bar. */
export function statusBarText(views: readonly DoneView[]): string {
  switch (worst(views)) {
    case 'fail':
      return `$(error) No-Go ${sum(views, ({ blocking }) => blocking) || ''}`.trimEnd();
    case 'unknown':
      return '$(question) Unknown';
    case 'pass': {
      const pending = sum(views, (view) => view.pending);
      return pending === 0 ? '$(pass) Go' : `$(watch) Go · ${pending} pending`;
    }
  }
}

/** The same for those who hear it. */
export function statusBarLabel(views: readonly DoneView[]): string {
  const pending = sum(views, (view) => view.pending);
  const sentences = [...new Set(views.map(({ sentence }) => sentence))];
  return ['Definition of Done.', ...sentences, ...(pending > 0 ? [`${lines(pending)} pending.`] : [])].join(
    ' ',
  );
}

/** `7/9 · main…feature · 12 files`, with when it was so where that is some time ago. */
export function headText({ view, at, isOld }: Shown, clock: (at: number) => string): string {
  return [view.head, ...(isOld ? [`as of ${clock(at)}`] : [])].filter((part) => part !== '').join(' · ');
}

export const groupWords = {
  blocking: 'blocks',
  unknown: 'unknown',
  attest: 'to be attested',
  advice: 'advice',
  done: 'done',
} as const satisfies Record<DoneGroupId, string>;

/** How an item stands, in a word or two. */
export function itemWord({ verdict }: Pick<DoneItem, 'verdict'>, group: DoneGroupId): string {
  if (verdict === 'waived') return 'waived';
  return verdict === 'na' ? 'not about this change' : groupWords[group];
}

/** What a screen reader says of an item. */
export function itemLabel(item: DoneItem, group: DoneGroupId): string {
  const parts = [item.title, itemWord(item, group), item.detail];
  if (item.owners.length > 0) parts.push(`owner ${item.owners.join(', ')}`);
  const actions = item.actions.map((action) => actionTitles[action]);
  if (actions.length > 0) parts.push(`actions in the context menu: ${actions.join(', ')}`);
  return `${parts.filter((part) => part !== '').join('. ')}.`;
}

export const actionTitles = {
  fix: 'Fix',
  run: 'Run Task',
  attest: 'Attest',
  waive: 'Waive',
} as const satisfies Record<DoneAction, string>;

/** The lines of a tooltip, as Markdown; everything that is not ours is escaped. */
export function itemTooltip(item: DoneItem, group: DoneGroupId): string {
  const entries = [
    item.owners.length > 0 && `Owner: ${item.owners.map(escaped).join(', ')}`,
    item.evidence.length > 0 && `Evidence: ${item.evidence.map(escaped).join('; ')}`,
    ...item.ways.map((way) => `- ${withCode(way)}`),
  ].filter((entry) => entry !== false);
  const head = `**${escaped(item.title)}** (${item.level}, ${itemWord(item, group)})`;
  return [head, escaped(item.detail), ...entries].filter((part) => part !== '').join('\n\n');
}

const mostListed = 10;

/** What stands between a change and Go, as Markdown, for the hover in the status bar. */
export function statusBarTooltip(all: readonly Shown[], clock: (at: number) => string): string {
  return all.map((shown) => oneTooltip(shown, clock)).join('\n\n---\n\n');
}

function oneTooltip(shown: Shown, clock: (at: number) => string): string {
  const { view } = shown;
  const open = view.groups
    .filter(({ id }) => id !== 'done' && id !== 'advice')
    .flatMap(({ id, items }) => items.map((item) => ({ id, item })));
  const listed = open
    .slice(0, mostListed)
    .map(({ id, item }) => `- ${escaped(item.title)}: ${escaped(item.detail || itemWord(item, id))}`);
  const rest = open.length - listed.length;
  const said = [
    `**${escaped(view.sentence)}**`,
    escaped(headText(shown, clock)),
    ...(view.problem === undefined ? [] : [escaped(view.problem)]),
    [...listed, ...(rest > 0 ? [`- ${rest} more`] : [])].join('\n'),
    ...(view.pending > 0 ? [`${lines(view.pending)} typed since the evidence was written.`] : []),
  ];
  return said.filter((part) => part !== '').join('\n\n');
}

/** The one message after a check, where the verdict of some folder is another one than the last time. */
export function toastText(
  before: Readonly<Record<string, string>>,
  views: readonly Pick<DoneView, 'folder' | 'verdict' | 'sentence'>[],
  nameOf: (folder: string) => string,
): string | undefined {
  const changed = views.filter(({ folder, verdict }) => before[folder] !== verdict);
  if (changed.length === 0) return undefined;
  const isOne = views.length === 1;
  return changed
    .map(({ folder, sentence }) => (isOne ? sentence : `${nameOf(folder)}: ${sentence}`))
    .join(' ');
}

/** What is kept for the next start: enough to paint the list. */
export function keptView(view: DoneView): DoneView {
  const groups = view.groups.map((group) => ({
    ...group,
    items: group.items.map((item) => ({ ...item, places: item.places.slice(0, 1) })),
  }));
  return { ...view, groups, uncovered: [] };
}

/** Why a day cannot be the last one of a waiver; undefined where it can. */
export function untilProblem(until: string, today: string): string | undefined {
  const day = new Date(`${until}T00:00:00Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(until) && !Number.isNaN(day.getTime());
  if (!isDay || !day.toISOString().startsWith(until)) return `Write a day as ${today}.`;
  return until < today ? 'The day has passed.' : undefined;
}

/** A day so many days after another moment, `YYYY-MM-DD`, UTC. */
export function dayAfter(moment: number, days: number): string {
  return new Date(moment + days * 86_400_000).toISOString().slice(0, 10);
}

/** What stands between backticks stays code. */
function withCode(text: string): string {
  return text.replace(/(`[^`\n]+`)|[^`]+|`/g, (part, code?: string) => code ?? escaped(part));
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!|<>~$&]/g, '\\$&').replaceAll('\n', ' ');
}

function lines(count: number): string {
  return `${count} line${count === 1 ? '' : 's'}`;
}

function sum(views: readonly DoneView[], of: (view: DoneView) => number): number {
  return views.reduce((total, view) => total + of(view), 0);
}
