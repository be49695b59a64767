import { importClass } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Exception } from '../model/policy.ts';
import type { Edge, Standing, WorkspaceFacts } from '../model/rule.ts';
import type { Place } from '../model/span.ts';
import { withoutStop } from '../model/words.ts';
import { exceptionFor, holds, rulingsBetween } from '../ruling/judgement.ts';
import { membersOf } from '../ruling/members.ts';
import type { Ruling } from '../ruling/ruling.ts';
import { type LineTables, rangeOf } from './range.ts';

/** One statement of the policy and what it comes to. */
export interface Said {
  readonly ruling: Ruling;
  /**
   * - `decides`: the finding on the import is its
   * - `agrees`: it denies too, and another came first or an exception allows the import
   * - `allows`: it lets the import pass
   * - `leaves`: it denies, but is not asked about this import
   */
  readonly weight: 'decides' | 'agrees' | 'allows' | 'leaves';
  /** One sentence of Markdown with the statement's place. */
  readonly text: string;
}

/** What the policy says of one import. */
export interface Derivation {
  /** In the order in which the rules are asked. */
  readonly said: readonly Said[];
  /** The exception that allows it for now, as a sentence of Markdown. */
  readonly exception?: string;
}

const marks = { decides: '✗', agrees: '✗', allows: '✓', leaves: '–' } as const satisfies Record<
  Said['weight'],
  string
>;

/** Every statement that speaks about an import, the one that decides among them. */
export function deriveImport(
  edge: Edge,
  findings: readonly Finding[],
  workspace: WorkspaceFacts,
  lines: LineTables,
): Derivation {
  const exception = exceptionFor(edge);
  const rulings = rulingsBetween(edge.from.standing, edge.to.standing);
  const said = rulings.map((ruling): Said => {
    const { weight, because } = weigh(ruling, edge, { findings, exception, workspace });
    const place = placeText(ruling.statement.place, lines);
    const parts = [`${withoutStop(ruling.message(edge))} (${place}).`, because, reasons(weight, ruling)];
    return { ruling, weight, text: parts.filter(Boolean).join(' ') };
  });
  const isDenied = rulings.some(({ verdict }) => verdict === 'denied');
  return {
    said,
    ...(exception && isDenied && { exception: exceptionText(exception, workspace.today, lines) }),
  };
}

/** The statements as items of a Markdown list. */
export function saidLines(said: readonly Said[]): string {
  return said.map(({ weight, text }) => `- ${marks[weight]} ${text}`).join('\n');
}

/** Where a statement stands, as Markdown: its document and line. */
export function placeText({ path, span }: Place, lines: LineTables): string {
  return `\`${path}:${rangeOf(path, span, lines).start.line}\``;
}

/** The layer, slices and service that a file belongs to, as Markdown; undefined for a file that belongs to none. */
export function standingText(standing: Standing): string | undefined {
  const members = membersOf(standing).map(({ element, name }) => `${element.kind} **${name}**`);
  return members.length === 0 ? undefined : members.join(' · ');
}

interface Circumstances {
  readonly findings: readonly Finding[];
  readonly exception: Exception | undefined;
  readonly workspace: WorkspaceFacts;
}

/** What a statement that denies comes to where nothing was found by it: something else came first, or it is not asked. */
function weigh(
  ruling: Ruling,
  edge: Edge,
  { findings, exception, workspace }: Circumstances,
): Pick<Said, 'weight'> & { readonly because?: string } {
  if (ruling.verdict === 'allowed') return { weight: 'allows' };
  const finding = findings.find(({ rule }) => rule === ruling.rule);
  if (finding?.message === ruling.message(edge)) return { weight: 'decides' };
  if (!holds(ruling, edge, workspace))
    return { weight: 'allows', because: 'Its package offers what this import names.' };
  const { kinds } = ruling.statement;
  const kind = importClass[edge.fact.kind];
  if (kinds && !kinds.includes(kind))
    return {
      weight: 'leaves',
      because: `The statement is about ${kinds.join(' and ')} imports, and this is a ${kind} import.`,
    };
  if (exception) return { weight: 'agrees' };
  if (findings.some(({ rule }) => rule.startsWith('architecture/'))) return { weight: 'agrees' };
  if (edge.from.isTest)
    return { weight: 'leaves', because: 'This file is a test, and tests may import anything.' };
  return { weight: 'leaves', because: `The settings of \`${ruling.rule}\` leave this import out.` };
}

function reasons(weight: Said['weight'], { rule, statement }: Ruling): string {
  if (weight !== 'agrees') return '';
  const { why, owner } = statement;
  const parts = [`Rule \`${rule}\`.`, why && `Why: ${withoutStop(why)}.`, owner && `Owner: ${owner}.`];
  return parts.filter(Boolean).join(' ');
}

function exceptionText({ why, until, place }: Exception, today: string, lines: LineTables): string {
  const end = until ? (until.text < today ? `; it ended on ${until.text}` : ` until ${until.text}`) : '';
  return `**Allowed for now**, by the exception at ${placeText(place, lines)}${end}: ${withoutStop(why)}.`;
}
