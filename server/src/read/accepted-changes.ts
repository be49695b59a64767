import { checkJson, type JsonSchema } from '../format/json-schema.ts';
import { parseYaml } from '../format/yaml.ts';
import type { AcceptedChange, AcceptedChanges } from '../model/accepted-changes.ts';
import type { RecordProblem } from '../model/change-record.ts';
import { isDate } from '../model/date.ts';
import { reasonPlaceholder } from '../model/facts.ts';
import { type JsonNode, member } from '../model/json.ts';
import type { Span } from '../model/span.ts';

/** What can be wrong with the document; codes are stable and never change meaning. */
type AcceptedCode =
  /** The document is not valid YAML, or cannot be read. */
  | 'ACC-001'
  /** A key or a value is not what the document holds. */
  | 'ACC-002'
  /** A text is empty that somebody has to answer with. */
  | 'ACC-003'
  /** A fingerprint is none. */
  | 'ACC-004'
  /** A day is not a date. */
  | 'ACC-005'
  /** Two entries accept the same change. */
  | 'ACC-006';

type Told = RecordProblem & { readonly code: AcceptedCode };

const text = (description: string): JsonSchema => ({ type: 'string', description });

/** The document in which breaking changes of contracts are accepted. */
export const acceptedSchema: JsonSchema = {
  type: 'object',
  title: 'The accepted changes',
  description: 'Breaking changes of contracts that somebody answers for.',
  properties: {
    accepted: {
      type: 'array',
      description: 'One entry for each change.',
      items: {
        type: 'object',
        title: 'An accepted change',
        properties: {
          // Digits alone are a number to YAML.
          fingerprint: {
            anyOf: [{ type: 'string' }, { type: 'number' }],
            description: 'What the finding is called, 16 hexadecimal digits.',
          },
          change: text('The id of the change, e.g. "response-property-removed".'),
          contract: text('The contract, by path.'),
          operations: {
            type: 'array',
            items: { type: 'string' },
            description: 'The operations that it reaches.',
          },
          reason: text('Why callers can bear it.'),
          owner: text('Who answers for it, e.g. "@acme/checkout".'),
          until: text('The last day that it is to be needed, e.g. 2027-01-31, inclusive, UTC.'),
        },
        required: ['fingerprint', 'reason', 'owner'],
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

/** One that cannot be opened; `detail` says why, as the end of a sentence. */
export function unreadableAccepted(path: string, detail: string): AcceptedChanges {
  const message = `This document cannot be read: it ${detail}.`;
  return { path, entries: [], problems: [{ span: { start: 0, end: 1 }, message, code: 'ACC-001' }] };
}

/** Reads what is accepted. Total: a bad entry is a problem at its place and holds nothing, and the rest counts. */
export function readAcceptedChanges(path: string, source: string): AcceptedChanges {
  const { root, problems } = parseYaml(source);
  const told: Told[] = problems.map(({ span, message }) => ({
    span: seen(span),
    message,
    code: 'ACC-001',
  }));
  if (told.length > 0 || root === undefined || root.kind === 'null')
    return { path, entries: [], problems: told };
  const checked = checkJson(root, acceptedSchema, 'The document');
  for (const { span, message } of checked.problems) told.push({ span: seen(span), message, code: 'ACC-002' });
  const list = member(checked.node, 'accepted');
  const entries = new Map<string, AcceptedChange>();
  for (const node of list?.kind === 'array' ? list.items : []) {
    const entry = entryOf(node, { path, source, told });
    if (entry && entries.has(entry.fingerprint)) {
      const message = `"${entry.fingerprint}" is accepted already.`;
      told.push({ span: entry.place.span, message, code: 'ACC-006' });
    } else if (entry) entries.set(entry.fingerprint, entry);
  }
  return { path, entries: [...entries.values()], problems: told.sort((a, b) => a.span.start - b.span.start) };
}

interface Reading {
  readonly path: string;
  readonly source: string;
  readonly told: Told[];
}

function entryOf(node: JsonNode, reading: Reading): AcceptedChange | undefined {
  const fingerprint = fingerprintOf(member(node, 'fingerprint'), reading);
  const reason = filled(node, 'reason', reading);
  const owner = filled(node, 'owner', reading);
  const until = textAt(node, 'until');
  const isBadDay = until !== undefined && !isDate(until);
  if (isBadDay) {
    const message = `"${until}" is not a date such as 2027-01-31.`;
    reading.told.push({ span: spanAt(node, 'until'), message, code: 'ACC-005' });
  }
  if (fingerprint === undefined || reason === undefined || owner === undefined || isBadDay) return undefined;
  const [change, contract] = [textAt(node, 'change'), textAt(node, 'contract')];
  return {
    ...{ fingerprint, reason, owner },
    ...(change !== undefined && { change }),
    ...(contract !== undefined && { contract }),
    ...(until !== undefined && { until }),
    place: { path: reading.path, span: spanAt(node, 'fingerprint') },
  };
}

function fingerprintOf(node: JsonNode | undefined, { source, told }: Reading): string | undefined {
  if (!node) return undefined;
  // As it was written: a number has lost its leading noughts.
  const written = node.kind === 'string' ? node.value : source.slice(node.span.start, node.span.end);
  const said = written.trim().toLowerCase();
  if (/^[0-9a-f]{16}$/.test(said)) return said;
  const message = 'A fingerprint has 16 hexadecimal digits, as the finding shows it.';
  told.push({ span: node.span, message, code: 'ACC-004' });
  return undefined;
}

function filled(node: JsonNode, key: string, { told }: Reading): string | undefined {
  const said = textAt(node, key)?.trim();
  const isPlaceholder = key === 'reason' && said === reasonPlaceholder;
  if (said !== '' && !isPlaceholder) return said;
  const message = isPlaceholder
    ? '"reason" has to say why callers can bear it.'
    : `"${key}" must not be empty.`;
  told.push({ span: spanAt(node, key), message, code: 'ACC-003' });
  return undefined;
}

function textAt(node: JsonNode, key: string): string | undefined {
  const value = member(node, key);
  return value?.kind === 'string' ? value.value : undefined;
}

function spanAt(node: JsonNode, key: string): Span {
  const found = member(node, key);
  return found && found.span.end > found.span.start ? found.span : seen(node.span, 1);
}

/** Never empty, so that it can be seen. */
function seen({ start, end }: Span, most = end - start): Span {
  return { start, end: start + Math.max(1, most) };
}
