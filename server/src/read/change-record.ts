import { checkJson, type JsonSchema } from '../format/json-schema.ts';
import { parseYaml } from '../format/yaml.ts';
import type { Attestation, ChangeRecord, RecordProblem, Waiver } from '../model/change-record.ts';
import { isDate } from '../model/date.ts';
import { type JsonNode, member } from '../model/json.ts';
import { didYouMean } from '../model/nearest.ts';
import type { Span } from '../model/span.ts';

/** What can be wrong with a record; codes are stable and never change meaning. */
type RecordCode =
  /** The record is not valid YAML. */
  | 'REC-001'
  /** A key or a value is not what a record holds. */
  | 'REC-002'
  /** There is no such item. */
  | 'REC-003'
  /** A day is not a date. */
  | 'REC-004'
  /** A text is empty that somebody has to answer with. */
  | 'REC-005'
  /** A scope is no digest. */
  | 'REC-006'
  /** An item is attested that is computed. */
  | 'REC-007';

type Told = RecordProblem & { readonly code: RecordCode };

const text = (description: string): JsonSchema => ({ type: 'string', description });
/** Hexadecimal digits that happen to be none above nine are a number to YAML. */
const digits = (description: string): JsonSchema => ({
  anyOf: [{ type: 'string' }, { type: 'number' }],
  description,
});

/** A record that cannot be opened; `detail` says why, as the end of a sentence. */
export function unreadableRecord(path: string, detail: string): ChangeRecord {
  const message = `This record cannot be read: it ${detail}.`;
  const problems = [{ span: { start: 0, end: 0 }, message, code: 'REC-001' }];
  return { path, attestations: [], waivers: [], problems };
}

