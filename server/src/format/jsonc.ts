import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { JsonDocument, JsonMember, JsonNode, JsonProblem } from '../model/json.ts';

const sentences: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This is not a JSON value.',
  InvalidNumberFormat: 'This is not a number.',
  PropertyNameExpected: 'A property name in double quotes is expected here.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is expected here.',
  CommaExpected: 'A comma is expected here.',
  CloseBraceExpected: 'A closing brace is expected here.',
  CloseBracketExpected: 'A closing bracket is expected here.',
  EndOfFileExpected: 'The document should end here.',
  UnexpectedEndOfComment: 'This comment is not closed.',
  UnexpectedEndOfString: 'This string is not closed.',
  UnexpectedEndOfNumber: 'This number is not complete.',
  InvalidUnicode: 'This unicode escape is not valid.',
  InvalidEscapeCharacter: 'This escape is not valid in JSON.',
  InvalidCharacter: 'A control character must be escaped.',
};

/**
 * Reads JSON with comments and trailing commas, as tsconfig and policy files are written; strictly, both are problems.
 * Never throws; nesting beyond what the parser's stack bears is one problem at the start.
 */
export function parseJsonc(text: string, { isStrict = false } = {}): JsonDocument {
  const errors: ParseError[] = [];
  try {
    const tree = parseTree(text, errors, {
      allowTrailingComma: !isStrict,
      disallowComments: isStrict,
      allowEmptyContent: false,
    });
    const root = tree ? toNode(tree) : undefined;
    const problems = errors.map((error) => toProblem(error, text.length));
    return root ? { root, problems } : { problems };
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return { problems: [{ span: { start: 0, end: 1 }, message: 'The document is nested too deeply.' }] };
  }
}

function toProblem(error: ParseError, length: number): JsonProblem {
  const start = Math.min(error.offset, length);
  const end = Math.min(Math.max(start + error.length, start + 1), Math.max(length, start));
  return { span: { start, end }, message: sentences[printParseErrorCode(error.error)] ?? 'Not valid JSON.' };
}

function toNode(node: Node): JsonNode {
  const span = { start: node.offset, end: node.offset + node.length };
  switch (node.type) {
    case 'object':
      return { kind: 'object', span, members: (node.children ?? []).flatMap(toMember) };
    case 'array':
      return { kind: 'array', span, items: (node.children ?? []).map(toNode) };
    case 'string':
      return { kind: 'string', span, value: String(node.value) };
    case 'number':
      return { kind: 'number', span, value: Number(node.value) };
    case 'boolean':
      return { kind: 'boolean', span, value: Boolean(node.value) };
    default:
      return { kind: 'null', span };
  }
}

/** A key without a value, as left by a truncated document, is not a member. */
function toMember(property: Node): readonly JsonMember[] {
  const [key, value] = property.children ?? [];
  if (!key || !value) return [];
  const keySpan = { start: key.offset, end: key.offset + key.length };
  return [{ key: String(key.value), keySpan, value: toNode(value) }];
}
