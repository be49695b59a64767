import type { Operation } from '../../model/contract.ts';
import type { SchemaSketch } from '../../model/route-sketch.ts';
import { narrowed, objectOf, propertiesOf } from '../routes/sketch/shapes.ts';
import { placeOf } from './expressions.ts';
import { fieldOf } from './operations.ts';
import { type Answer, bodyOf, json, nothing, type Said } from './said.ts';
import type { WrittenParts } from './written-parts.ts';
import type { WrittenText } from './written-text.ts';

/** What a procedure of oRPC takes, gives and fails with. */
export function ofOrpc(parts: WrittenParts, operation: Operation, text: WrittenText): Said {
  const { errors, isOpen: hasOpenErrors } = errorsIn(parts, text);
  const said = takenAndGiven(parts, operation, text);
  if (said.answers === 'unknown') return said;
  return { ...said, answers: [...said.answers, ...errors], ...(hasOpenErrors && { hasOpenErrors }) };
}

function takenAndGiven(parts: WrittenParts, { method, parameters }: Operation, text: WrittenText): Said {
  const { fields, input, isOpen } = parts;
  const answers = orpcAnswers(parts, text);
  const structure = fieldOf(fields, 'inputStructure');
  if (isOpen) return { ...nothing, answers };
  if (input === undefined) return { places: {}, answers };
  const whole = text.object(input);
  if (structure !== undefined && text.value(structure) !== 'compact') {
    const of = (name: string) => text.opened(text.property(whole, name)?.schema ?? {});
    const places = { path: of('params'), query: of('query'), header: of('headers') };
    const isKnown = whole['properties'] !== undefined && text.value(structure) === 'detailed';
    const body = isKnown ? text.property(whole, 'body') : undefined;
    return {
      places,
      ...(!isKnown ? { body: 'unknown' } : body && { body: bodyOf(body, input, json) }),
      answers,
    };
  }
  const places = { path: whole, query: whole };
  if (method === 'GET' || method === 'HEAD') return { places, answers };
  const inPath = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
  const isObject = whole['properties'] !== undefined;
  const { schema, isOptional } = text.schema(input);
  const isSplit = isObject && inPath.length > 0;
  const rest = isSplit ? narrowed(whole, inPath, false) : schema;
  if (isSplit && Object.keys(propertiesOf(rest)).length === 0) return { places, answers };
  return { places: { path: whole }, body: bodyOf({ schema: rest, isOptional }, input, json), answers };
}

function orpcAnswers({ fields, output, isOpen }: WrittenParts, text: WrittenText): Said['answers'] {
  const structure = fieldOf(fields, 'outputStructure');
  const written = fieldOf(fields, 'successStatus');
  const status = written === undefined ? 200 : text.value(written);
  const form = structure === undefined ? 'compact' : text.value(structure);
  if (isOpen || typeof status !== 'number' || (form !== 'compact' && form !== 'detailed')) return 'unknown';
  if (output === undefined) return [];
  const { schema } = text.schema(output);
  const place = placeOf(output);
  if (form === 'detailed') return detailedAnswers(schema, `${status}`, place, text);
  return [{ status: `${status}`, place, content: [{ media: json, schema, place }] }];
}

/** `{ status, headers, body }`, or several of these; undefined parts are as they are without it. */
function detailedAnswers(
  output: SchemaSketch,
  status: string,
  place: Answer['place'],
  text: WrittenText,
): Said['answers'] {
  const whole = text.answered(output);
  const all = Array.isArray(whole['anyOf']) ? (whole['anyOf'] as readonly SchemaSketch[]) : [whole];
  const answers: Answer[] = [];
  for (const one of all.map((each) => text.answered(each))) {
    const { status: own, body } = propertiesOf(one);
    const known = own === undefined ? status : text.answered(own)['const'];
    if (one['properties'] === undefined || known === undefined) return 'unknown';
    answers.push({ status: `${known}`, place, content: body ? [{ media: json, schema: body, place }] : [] });
  }
  return answers;
}

/** The statuses that oRPC has for codes; all others are 500. */
const statuses: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_SUPPORTED: 405,
  NOT_ACCEPTABLE: 406,
  TIMEOUT: 408,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNPROCESSABLE_CONTENT: 422,
  TOO_MANY_REQUESTS: 429,
  CLIENT_CLOSED_REQUEST: 499,
  NOT_IMPLEMENTED: 501,
  BAD_GATEWAY: 502,
  SERVICE_UNAVAILABLE: 503,
  GATEWAY_TIMEOUT: 504,
};

/**
 * One answer for each code, as `404 NOT_FOUND`: that a status has one more code breaks nobody. Of one code the last counts, as
 * the procedure's own come last.
 */
function errorsIn(
  { errors: lists = [] }: WrittenParts,
  text: WrittenText,
): { readonly errors: readonly Answer[]; readonly isOpen: boolean } {
  const byCode = new Map<string, Answer | undefined>();
  let isOpen = false;
  for (const list of lists) {
    const members = text.members(list);
    isOpen ||= members === undefined || members.isOpen;
    for (const { key, place, value } of members?.entries ?? []) {
      const said = text.members(value);
      const written = said && fieldOf(said.entries, 'status');
      const status = written === undefined ? (statuses[key] ?? 500) : text.value(written);
      const isKnown = said !== undefined && !said.isOpen && typeof status === 'number';
      isOpen ||= !isKnown;
      const data = said && fieldOf(said.entries, 'data');
      const schema = objectOf(data ? [['data', text.schema(data)]] : []);
      const answer = { status: `${status} ${key}`, place, content: [{ media: json, schema, place }] };
      byCode.set(key, isKnown ? answer : undefined);
    }
  }
  return { errors: [...byCode.values()].filter((each) => each !== undefined), isOpen };
}
