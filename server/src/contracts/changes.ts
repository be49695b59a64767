import type { ChangeLevel } from '../model/contract.ts';

/** Who receives what changed: `request` is what the server reads, `response` is what it sends. */
export type Direction = 'request' | 'response';

/** What a comparison tells apart; with the direction it gives the id of a change. */
export type ChangeKind =
  | `operation-${'removed' | 'deprecated-removed' | 'added' | 'deprecated' | 'id-changed'}`
  | `server-${'removed' | 'added'}`
  | `security-${'tightened' | 'loosened' | 'scheme-changed'}`
  | `parameter-${'removed' | 'required-removed' | 'added' | 'required-added' | 'became-required' | 'became-optional' | 'serialised' | 'deprecated'}`
  | `body-${'added' | 'required-added' | 'removed' | 'became-required' | 'became-optional'}`
  | `media-${'added' | 'removed' | 'encoded'}`
  | `response-${'success-removed' | 'other-removed' | 'added'}`
  | `property-${'removed' | 'required-removed' | 'refused' | 'added' | 'required-added' | 'became-required' | 'became-optional' | 'became-read-only' | 'became-write-only' | 'deprecated'}`
  | `type-${'changed' | 'narrowed' | 'widened'}`
  | `null-${'allowed' | 'refused'}`
  | `value-${'added' | 'removed'}`
  | `values-${'listed' | 'unlisted'}`
  | `constraint-${'tightened' | 'loosened' | 'changed'}`
  | `pattern-changed`
  | `format-changed`
  | `rest-${'closed' | 'opened'}`
  | `variant-${'added' | 'removed'}`
  | `combinator-changed`
  | `discriminator-changed`
  | `default-changed`;

/** One line of the published table. */
export interface ChangeRow {
  readonly kind: ChangeKind;
  readonly direction: Direction | 'either';
  /** Stable: it never changes its meaning. */
  readonly id: string;
  readonly level: ChangeLevel;
  /** What a compatible change asks of the version; what is added is new to those who call. */
  readonly bump?: 'minor' | 'patch';
  /** A sentence; `{it}` is what changed, `{users}` are the operations that it reaches. */
  readonly says: string;
  readonly why: string;
}

type Columns = readonly [kind: ChangeKind, id: string, level: ChangeLevel, says: string, why: string];

function rows(direction: ChangeRow['direction'], columns: readonly Columns[]): readonly ChangeRow[] {
  return columns.map(([kind, id, level, says, why]) => ({ kind, direction, id, level, says, why }));
}

/** Nothing new for who calls: a promise became narrower, or is worded more clearly. */
const clarifications: ReadonlySet<string> = new Set([
  'response-enum-value-removed',
  'response-enum-introduced',
  'response-became-not-nullable',
  'response-property-became-required',
  'response-header-became-required',
  'response-constraint-tightened',
  'response-additional-properties-closed',
  'response-type-narrowed',
  'response-variant-removed',
]);

const onOperations = rows('either', [
  ['operation-removed', 'operation-removed', 'breaking', '{users} was removed.', 'Calls fail.'],
  [
    'operation-deprecated-removed',
    'deprecated-operation-removed',
    'breaking',
    '{users} was removed; it was deprecated before.',
    'Calls fail; that it was announced does not mend them.',
  ],
  ['operation-added', 'operation-added', 'compatible', '{users} was added.', 'Nobody calls it yet.'],
  [
    'operation-deprecated',
    'operation-deprecated',
    'compatible',
    '{users} is deprecated now.',
    'It still works.',
  ],
  [
    'operation-id-changed',
    'operation-id-changed',
    'risky',
    'The operationId of {users} changed from {before} to {after}.',
    'Calls work on; generated clients rename a function.',
  ],
  [
    'server-removed',
    'server-removed',
    'risky',
    'Server {before} was removed{of}.',
    'The address may still answer; the contract no longer says so.',
  ],
  ['server-added', 'server-added', 'compatible', 'Server {after} was added{of}.', 'Nobody calls it yet.'],
  [
    'security-tightened',
    'security-tightened',
    'breaking',
    'The security of {users} no longer accepts {before}.',
    'What callers present is refused.',
  ],
  [
    'security-loosened',
    'security-loosened',
    'compatible',
    'The security of {users} accepts {after}, too.',
    'What callers present is still accepted.',
  ],
  [
    'security-scheme-changed',
    'security-scheme-changed',
    'breaking',
    'Security scheme {before} of {users} changed how it is presented.',
    'Callers present it in the old way.',
  ],
  [
    'response-success-removed',
    'success-response-removed',
    'breaking',
    'Response {before} of {users} was removed.',
    'Callers wait for a success that no longer comes in this form.',
  ],
  [
    'response-other-removed',
    'error-response-removed',
    'risky',
    'Response {before} of {users} was removed.',
    'Callers that handle it by its form may no longer recognise the failure.',
  ],
  [
    'response-added',
    'response-added',
    'compatible',
    'Response {after} of {users} was added.',
    'Callers handle unknown codes by their class.',
  ],
]);

