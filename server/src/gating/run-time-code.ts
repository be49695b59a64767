/** Statements that leave nothing to run, or nothing of their own: what they import is measured where it stands. */
const idleStatement =
  /^(?:import\b(?!\s*[(.])|export\s+(?:type|interface|declare)\b|export\s*[{*]|export\s+default\s+interface\b|interface\b|type\b|declare\b)/;
/** A line after one of these goes on with the statement before it. */
const goesOn = /(?:[=|&,:?<({[+.]|=>|\b(?:extends|keyof|typeof|infer|readonly|from|as|is|in))$/;
/** A line that begins with one of these goes on as well. */
const isContinued = /^(?:[=|&,:?<>({[)}\]+.'"`]|extends\b|from\b|with\b|as\b|assert\b)/;

/**
 * False for a text that holds only imports, re-exports, types and declarations, which no coverage tool measures a line
 * of. Where this cannot be told it is true: then a report that passes over the file leaves a question.
 */
export function hasRunTimeCode(text: string): boolean {
  const bare = withoutComments(text);
  if (bare === undefined) return true;
  let depth = 0;
  let before = '';
  for (const line of bare.split('\n')) {
    for (const statement of depth === 0 ? line.split(';') : [line]) {
      const own = statement.trim();
      if (own === '') continue;
      const isFresh = depth === 0 && !isContinued.test(own) && !goesOn.test(before);
      if (isFresh && !idleStatement.test(own)) return true;
      depth += balance(own);
      before = own;
    }
    if (line.trimEnd().endsWith(';')) before = ';';
  }
  return depth !== 0;
}

/** Strings become empty ones; undefined where a slash may begin a regular expression, which types hold none of. */
function withoutComments(text: string): string | undefined {
  const parts = text
    .replaceAll('\r', '')
    .split(/(\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)/);
  // Odd parts are what the expression matched.
  const kept = parts.map((part, index) => (index % 2 === 0 ? part : part.startsWith('/') ? ' ' : "''"));
  const bare = kept.join('');
  return bare.includes('/') || bare.includes('`') ? undefined : bare;
}

function balance(text: string): number {
  let depth = 0;
  for (const character of text) {
    if ('({['.includes(character)) depth++;
    else if (')}]'.includes(character)) depth--;
  }
  return depth;
}
