/** `npm run new-rule FAMILY/NAME` writes the rule and its test; the index and the pages follow from `npm run generate`. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const id = process.argv[2] ?? '';
const files = {
  [`server/src/rules/${id}.ts`]: ruleText(id),
  [`test/rules/${id}.test.ts`]: testText(id),
};
const taken = Object.keys(files).filter((file) => existsSync(join(root, file)));
if (!/^[a-z]+\/[a-z]+(?:-[a-z]+)+$/.test(id)) {
  console.error('Give the rule an id that names the bad pattern, such as architecture/upward-import.');
  process.exitCode = 2;
} else if (taken.length > 0) {
  console.error(`There already: ${taken.join(', ')}.`);
  process.exitCode = 2;
} else {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  console.log(`Wrote ${Object.keys(files).join(' and ')}; fill them in and run \`npm run generate\`.`);
}

/** The examples are the first test: it fails until they say what the rule finds. */
function ruleText(id: string): string {
  return `import { defineRule } from '../../model/rule.ts';

export default defineRule({
  id: '${id}',
  scope: 'file',
  severity: 'error',
  declaredBy: 'layers',
  docs: {
    summary: '',
    why: '',
    policy: '{}',
    bad: \`//- a.ts
export {};\`,
    good: \`//- a.ts
export {};\`,
    ways: [],
  },
  *check(file, workspace) {},
});
`;
}

function testText(id: string): string {
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findings } from '../../support/rule.ts';

test('${id}: what its page does not show', async () => {
  assert.deepEqual(await findings('{}', '//- a.ts\\nexport {};'), ['a.ts:1:1 error ${id}']);
});
`;
}
