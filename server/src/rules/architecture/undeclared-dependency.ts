import { defineRule } from '../../model/rule.ts';
import { boundaryProblems, concernsOf, kindsOption } from './boundary-problems.ts';
import { precedenceOf } from './precedence.ts';

const id = 'architecture/undeclared-dependency';

export default defineRule({
  id,
  scope: 'file',
  concerns: concernsOf(id),
  severity: 'error',
  declaredBy: 'boundaries',
  precedence: precedenceOf(id),
  options: kindsOption,
  docs: {
    summary: 'What has a list of what it may import imports nothing else.',
    why: 'A dependency that nobody wrote down grows into a second one; what is listed can be reviewed, and be taken away.',
    policy: `{
  "slices": [
    { "name": "checkout", "files": "checkout/**", "mayImport": ["catalog"] },
    { "name": "catalog", "files": "catalog/**" },
    { "name": "admin", "files": "admin/**" }
  ]
}`,
    bad: `//- checkout/order.ts
import { audit } from '../admin/audit';
//                    ^^^^^^^^^^^^^^^^ error: Slice "checkout" must not import slice "admin", which its "mayImport" does not list.
import { price } from '../catalog/price';
export const order = [audit, price];
//- admin/audit.ts
export const audit = 1;
//- catalog/price.ts
export const price = 1;`,
    good: `//- checkout/order.ts
import { price } from '../catalog/price';
export const order = price;
//- catalog/price.ts
export const price = 1;
//- admin/audit.ts
export const audit = 1;`,
    ways: [
      'Do without the import, or get what is needed through something that is listed.',
      'If the dependency is meant, *Add … to "mayImport"*, where it is reviewed.',
    ],
  },
  check: (file, workspace, options) => boundaryProblems(id, file, workspace, options),
  async *fix(finding, workspace, tools) {
    const { boundaryFixes } = await import('../fixes.ts');
    yield* boundaryFixes(id, finding, workspace, tools);
  },
});
