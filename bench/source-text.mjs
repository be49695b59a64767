// Believable TypeScript: imports first, then types, functions, strings, templates, comments and some JSX.
import path from 'node:path';

const nouns = [
  'order',
  'cart',
  'price',
  'invoice',
  'parcel',
  'account',
  'stock',
  'ticket',
  'route',
  'tariff',
];
const deeds = [
  'reader',
  'ledger',
  'planner',
  'mapper',
  'queue',
  'index',
  'gateway',
  'catalog',
  'journal',
  'view',
];

/** A name of two words for a number. */
export function nameOf(number) {
  return `${nouns[number % nouns.length]}-${deeds[Math.floor(number / nouns.length) % deeds.length]}`;
}

export function sourceText(module, imports, random) {
  const { name, extension } = module;
  const uses = imports.filter(({ isType }) => !isType);
  const body = Array.from({ length: 2 + random.below(9) }, (_, index) => functionText(name, index, random));
  return [
    ...packageImports(extension, random),
    ...new Set(imports.map((imported) => importText(module, imported))),
    '',
    `/** Settings of {@link create${name}}; durations are in milliseconds. */`,
    `export interface ${name}Options {`,
    '  readonly title: string;',
    '  readonly limit?: number;',
    '  readonly tags: ReadonlyArray<string>;',
    '}',
    '',
    ...body,
    `export function create${name}(options: ${name}Options) {`,
    `  const parts = [${uses.map(({ target }) => `typeof create${target.name}`).join(', ')}];`,
    '  return { ...options, parts, size: parts.length };',
    '}',
    ...(extension === 'tsx' ? viewText(name) : []),
    ...lazyText(module, uses, random),
    '',
  ].join('\n');
}

export function testText(module, subject, random) {
  const specifier = relative(module, subject);
  const cases = Array.from({ length: 2 + random.below(6) }, (_, index) =>
    [
      `test('${module.name} keeps case ${index}', () => {`,
      `  const made = create${subject.name}({ title: 'case ${index}', tags: ['a', "b"] });`,
      '  assert.equal(made.parts.length, made.size);',
      '});',
      '',
    ].join('\n'),
  );
  return [
    "import assert from 'node:assert/strict';",
    "import { test } from 'node:test';",
    `import { create${subject.name} } from '${specifier}';`,
    '',
    ...cases,
  ].join('\n');
}

function packageImports(extension, random) {
  const found = extension === 'tsx' ? ["import { useState } from 'react';"] : [];
  if (random.chance(0.25)) found.push("import { z } from 'zod';");
  if (random.chance(0.1)) found.push("import * as path from 'node:path';");
  return found;
}

function importText(module, { target, way, isType }) {
  const specifier = way === 'relative' ? relative(module, target) : way;
  return isType
    ? `import type { ${target.name}Options } from '${specifier}';`
    : `import { create${target.name} } from '${specifier}';`;
}

function relative(from, to) {
  const found = path.posix.relative(path.posix.dirname(from.file), to.file);
  return found.startsWith('.') ? found : `./${found}`;
}

function functionText(name, index, random) {
  const lines = Array.from({ length: 3 + random.below(14) }, (_, line) => statement(line, random));
  return [
    `// Step ${index} of ${name}: it must not import('./anything') by itself, whatever "from" says.`,
    `function step${index}(options: ${name}Options, depth = ${random.below(9)}): string {`,
    '  let text = options.title;',
    ...lines,
    '  return text;',
    '}',
    '',
  ].join('\n');
}

function statement(line, random) {
  const number = random.below(1000);
  const choices = [
    `  if (depth > ${number} && options.tags.includes('tag-${number}')) text += \`\${depth}: \${text}\`;`,
    `  text = text.replace(/[a-z]+\\/${number}|"quoted"/g, (found) => found.toUpperCase());`,
    `  for (const tag of options.tags.slice(${line})) text += tag.length / ${number + 1};`,
    `  const value${line} = { kind: 'entry', weight: ${number}, label: "it's ${number}" };`,
    `  text += String(options.limit ?? ${number}); // ${nameOf(number)} is counted from zero`,
  ];
  return choices[random.below(choices.length)];
}

function viewText(name) {
  return [
    '',
    `export function ${name}View({ title, tags }: ${name}Options) {`,
    '  const [open, setOpen] = useState(false);',
    '  return (',
    '    <section onClick={() => setOpen(!open)} title={`view of ${title}`}>',
    "      <h2>Don't import from here</h2>",
    '      {open ? tags.map((tag) => <span key={tag}>{tag}</span>) : null}',
    '    </section>',
    '  );',
    '}',
  ];
}

/** A tenth of the modules loads one of its imports again on demand. */
function lazyText(module, uses, random) {
  const lazy = uses.find(({ way }) => way === 'relative');
  if (lazy === undefined || !random.chance(0.1)) return [];
  return ['', `export const load = () => import('${relative(module, lazy.target)}');`];
}