/** A record of one change. */
export const recordSchema: JsonSchema = {
  type: 'object',
  title: 'A change record',
  description: 'What people answer for in one change: what they attest, and what they leave undone for now.',
  properties: {
    attest: {
      type: 'array',
      description: 'Items that somebody has settled, for the contents as they were then.',
      items: {
        type: 'object',
        title: 'An attestation',
        properties: {
          item: text('The id of the item.'),
          by: text('Who answers for it, e.g. "@jane".'),
          on: text('The day, e.g. 2026-10-02, UTC.'),
          scope: digits(
            'The digest that the list shows for the item; an edit in scope makes it another one.',
          ),
          files: {
            type: 'object',
            description: 'By path the beginning of the hash of each file in scope.',
            additionalProperties: digits('The beginning of a hash.'),
          },
          note: text('What was done, or where to read it.'),
        },
        required: ['item', 'by', 'on', 'scope'],
        additionalProperties: false,
      },
    },
    waive: {
      type: 'array',
      description: 'Items that are left undone until a day.',
      items: {
        type: 'object',
        title: 'A waiver',
        properties: {
          item: text('The id of the item.'),
          by: text('Who answers for it, e.g. "@acme/quality".'),
          until: text('The last day, e.g. 2026-10-20, inclusive, UTC.'),
          reason: text('Why it is left undone.'),
        },
        required: ['item', 'by', 'until', 'reason'],
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

/**
 * Reads a record. Total: a bad entry is a problem at its place, and the rest counts. `items` are the known ids, and
 * `computed` those that nobody can attest.
 */
export function readChangeRecord(
  path: string,
  source: string,
  items: readonly string[],
  computed: ReadonlySet<string> = new Set(),
): ChangeRecord {
  const { root, problems } = parseYaml(source);
  const told: Told[] = problems.map((problem) => ({ ...problem, code: 'REC-001' }));
  const none = { path, attestations: [], waivers: [], problems: told };
  // A document that cannot be read to its end may lack what would take back its beginning.
  if (told.length > 0 || root === undefined || root.kind === 'null') return none;
  const checked = checkJson(root, recordSchema, 'A change record');
  for (const { span, message } of checked.problems) told.push({ span, message, code: 'REC-002' });
  const reading: Reading = { path, source, items, computed, told };
  return {
    path,
    attestations: entriesOf(checked.node, 'attest').flatMap((node) => attestationOf(node, reading)),
    waivers: entriesOf(checked.node, 'waive').flatMap((node) => waiverOf(node, reading)),
    problems: told.sort((a, b) => a.span.start - b.span.start),
  };
}

interface Reading {
  readonly path: string;
  readonly source: string;
  readonly items: readonly string[];
  readonly computed: ReadonlySet<string>;
  readonly told: Told[];
}

function entriesOf(root: JsonNode | undefined, key: string): readonly JsonNode[] {
  const list = member(root, key);
  return list?.kind === 'array' ? list.items : [];
}

function attestationOf(node: JsonNode, reading: Reading): readonly Attestation[] {
  const item = attestableOf(node, reading);
  const by = filled(node, 'by', reading);
  const on = dayOf(node, 'on', reading);
  const scope = digestOf(member(node, 'scope'), reading);
  if (item === undefined || by === undefined || on === undefined || scope === undefined) return [];
  const files = member(node, 'files');
  const note = member(node, 'note');
  return [
    {
      item,
      by,
      on,
      scope,
      ...(files?.kind === 'object' && {
        files: new Map(
          files.members.map(({ key, value }) => [key, rawText(value, reading.source).toLowerCase()]),
        ),
      }),
      ...(note?.kind === 'string' && { note: note.value }),
      place: { path: reading.path, span: node.span },
    },
  ];
}

function waiverOf(node: JsonNode, reading: Reading): readonly Waiver[] {
  const item = itemOf(node, reading);
  const by = filled(node, 'by', reading);
  const until = dayOf(node, 'until', reading);
  const reason = filled(node, 'reason', reading);
  if (item === undefined || by === undefined || until === undefined || reason === undefined) return [];
  return [{ item, by, until, reason, place: { path: reading.path, span: node.span } }];
}

function itemOf(node: JsonNode, { items, told }: Reading): string | undefined {
  const value = member(node, 'item');
  if (value?.kind !== 'string') return undefined;
  if (items.includes(value.value)) return value.value;
  const message = `There is no item "${value.value}".${didYouMean(value.value, items)}`;
  told.push({ span: value.span, message, code: 'REC-003' });
  return undefined;
}

function attestableOf(node: JsonNode, reading: Reading): string | undefined {
  const item = itemOf(node, reading);
  if (item === undefined || !reading.computed.has(item)) return item;
  const span = member(node, 'item')?.span ?? node.span;
  const message = `"${item}" is computed and cannot be attested; it can only be waived.`;
  reading.told.push({ span, message, code: 'REC-007' });
  return undefined;
}

function filled(node: JsonNode, key: string, { told }: Reading): string | undefined {
  const value = member(node, key);
  if (value?.kind !== 'string') return undefined;
  const said = value.value.trim();
  if (said !== '') return said;
  told.push({ span: visible(value.span, node), message: `"${key}" must not be empty.`, code: 'REC-005' });
  return undefined;
}

function dayOf(node: JsonNode, key: string, { told }: Reading): string | undefined {
  const value = member(node, key);
  if (value?.kind !== 'string') return undefined;
  if (isDate(value.value)) return value.value;
  const message = `"${value.value}" is not a date such as 2027-01-31.`;
  told.push({ span: visible(value.span, node), message, code: 'REC-004' });
  return undefined;
}

/** Fewer digits are too easily met by chance. */
const fewestDigits = 12;

function digestOf(node: JsonNode | undefined, { source, told }: Reading): string | undefined {
  if (!node) return undefined;
  const said = rawText(node, source).toLowerCase();
  if (/^[0-9a-f]+$/.test(said) && said.length >= fewestDigits && said.length <= 64) return said;
  const message = `A scope is a digest of at least ${fewestDigits} hexadecimal digits, as the list shows it.`;
  told.push({ span: node.span, message, code: 'REC-006' });
  return undefined;
}

/** As it was written: a number has lost its leading noughts, and `1e5` its letter. */
function rawText(node: JsonNode, source: string): string {
  return node.kind === 'string' ? node.value.trim() : source.slice(node.span.start, node.span.end).trim();
}

function visible(span: Span, node: JsonNode): Span {
  return span.end > span.start ? span : { start: node.span.start, end: node.span.start + 1 };
}
