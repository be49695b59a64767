/** Where another tool calls a change breaking and we do not, or we do and it does not; the bench holds each against the tools. */
export interface PeerDifference {
  readonly change: string;
  readonly oasdiff: 'breaking' | 'warning' | 'compatible' | 'either';
  readonly redocly: 'breaking' | 'compatible';
  readonly here: 'breaking' | 'risky' | 'compatible' | 'none';
  readonly reason: string;
  /** Names of the pairs of our tests that show it; none where only the history of a public contract did. */
  readonly pairs: readonly string[];
  /** The words of the table where a level alone does not say it. */
  readonly words?: { readonly redocly?: string; readonly here?: string };
}

/** Both tools call these breaking: they go by the form of a schema and not by its values. */
const bothBreaking: readonly PeerDifference[] = [
  {
    change: '`enum: [a]` becomes `const: a`',
    ...{ oasdiff: 'breaking', redocly: 'breaking', here: 'none' },
    reason: 'The same one value.',
    pairs: ['one value as const, sent', 'one value as const, answered'],
  },
  {
    change:
      "`type: [T, 'null']` becomes `anyOf` of `T` and `null`, `oneOf` with `null` becomes `anyOf` with it",
    ...{ oasdiff: 'breaking', redocly: 'breaking', here: 'none' },
    reason: 'The same values.',
    pairs: [
      'null by a type or by a variant, sent',
      'null by a type or by a variant, answered',
      'null beside a component, sent',
    ],
  },
  {
    change: '`$ref: X` becomes `allOf: [$ref: X]`',
    ...{ oasdiff: 'breaking', redocly: 'breaking', here: 'none' },
    reason: 'The same values; 3.0 has no other way to add a description.',
    pairs: ['a wrapper around one component, sent', 'a wrapper around one component, answered'],
  },
  {
    change: '`allOf` is written out',
    ...{ oasdiff: 'breaking', redocly: 'breaking', here: 'none' },
    reason: 'The same values.',
    pairs: ['combined or written out, sent', 'combined or written out, answered'],
  },
  {
    change: 'A part that only adds optional properties joins `allOf`',
    ...{ oasdiff: 'breaking', redocly: 'breaking', here: 'compatible' },
    words: { here: 'compatible in requests' },
    reason: 'The same as the properties written out.',
    pairs: [],
  },
  {
    change: '`type: object` is left out beside `additionalProperties`, in a response',
    ...{ oasdiff: 'breaking', redocly: 'breaking', here: 'none' },
    reason: 'The same values, as documents leave out types.',
    pairs: ['an object by what it holds, answered'],
  },
  {
    change: 'A parameter of the path is declared that was there in it',
    ...{ oasdiff: 'breaking', redocly: 'breaking', here: 'none' },
    reason: 'Whoever called the path gave it.',
    pairs: ['what is declared of a part of the path that was there'],
  },
];