const onRequests = rows('request', [
  [
    'parameter-removed',
    'parameter-removed',
    'risky',
    '{It} of {users} was removed.',
    'Servers mostly ignore what they do not know, and some refuse it.',
  ],
  [
    'parameter-required-removed',
    'parameter-removed',
    'risky',
    '{It} of {users} was removed.',
    'Servers mostly ignore what they do not know, and some refuse it.',
  ],
  [
    'parameter-added',
    'optional-parameter-added',
    'compatible',
    '{It} of {users} was added.',
    'Callers may leave it out.',
  ],
  [
    'parameter-required-added',
    'required-parameter-added',
    'breaking',
    '{It} of {users} was added, and it is required.',
    'Callers do not send it.',
  ],
  [
    'parameter-became-required',
    'parameter-became-required',
    'breaking',
    '{It} of {users} became required.',
    'Callers may leave it out today.',
  ],
  [
    'parameter-became-optional',
    'parameter-became-optional',
    'compatible',
    '{It} of {users} became optional.',
    'Who sends it still may.',
  ],
  [
    'parameter-serialised',
    'parameter-serialisation-changed',
    'breaking',
    '{It} of {users} is written in another way: {before} became {after}.',
    'The server reads another value than was sent.',
  ],
  [
    'parameter-deprecated',
    'parameter-deprecated',
    'compatible',
    '{It} of {users} is deprecated now.',
    'It still works.',
  ],
  [
    'body-added',
    'optional-request-body-added',
    'compatible',
    '{It} of {users} was added.',
    'Callers may leave it out.',
  ],
  [
    'body-required-added',
    'required-request-body-added',
    'breaking',
    '{It} of {users} was added, and it is required.',
    'Callers do not send it.',
  ],
  [
    'body-removed',
    'request-body-removed',
    'breaking',
    '{It} of {users} was removed.',
    'What callers send is refused or lost.',
  ],
  [
    'body-became-required',
    'request-body-became-required',
    'breaking',
    '{It} of {users} became required.',
    'Callers may leave it out today.',
  ],
  [
    'body-became-optional',
    'request-body-became-optional',
    'compatible',
    '{It} of {users} became optional.',
    'Who sends it still may.',
  ],
  [
    'media-removed',
    'request-media-type-removed',
    'breaking',
    '{It} of {users} may no longer be {before}.',
    'What callers send is refused.',
  ],
  [
    'media-added',
    'request-media-type-added',
    'compatible',
    '{It} of {users} may be {after}, too.',
    'What callers send is still read.',
  ],
  [
    'media-encoded',
    'request-encoding-changed',
    'risky',
    '{It} of {users} encodes its parts in another way.',
    'Parts may be read differently.',
  ],
  [
    'property-removed',
    'request-property-removed',
    'risky',
    '{It} of {users} was removed.',
    'Servers mostly ignore what they do not know, and some refuse it.',
  ],
  [
    'property-required-removed',
    'request-property-removed',
    'risky',
    '{It} of {users} was removed.',
    'Servers mostly ignore what they do not know, and some refuse it.',
  ],
  [
    'property-refused',
    'request-property-refused',
    'breaking',
    '{It} of {users} was removed, and properties without a declaration are refused.',
    'What callers send is refused.',
  ],
  [
    'property-added',
    'request-optional-property-added',
    'compatible',
    '{It} of {users} was added.',
    'Callers may leave it out.',
  ],
  [
    'property-required-added',
    'request-required-property-added',
    'breaking',
    '{It} of {users} was added, and it is required.',
    'Callers do not send it.',
  ],
  [
    'property-became-required',
    'request-property-became-required',
    'breaking',
    '{It} of {users} became required.',
    'Callers may leave it out today.',
  ],
  [
    'property-became-optional',
    'request-property-became-optional',
    'compatible',
    '{It} of {users} became optional.',
    'Who sends it still may.',
  ],
  [
    'property-became-read-only',
    'request-property-became-read-only',
    'risky',
    '{It} of {users} became read-only.',
    'What callers send is ignored, and some servers refuse it.',
  ],
  [
    'property-deprecated',
    'request-property-deprecated',
    'compatible',
    '{It} of {users} is deprecated now.',
    'It still works.',
  ],
  [
    'type-changed',
    'request-type-changed',
    'breaking',
    '{It} of {users} changed its type from {before} to {after}.',
    'What callers send is refused.',
  ],
  [
    'type-narrowed',
    'request-type-narrowed',
    'breaking',
    '{It} of {users} narrowed its type from {before} to {after}.',
    'Some of what callers send is refused.',
  ],
  [
    'type-widened',
    'request-type-widened',
    'compatible',
    '{It} of {users} widened its type from {before} to {after}.',
    'What callers send is still accepted.',
  ],
  [
    'null-refused',
    'request-became-not-nullable',
    'breaking',
    '{It} of {users} may no longer be null.',
    'Callers may send null today.',
  ],
  [
    'null-allowed',
    'request-became-nullable',
    'compatible',
    '{It} of {users} may be null now.',
    'What callers send is still accepted.',
  ],
  [
    'value-removed',
    'request-enum-value-removed',
    'breaking',
    '{It} of {users} no longer accepts {before}.',
    'Callers may send it today.',
  ],
  [
    'value-added',
    'request-enum-value-added',
    'compatible',
    '{It} of {users} accepts {after}, too.',
    'What callers send is still accepted.',
  ],
  [
    'values-listed',
    'request-enum-introduced',
    'breaking',
    '{It} of {users} accepts listed values only now.',
    'Some of what callers send is refused.',
  ],
  [
    'values-unlisted',
    'request-enum-dropped',
    'compatible',
    '{It} of {users} accepts any value now.',
    'What callers send is still accepted.',
  ],
  [
    'constraint-tightened',
    'request-constraint-tightened',
    'breaking',
    '{It} of {users} became stricter: {before} became {after}.',
    'Some of what callers send is refused.',
  ],
  [
    'constraint-loosened',
    'request-constraint-loosened',
    'compatible',
    '{It} of {users} became less strict: {before} became {after}.',
    'What callers send is still accepted.',
  ],
  [
    'constraint-changed',
    'request-constraint-changed',
    'breaking',
    '{It} of {users} changed what it accepts: {before} became {after}.',
    'Which is stricter cannot be decided, so that it counts as both.',
  ],
  [
    'pattern-changed',
    'request-pattern-changed',
    'breaking',
    '{It} of {users} changed its pattern from {before} to {after}.',
    'Which is stricter cannot be decided, so that it counts as both.',
  ],
  [
    'format-changed',
    'request-format-changed',
    'breaking',
    '{It} of {users} changed its format from {before} to {after}.',
    'Some of what callers send is refused or read differently.',
  ],
  [
    'rest-closed',
    'request-additional-properties-closed',
    'breaking',
    '{It} of {users} refuses properties without a declaration now.',
    'Callers may send some today.',
  ],
  [
    'rest-opened',
    'request-additional-properties-opened',
    'compatible',
    '{It} of {users} accepts properties without a declaration now.',
    'What callers send is still accepted.',
  ],
  [
    'variant-removed',
    'request-variant-removed',
    'breaking',
    '{It} of {users} no longer accepts the variant {before}.',
    'Callers may send it today.',
  ],
  [
    'variant-added',
    'request-variant-added',
    'compatible',
    '{It} of {users} accepts the variant {after}, too.',
    'What callers send is still accepted.',
  ],
  [
    'combinator-changed',
    'request-combinator-changed',
    'breaking',
    '{It} of {users} combines its variants by {after} in place of {before}.',
    'Values that fit several variants, or one of many, are judged differently.',
  ],
  [
    'discriminator-changed',
    'request-discriminator-changed',
    'risky',
    '{It} of {users} tells its variants apart in another way: {before} became {after}.',
    'The server may take one variant for another.',
  ],
  [
    'default-changed',
    'request-default-changed',
    'risky',
    '{It} of {users} changed its default from {before} to {after}.',
    'Who leaves it out gets something else.',
  ],
]);

