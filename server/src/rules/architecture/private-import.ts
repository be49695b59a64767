import { defineRule } from '../../model/rule.ts';
import { boundaryProblems, concernsOf, kindsAndTestsOption } from './boundary-problems.ts';
import { precedenceOf } from './precedence.ts';

const id = 'architecture/private-import';

export default defineRule({
  id,
  scope: 'file',
  concerns: concernsOf(id),
  severity: 'error',
  declaredBy: 'boundaries',
  precedence: precedenceOf(id),
  options: kindsAndTestsOption,
  docs: {
    summary: 'From outside only the public entry of a slice, layer, service or package is imported.',
    why: 'What others import cannot be changed alone; behind a public entry everything else is free to change.',
    policy: `{
  "slices": [{ "name": "feature", "files": "features/{feature}/**", "public": ["index.ts"] }]
}`,
    bad: `//- app.ts
import { total } from './features/cart/total';
//                    ^^^^^^^^^^^^^^^^^^^^^^^ error: Nothing outside of slice "feature:cart" must import its "total.ts", which is private: only "index.ts" is public.
export const app = total;
//- features/cart/total.ts
export const total = 1;
//- features/cart/index.ts
export { total } from './total';`,
    good: `//- app.ts
import { total } from './features/cart';
export const app = total;
//- features/cart/total.ts
export const total = 1;
//- features/cart/index.ts
export { total } from './total';`,
    ways: [
      '*Import from* the public entry; where a name is missing there, *Add … and import from there* does both.',
      'If the file is meant for others, *Add … to "public"*.',
      'Tests may import anything; the option "tests" of this rule judges them, too.',
    ],
  },
  check: (file, workspace, options) => boundaryProblems(id, file, workspace, options),
  async *fix(finding, workspace, tools) {
    const { boundaryFixes } = await import('../fixes.ts');
    yield* boundaryFixes(id, finding, workspace, tools);
  },
});
