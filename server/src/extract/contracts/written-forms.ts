import type { Operation } from '../../model/contract.ts';
import type { SchemaSketch } from '../../model/route-sketch.ts';
import type { Located } from '../routes/evaluation.ts';
import { merged } from '../routes/sketch/shapes.ts';
import { type Entry, placeOf } from './expressions.ts';
import { fieldOf } from './operations.ts';
import { type Answer, bodyOf, json, nothing, type Said } from './said.ts';
import { ofOrpc } from './written-orpc.ts';
import type { WrittenParts } from './written-parts.ts';
import type { WrittenText } from './written-text.ts';

export function saidBy(parts: WrittenParts | undefined, operation: Operation, text: WrittenText): Said {
  switch (parts?.form) {
    case 'ts-rest':
      return ofTsRest(parts, text);
    case 'orpc':
      return ofOrpc(parts, operation, text);
    case 'definition':
      return ofDefinition(parts, text);
    default:
      return nothing;
  }
}

function ofTsRest({ fields, isOpen, options = [] }: WrittenParts, text: WrittenText): Said {
  const places = {
    path: text.object(fieldOf(fields, 'pathParams')),
    query: text.object(fieldOf(fields, 'query')),
    header: headersIn(fields, options, text),
  };
  const sent = fieldOf(fields, 'body');
  const hasNone = sent === undefined ? !isOpen : text.isNothing(sent);
  const media = text.value(fieldOf(fields, 'contentType')) ?? json;
  const body =
    sent === undefined || typeof media !== 'string' ? 'unknown' : bodyOf(text.schema(sent), sent, media);
  const common = options.map((each) => commonIn(each, text));
  const own = fieldOf(fields, 'responses');
  const lists = [...common, own === undefined ? (isOpen ? 'unknown' : []) : tsRestAnswers(own, text)];
  return { places, ...(!hasNone && { body }), answers: unitedAnswers(lists) };
}

function headersIn(fields: readonly Entry[], options: readonly Located[], text: WrittenText): SchemaSketch {
  const bases = options.map((each) => fieldOf(text.members(each)?.entries ?? [], 'baseHeaders'));
  return [...bases, fieldOf(fields, 'headers')].map((each) => text.object(each)).reduce(merged);
}

/** What a router answers everywhere. */
function commonIn(options: Located, text: WrittenText): Said['answers'] {
  const members = text.members(options);
  if (members === undefined || members.isOpen) return 'unknown';
  const common = fieldOf(members.entries, 'commonResponses');
  return common === undefined ? [] : tsRestAnswers(common, text);
}

/** Of one status the last one counts. */
function unitedAnswers(lists: readonly Said['answers'][]): Said['answers'] {
  const found = new Map<string, Answer>();
  for (const answers of lists) {
    if (answers === 'unknown') return 'unknown';
    for (const answer of answers) found.set(answer.status, answer);
  }
  return [...found.values()];
}

function tsRestAnswers(responses: Located, text: WrittenText): Said['answers'] {
  return answersIn(responses, text, ({ value }) => {
    if (text.isNothing(value)) return [];
    const { context, expression } = text.source.evaluation.look(value);
    const isOther =
      expression.is === 'call' &&
      expression.callee.is === 'member' &&
      expression.callee.member === 'otherResponse';
    if (!isOther) return [{ media: json, schema: text.schema(value).schema, place: placeOf(value) }];
    const [first] = expression.args;
    const members = first && text.members({ context, expression: first });
    const body = members && fieldOf(members.entries, 'body');
    const media = members && text.value(fieldOf(members.entries, 'contentType'));
    if (body === undefined || typeof media !== 'string') return 'unknown';
    return [{ media, schema: text.schema(body).schema, place: placeOf(body) }];
  });
}

function answersIn(
  responses: Located,
  text: WrittenText,
  contentOf: (entry: Entry) => Answer['content'],
): Said['answers'] {
  const members = text.members(responses);
  if (members === undefined || members.isOpen) return 'unknown';
  return members.entries
    .filter(({ key }) => /^(?:[1-5](?:\d\d|xx)|default)$/i.test(key))
    .map((entry) => ({ status: entry.key, place: entry.place, content: contentOf(entry) }));
}

/** As OpenAPI has it, with schemas in place of JSON. */
function ofDefinition({ fields, isOpen }: WrittenParts, text: WrittenText): Said {
  const request = fieldOf(fields, 'request');
  const members = request === undefined ? { entries: [], isOpen } : text.members(request);
  const responses = fieldOf(fields, 'responses');
  const answers =
    responses === undefined
      ? isOpen
        ? 'unknown'
        : []
      : answersIn(responses, text, ({ value }) => contentIn(value, text));
  if (members === undefined) return { places: {}, body: 'unknown', answers };
  const of = (key: string) => text.object(fieldOf(members.entries, key));
  const places = { path: of('params'), query: of('query'), header: of('headers'), cookie: of('cookies') };
  const sent = fieldOf(members.entries, 'body');
  if (sent === undefined) return { places, ...(members.isOpen && { body: 'unknown' }), answers };
  const said = text.members(sent);
  const content = contentIn(sent, text);
  const known = text.jsonContent(sent);
  if (known && content !== 'unknown')
    return { places, body: { isRequired: known.isRequired, content }, answers };
  const required = said && fieldOf(said.entries, 'required');
  const isRequired = required === undefined ? false : text.value(required);
  const isKnown = content !== 'unknown' && typeof isRequired === 'boolean' && said?.isOpen === false;
  return { places, body: isKnown ? { isRequired, content } : 'unknown', answers };
}

/** `{ content: { 'application/json': { schema } } }`. */
function contentIn(located: Located, text: WrittenText): Answer['content'] {
  const known = text.jsonContent(located)?.schema;
  if (known) return [{ media: json, schema: text.schema(known).schema, place: placeOf(known) }];
  const said = text.members(located);
  const content = said && fieldOf(said.entries, 'content');
  if (content === undefined) return said === undefined || said.isOpen ? 'unknown' : [];
  const media = text.members(content);
  if (media === undefined || media.isOpen) return 'unknown';
  return media.entries.map(({ key, place, value }) => {
    const schema = fieldOf(text.members(value)?.entries ?? [], 'schema');
    const found = schema === undefined ? {} : text.schema(schema).schema;
    return { media: key, schema: found, place: schema === undefined ? place : placeOf(schema) };
  });
}