const onResponses = rows('response', [
  [
    'parameter-removed',
    'optional-response-header-removed',
    'breaking',
    '{It} of {users} was removed.',
    'Few contracts say that what they always send is required, and callers rely on it.',
  ],
  [
    'parameter-required-removed',
    'response-header-removed',
    'breaking',
    '{It} of {users} was removed.',
    'Callers rely on it.',
  ],
  [
    'parameter-added',
    'response-header-added',
    'compatible',
    '{It} of {users} was added.',
    'Callers ignore what they do not know.',
  ],
  [
    'parameter-required-added',
    'response-header-added',
    'compatible',
    '{It} of {users} was added.',
    'Callers ignore what they do not know.',
  ],
  [
    'parameter-became-required',
    'response-header-became-required',
    'compatible',
    '{It} of {users} became required.',
    'Callers get more than was promised.',
  ],
  [
    'parameter-became-optional',
    'response-header-became-optional',
    'breaking',
    '{It} of {users} became optional.',
    'Callers rely on it.',
  ],
  [
    'parameter-serialised',
    'response-header-serialisation-changed',
    'risky',
    '{It} of {users} is written in another way: {before} became {after}.',
    'Callers read another value than was sent.',
  ],
  [
    'media-removed',
    'response-media-type-removed',
    'breaking',
    '{It} of {users} is no longer sent as {before}.',
    'Callers cannot read what comes instead.',
  ],
  [
    'media-added',
    'response-media-type-added',
    'compatible',
    '{It} of {users} may be sent as {after}, too.',
    'Callers get what they ask for.',
  ],
  [
    'property-removed',
    'response-optional-property-removed',
    'breaking',
    '{It} of {users} was removed.',
    'Few contracts say that what they always send is required, and callers rely on it.',
  ],
  [
    'property-required-removed',
    'response-property-removed',
    'breaking',
    '{It} of {users} was removed.',
    'Callers rely on it.',
  ],
  [
    'property-added',
    'response-property-added',
    'compatible',
    '{It} of {users} was added.',
    'Callers ignore what they do not know.',
  ],
  [
    'property-required-added',
    'response-property-added',
    'compatible',
    '{It} of {users} was added.',
    'Callers ignore what they do not know.',
  ],
  [
    'property-became-required',
    'response-property-became-required',
    'compatible',
    '{It} of {users} became required.',
    'Callers get more than was promised.',
  ],
  [
    'property-became-optional',
    'response-property-became-optional',
    'breaking',
    '{It} of {users} became optional.',
    'Callers rely on it.',
  ],
  [
    'property-became-write-only',
    'response-property-became-write-only',
    'risky',
    '{It} of {users} became write-only.',
    'It is no longer sent; callers may not have relied on it.',
  ],
  [
    'property-deprecated',
    'response-property-deprecated',
    'compatible',
    '{It} of {users} is deprecated now.',
    'It is still sent.',
  ],
  [
    'type-changed',
    'response-type-changed',
    'breaking',
    '{It} of {users} changed its type from {before} to {after}.',
    'Callers read another kind of value.',
  ],
  [
    'type-widened',
    'response-type-widened',
    'breaking',
    '{It} of {users} widened its type from {before} to {after}.',
    'Callers get values that they do not know.',
  ],
  [
    'type-narrowed',
    'response-type-narrowed',
    'compatible',
    '{It} of {users} narrowed its type from {before} to {after}.',
    'Callers know all that may come.',
  ],
  [
    'null-allowed',
    'response-became-nullable',
    'breaking',
    '{It} of {users} may be null now.',
    'Callers do not expect null.',
  ],
  [
    'null-refused',
    'response-became-not-nullable',
    'compatible',
    '{It} of {users} may no longer be null.',
    'Callers know all that may come.',
  ],
  [
    'value-added',
    'response-enum-value-added',
    'risky',
    '{It} of {users} may be {after} now.',
    'Callers that list all values do not know it.',
  ],
  [
    'value-removed',
    'response-enum-value-removed',
    'compatible',
    '{It} of {users} is no longer {before}.',
    'Callers know all that may come.',
  ],
  [
    'values-unlisted',
    'response-enum-dropped',
    'breaking',
    '{It} of {users} may be any value now.',
    'Callers get values that they do not know.',
  ],
  [
    'values-listed',
    'response-enum-introduced',
    'compatible',
    '{It} of {users} has listed values only now.',
    'Callers know all that may come.',
  ],
  [
    'constraint-loosened',
    'response-constraint-loosened',
    'breaking',
    '{It} of {users} became less strict: {before} became {after}.',
    'Callers get values that they do not expect.',
  ],
  [
    'constraint-tightened',
    'response-constraint-tightened',
    'compatible',
    '{It} of {users} became stricter: {before} became {after}.',
    'Callers know all that may come.',
  ],
  [
    'constraint-changed',
    'response-constraint-changed',
    'breaking',
    '{It} of {users} changed what it holds: {before} became {after}.',
    'Which is stricter cannot be decided, so that it counts as both.',
  ],
  [
    'pattern-changed',
    'response-pattern-changed',
    'risky',
    '{It} of {users} changed its pattern from {before} to {after}.',
    'Callers seldom check it.',
  ],
  [
    'format-changed',
    'response-format-changed',
    'breaking',
    '{It} of {users} changed its format from {before} to {after}.',
    'Callers read another kind of value.',
  ],
  [
    'rest-opened',
    'response-additional-properties-opened',
    'risky',
    '{It} of {users} may hold properties without a declaration now.',
    'Callers that are strict refuse them.',
  ],
  [
    'rest-closed',
    'response-additional-properties-closed',
    'compatible',
    '{It} of {users} holds declared properties only now.',
    'Callers know all that may come.',
  ],
  [
    'variant-added',
    'response-variant-added',
    'breaking',
    '{It} of {users} may be the variant {after} now.',
    'Callers do not know it.',
  ],
  [
    'variant-removed',
    'response-variant-removed',
    'compatible',
    '{It} of {users} is no longer the variant {before}.',
    'Callers know all that may come.',
  ],
  [
    'combinator-changed',
    'response-combinator-changed',
    'breaking',
    '{It} of {users} combines its variants by {after} in place of {before}.',
    'Values that fit several variants, or one of many, are judged differently.',
  ],
  [
    'discriminator-changed',
    'response-discriminator-changed',
    'risky',
    '{It} of {users} tells its variants apart in another way: {before} became {after}.',
    'Callers may take one variant for another.',
  ],
]);

/** Every change that can be told; what has no line here is none. */
export const changeTable: readonly ChangeRow[] = [...onOperations, ...onRequests, ...onResponses].map(
  (row) =>
    row.level === 'compatible' ? { ...row, bump: clarifications.has(row.id) ? 'patch' : 'minor' } : row,
);

const byKind: ReadonlyMap<string, ChangeRow> = new Map(
  changeTable.map((row) => [`${row.direction} ${row.kind}`, row]),
);

/** The line for a difference; undefined where it means nothing in this direction. */
export function rowOf(kind: ChangeKind, direction: Direction): ChangeRow | undefined {
  return byKind.get(`${direction} ${kind}`) ?? byKind.get(`either ${kind}`);
}
