import fc from 'fast-check';

/** What a naive reader trips over, put into strings, comments, templates, regular expressions and JSX text. */
const traps = [
  "import 'no'",
  'import no from "no"',
  "import('no')",
  "require('no')",
  "export * from 'no'",
  'parapet-allow a/b: no',
  "'",
  '"',
  '`',
  '//',
  '/*',
  '*/',
  '/',
  '${',
  '{',
  '}',
  '(',
  ')',
  '<a>',
  '</a>',
  '\\',
  'it is',
  ' ',
  '\n',
  'é',
];

const trap = fc.array(fc.constantFrom(...traps), { maxLength: 4 }).map((parts) => parts.join(''));
const oneLine = trap.map((text) => text.replaceAll('\n', ' '));
const specifier = fc.constantFrom("'x'", '"./y"', "'../z/\\u0061'", "'@s/p'");
const name = fc.constantFrom(
  'a',
  'b',
  'type',
  'from',
  'of',
  'as',
  'T',
  'async',
  'x1',
  'é',
  '$import',
  'require2',
);

const text = fc.oneof(
  trap.map((content) => JSON.stringify(content)),
  trap.map(
    (content) => `'${JSON.stringify(content).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`,
  ),
);

const regularExpression = fc
  .array(
    fc.constantFrom(
      "'",
      '"',
      '`',
      '[/\'"]',
      '\\/',
      "import('no')",
      '\\[',
      '{',
      '}',
      '(?:a)',
      'a',
      '\\\\',
      '[^/`]',
      '<',
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((parts) => `/${parts.join('')}/g`);

const directive = fc.constantFrom(
  'parapet-allow a/b: reason',
  'parapet-allow a/b, c/d: why (until 2027-01-31)',
  ' parapet-allow a/b',
  'not parapet-allow a/b: no',
);
const comment = fc.oneof(
  oneLine.map((content) => `//${content}\n`),
  trap.map((content) => `/*${content.replaceAll('*/', '* /')}*/`),
  directive.map((content) => `// ${content}\n`),
  directive.map((content) => `/* ${content} */`),
);
/** What may stand between any two tokens; mostly a space. */
const gap = fc.oneof(
  { weight: 16, arbitrary: fc.constant(' ') },
  { weight: 2, arbitrary: fc.constantFrom('\n', '\r\n', '\t', '\n\n') },
  { weight: 1, arbitrary: comment },
);

function joined(...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> {
  return fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((all) => all.join(''));
}

const importing = fc.oneof(
  joined('import', gap, specifier),
  joined('import', gap, 'a', gap, 'from', gap, specifier),
  joined('import ', gap, '{', gap, 'a as b', gap, '}', gap, 'from', gap, specifier),
  joined('import a,', gap, '* as b', gap, 'from', gap, specifier),
  joined('export', gap, '*', gap, 'from', gap, specifier),
  joined('export', gap, '{ default as d }', gap, 'from', gap, specifier),
  joined('export {', gap, 'a', gap, '}'),
);

const importingTypes = fc.oneof(
  joined('import type ', gap, 'A', gap, 'from', gap, specifier),
  joined('import', gap, '{ type A,', gap, 'type B }', gap, 'from', gap, specifier),
  joined('export type', gap, '{ A }', gap, 'from', gap, specifier),
  joined('export type { A }'),
  joined('import', gap, 'a =', gap, 'require(', gap, specifier, ')'),
  joined('export import a =', gap, 'require(', specifier, gap, ')'),
);

/** What a source may hold. */
export interface Language {
  readonly jsx: boolean;
  readonly types: boolean;
}

/** The parts of a source that nest in each other. */
type Nested = Record<'expression' | 'type' | 'jsx' | 'statement' | 'block' | 'statements', string>;

type Part = fc.Arbitrary<string>;
type Tie = fc.LetrecTypedTie<Nested>;

const nesting = { depthSize: 'small', withCrossShrink: true } as const;

/** Sources that are hard to read and, nearly always, valid. */
export function hostileSource(language: Language): Part {
  const { statements } = fc.letrec<Nested>((tie) => {
    const annotation = language.types
      ? fc.oneof(fc.constant(''), joined(':', gap, tie('type')))
      : fc.constant('');
    return {
      expression: fc.oneof(
        nesting,
        ...plainExpressions(tie, language, annotation),
        ...(language.types ? typedExpressions(tie, language) : []),
        ...(language.jsx ? [tie('jsx')] : []),
      ),
      type: types(tie('type')),
      jsx: elements(tie),
      block: joined('{', gap, tie('statements'), gap, '}'),
      statement: fc.oneof(
        nesting,
        ...plainStatements(tie, annotation),
        ...(language.types ? typedStatements(tie('type')) : []),
      ),
      statements: fc
        .array(fc.tuple(tie('statement'), fc.constantFrom(';\n', ';', '\n', ';\r\n', '; ')), { maxLength: 4 })
        .map((all) => all.flat().join('')),
    };
  });
  return fc.array(statements, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n'));
}

function plainExpressions(tie: Tie, language: Language, annotation: Part): readonly Part[] {
  const expression = tie('expression');
  const block = tie('block');
  return [
    name,
    text,
    fc.constantFrom('1', '.5', '1.', '0x1f', '1e3'),
    regularExpression,
    joined('`', trap.map(escapeTemplate), '${', expression, '}', trap.map(escapeTemplate), '`'),
    joined('import(', gap, specifier, gap, ')'),
    joined('import(', specifier, ').then(', expression, ')'),
    joined('require', gap, '(', gap, specifier, ')'),
    joined('a.require(', specifier, ')'),
    joined('a?.import(', specifier, ')'),
    joined('(', expression, gap, ')'),
    joined('(', expression, ') /', gap, expression),
    joined('a /', gap, 'b', gap, '/', gap, '(', expression, ')'),
    joined('a++', gap, '/', gap, 'b'),
    joined('[', expression, ',', gap, expression, ']'),
    joined('({ a:', gap, expression, ', import:', gap, expression, ' })'),
    joined('a', gap, '?', gap, expression, gap, ':', gap, expression),
    joined('f(', expression, ',', gap, expression, ')'),
    joined('(() =>', gap, expression, ')'),
    joined('(async (a', annotation, ')', language.types ? annotation : '', ' =>', gap, block, ')'),
    joined('(a', gap, '<', gap, 'b &&', gap, 'c >', gap, '(', expression, '))'),
    joined('(typeof', gap, expression, ')'),
    joined('!', gap, '(', expression, ')'),
    joined('a[', expression, '] /', gap, 'b'),
    joined('(function', gap, '() ', block, ')'),
  ];
}

function typedExpressions(tie: Tie, language: Language): readonly Part[] {
  const expression = tie('expression');
  const type = tie('type');
  return [
    joined('(a', gap, 'as', gap, type, ')'),
    joined('a!', gap, '/', gap, 'b'),
    joined('f<', type, '>(', expression, ')'),
    language.jsx
      ? joined('(<T,>(a: T) =>', gap, expression, ')')
      : joined('(<', type, '>(', expression, '))'),
  ];
}

function types(type: Part): Part {
  return fc.oneof(
    nesting,
    fc.constantFrom('A', 'string', "'it'", 'A[]'),
    joined('import(', gap, specifier, ').A'),
    joined('typeof import(', specifier, ')'),
    joined('Map<', type, ',', gap, type, '>'),
    joined('{ a:', gap, type, '; b?:', gap, type, ' }'),
    joined('(', type, gap, '|', gap, type, ')'),
    joined('(A extends', gap, type, ' ?', gap, type, ' :', gap, type, ')'),
    joined('((a:', gap, type, ') =>', gap, type, ')'),
    joined('(<T>(a: T) =>', gap, type, ')'),
    joined('[', type, ',', gap, type, ']'),
  );
}

function elements(tie: Tie): Part {
  const expression = tie('expression');
  const jsx = tie('jsx');
  const children = fc.array(
    fc.oneof(
      trap.map((content) => content.replaceAll(/[{}<>]/g, '')),
      joined('{', gap, expression, gap, '}'),
      joined('{', comment, '}'),
      jsx,
    ),
    { maxLength: 3 },
  );

  return fc.oneof(
    nesting,
    joined('<b', gap, '/>'),
    joined('<A.B', gap, "c='\"`//'", gap, 'd={', expression, '}', gap, '/>'),
    joined(
      '<p',
      gap,
      'import="it\'s">',
      children.map((all) => all.join('')),
      '</p>',
    ),
    joined(
      '<>',
      children.map((all) => all.join('')),
      '</>',
    ),
  );
}

function plainStatements(tie: Tie, annotation: Part): readonly Part[] {
  const expression = tie('expression');
  const block = tie('block');
  return [
    importing,
    expression.map((source) => `x = ${source}`),
    joined('const a', annotation, ' =', gap, expression),
    joined('if (', expression, ')', gap, expression),
    joined('if (', expression, ')', gap, block, ' else', gap, block),
    joined('while (', expression, ')', gap, regularExpression, '.test(a)'),
    joined('for (const a of', gap, expression, ')', gap, block),
    joined('function f(a', annotation, ')', annotation, gap, block),
    joined('function f() ', block, gap, regularExpression, '.test(b)'),
    joined('class A { b', annotation, ' =', gap, expression, '; c(a', annotation, ')', gap, block, ' }'),
    joined(
      'return',
      gap.filter((source) => !source.includes('\n')),
      expression,
    ),
    joined('switch (a) { case', gap, expression, ':', gap, expression, '; default:', gap, expression, ' }'),
    joined('a:', gap, block),
    comment,
  ];
}

function typedStatements(type: Part): readonly Part[] {
  return [
    importingTypes,
    joined('type B<T = ', type, '> =', gap, type),
    joined(
      'interface I { a:',
      gap,
      type,
      '; b(c:',
      gap,
      type,
      '):',
      gap,
      type,
      '; <T>(a: T):',
      gap,
      type,
      ' }',
    ),
    joined('declare module "no"', gap, '{', gap, importing, ' }'),
    joined('let v:', gap, type),
  ];
}

function escapeTemplate(content: string): string {
  return content.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
}