const notAgreed: readonly PeerDifference[] = [
  {
    change: 'A deprecated operation is removed',
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'breaking' },
    reason: 'That it was announced does not mend calls. It has an id of its own.',
    pairs: ['deprecated-operation-removed'],
  },
  {
    change: "The path of a server's address changes",
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'breaking' },
    reason: 'Calls go to the old address and fail.',
    pairs: ['server-path-changed'],
  },
  {
    change: 'Security is tightened, a scheme is presented in another way',
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'breaking' },
    reason: 'Callers are refused.',
    pairs: ['security-tightened', 'security-scheme-changed'],
  },
  {
    change: 'The way a parameter is written changes',
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'breaking' },
    reason: 'The server reads another value.',
    pairs: ['parameter-serialisation-changed'],
  },
  {
    change:
      'Another limit than a length or a number is tightened for callers or loosened for readers; `multipleOf`, `uniqueItems`, `maxItems`, `not`, a removed pattern',
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'breaking' },
    reason: 'As for every other limit.',
    pairs: [
      'request-constraint-tightened',
      'response-constraint-loosened',
      'request-constraint-changed',
      'response-constraint-changed',
    ],
  },
  {
    change: 'A limit is set where there was none',
    ...{ oasdiff: 'warning', redocly: 'breaking', here: 'breaking' },
    reason: 'Callers may be beyond it.',
    pairs: ['request-constraint-tightened'],
  },
  {
    change: '`additionalProperties` is closed for callers',
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'breaking' },
    reason: 'Callers may send some.',
    pairs: ['request-additional-properties-closed'],
  },
  {
    change: '`additionalProperties` is opened for readers',
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'risky' },
    reason: 'Only strict readers notice.',
    pairs: ['response-additional-properties-opened'],
  },
  {
    change: 'A listed value is new in a response',
    ...{ oasdiff: 'warning', redocly: 'breaking', here: 'risky' },
    reason: 'Readers should expect it, and some do not.',
    pairs: ['response-enum-value-added'],
  },
  {
    change: 'An `enum` is dropped in a response',
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'breaking' },
    reason: 'Readers get values that they do not know.',
    pairs: ['response-enum-dropped'],
  },
  {
    change: 'An `enum` is dropped in a request',
    ...{ oasdiff: 'breaking', redocly: 'compatible', here: 'compatible' },
    reason: 'All that was sent is still accepted.',
    pairs: ['request-enum-dropped'],
  },
  {
    change: 'A type is widened in a request',
    ...{ oasdiff: 'breaking', redocly: 'compatible', here: 'compatible' },
    reason: 'All that was sent is still accepted.',
    pairs: ['request-type-widened'],
  },
  {
    change:
      'A format becomes wider for callers or narrower for readers (`float`, `double`), `multipleOf` likewise',
    ...{ oasdiff: 'either', redocly: 'breaking', here: 'compatible' },
    reason: 'All values are still understood.',
    pairs: ['request-constraint-loosened', 'response-constraint-tightened'],
  },
  {
    change: 'A format is set in a response, or dropped in a request',
    ...{ oasdiff: 'breaking', redocly: 'compatible', here: 'compatible' },
    reason: 'All values are still understood.',
    pairs: ['request-constraint-loosened', 'response-constraint-tightened'],
  },
  {
    change: 'An optional property or header of a response is removed',
    ...{ oasdiff: 'warning', redocly: 'breaking', here: 'breaking' },
    reason: 'Few contracts say that what they always send is required.',
    pairs: ['optional-response-header-removed', 'response-optional-property-removed'],
  },
  {
    change: 'A property of a request is removed, and undeclared ones are refused',
    ...{ oasdiff: 'warning', redocly: 'breaking', here: 'breaking' },
    reason: 'Callers are refused.',
    pairs: ['request-property-refused'],
  },
  {
    change: 'A property or parameter of a request is removed',
    ...{ oasdiff: 'warning', redocly: 'breaking', here: 'risky' },
    words: { redocly: 'breaking (parameters)' },
    reason: 'Servers mostly ignore what they do not know.',
    pairs: ['parameter-removed'],
  },
  {
    change: 'A pattern changes in a request',
    ...{ oasdiff: 'warning', redocly: 'breaking', here: 'breaking' },
    reason: 'It cannot be decided.',
    pairs: ['request-pattern-changed'],
  },
  {
    change: 'A pattern changes in a response',
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'risky' },
    reason: 'Readers seldom check it.',
    pairs: ['response-pattern-changed'],
  },
  {
    change: 'A variant of `anyOf` is new in a response',
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'breaking' },
    reason: 'Readers do not know it.',
    pairs: ['response-variant-added'],
  },
  {
    change: 'An `operationId` changes, a server or an error response is removed',
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'risky' },
    reason: 'Calls work on.',
    pairs: ['operation-id-changed', 'server-removed', 'error-response-removed'],
  },
  {
    change: 'A required body is new',
    ...{ oasdiff: 'breaking', redocly: 'compatible', here: 'breaking' },
    reason: 'Callers do not send it.',
    pairs: ['required-request-body-added'],
  },
  {
    change: 'A response header becomes optional',
    ...{ oasdiff: 'breaking', redocly: 'compatible', here: 'breaking' },
    reason: 'Callers rely on it.',
    pairs: ['response-header-became-optional'],
  },
  {
    change: 'Components that are variants get other names',
    ...{ oasdiff: 'breaking', redocly: 'compatible', here: 'none' },
    reason: 'Names of components are not sent.',
    pairs: ['components that are variants have other names'],
  },
  {
    change: 'A variant of another name takes the place of one, and holds more or as much',
    ...{ oasdiff: 'breaking', redocly: 'compatible', here: 'compatible' },
    reason: 'What changed within is compared; a number is one in place of an integer that is sent.',
    pairs: [
      'a variant of another name holds more, sent',
      'a variant of another name holds more, answered',
      'a variant of another name asks for more, answered',
      'a variant of another name lists more values, sent',
      'a variant that holds itself has another name, sent',
      'a variant that holds itself has another name, answered',
      'a variant of another name and the same constant, sent',
      'a variant of another name and the same constant, answered',
      'variants without names in another order, sent',
      'variants without names in another order, answered',
      'a number in place of an integer, sent',
    ],
  },
  {
    change: 'A variant of another name takes the place of one in a request, and holds less',
    ...{ oasdiff: 'breaking', redocly: 'compatible', here: 'risky' },
    reason: 'As for a property that is removed.',
    pairs: ['a variant of another name holds less, sent'],
  },
  {
    change:
      'A variant goes while another one comes that has nothing of it, or that its name alone tells apart, as by a discriminator without a mapping',
    ...{ oasdiff: 'breaking', redocly: 'compatible', here: 'breaking' },
    reason: 'Callers send or get another one.',
    pairs: [
      'a variant has nothing of the one that is gone, sent',
      'a variant that its name tells apart, sent',
      'a variant that its name tells apart, answered',
    ],
  },
  {
    change: '`type: object` is left out beside `additionalProperties`, in a request',
    ...{ oasdiff: 'breaking', redocly: 'compatible', here: 'none' },
    reason: 'The same values, as documents leave out types.',
    pairs: ['an object by what it holds, sent'],
  },
  {
    change: 'A parameter of the path is no longer declared, and is there in it',
    ...{ oasdiff: 'warning', redocly: 'breaking', here: 'none' },
    reason: 'Whoever calls the path gives it.',
    pairs: ['or no longer declared'],
  },
  {
    change: 'A number in a query becomes any text',
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'compatible' },
    reason: 'What was sent is one text of many.',
    pairs: ['a number in a query is a text'],
  },
  {
    change: 'A place of a tuple is written that is as what comes behind the others, in a request',
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'none' },
    reason: 'The same values.',
    pairs: ['a place of a tuple that is as what comes behind the others, sent'],
  },
  {
    change: 'A place of a tuple is written that is as what comes behind the others, in a response',
    ...{ oasdiff: 'breaking', redocly: 'compatible', here: 'none' },
    reason: 'The same values.',
    pairs: ['a place of a tuple that is as what comes behind the others, answered'],
  },
  {
    change: "A slash at the end of a server's address goes while another server is added",
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'compatible' },
    reason: 'The address is the same.',
    pairs: ['server-added'],
  },
  {
    change: 'A header that HTTP defines (`Accept`) is no longer declared',
    ...{ oasdiff: 'warning', redocly: 'breaking', here: 'none' },
    reason: 'It means what it meant.',
    pairs: ['a header that HTTP defines'],
  },
  {
    change:
      "A security scheme's name; `minItems: 0`; `additionalProperties: {}`; a parameter of the path written out; `oneOf` with `null` becomes `anyOf` with it in a response; the type of a read-only property in a request",
    ...{ oasdiff: 'compatible', redocly: 'breaking', here: 'none' },
    reason: 'It means the same to callers.',
    pairs: [
      'a security scheme has another name',
      'a default that says what holds, answered',
      'anything else as a schema, sent',
      'a parameter of all operations of a path, written out',
      'null beside a component, answered',
      'read-only properties are not sent',
    ],
  },
];

export const peerDifferences: readonly PeerDifference[] = [...bothBreaking, ...notAgreed];

/** The section of docs/contracts-changes.md. */
export function peersText(): string {
  return `## Held against other tools

Every pair of our tests, and histories of public contracts, were compared with oasdiff 1.15 and Redocly CLI 2.77. What both call breaking we call
breaking, and nothing that both call compatible, but for these, where both go by the form of a schema and not by its values:

${tableOf(bothBreaking)}

Where the two do not agree:

${tableOf(notAgreed)}
`;
}

function tableOf(differences: readonly PeerDifference[]): string {
  const rows = differences.map(({ change, oasdiff, redocly, here, reason, words }) => {
    return `| ${change} | ${oasdiff} | ${words?.redocly ?? redocly} | ${words?.here ?? here} | ${reason} |`;
  });
  return `| change | oasdiff | Redocly | here | our reason |\n|---|---|---|---|---|\n${rows.join('\n')}`;
}
