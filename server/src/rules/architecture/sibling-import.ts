import { defineRule } from '../../model/rule.ts';
import { boundaryProblems, concernsOf, kindsAndTestsOption } from './boundary-problems.ts';
import { precedenceOf } from './precedence.ts';

const id = 'architecture/sibling-import';

export default defineRule({
  id,
  scope: 'file',
  concerns: concernsOf(id),
  severity: 'error',
  declaredBy: 'boundaries',
  precedence: precedenceOf(id),
  options: kindsAndTestsOption,
  docs: {
    summary: 'Slices of one family do not import each other where the policy says so.',
    why: 'Slices that import each other can no longer be built, shipped or removed alone.',
    policy: `{
  "slices": [{ "name": "feature", "files": "features/{feature}/**", "siblings": "none" }]
}`,
    bad: `//- features/cart/cart.ts
import { order } from '../orders/order';
//                    ^^^^^^^^^^^^^^^^^ error: Slice "feature:cart" must not import slice "feature:orders": slices of "feature" do not import each other.
export const cart = order;
//- features/orders/order.ts
export const order = 1;`,
    good: `//- features/cart/cart.ts
import { total } from './total';
import { money } from '../../shared/money';
export const cart = [total, money];
//- features/cart/total.ts
export const total = 1;
//- shared/money.ts
export const money = 1;`,
    ways: [
      'Move what both need out of the slices.',
      'Let whoever puts the slices together pass one to the other.',
      'If slices of this family may use each other, set "siblings" to "public".',
      'Tests may import anything; the option "tests" of this rule judges them, too.',
    ],
  },
  check: (file, workspace, options) => boundaryProblems(id, file, workspace, options),
  async *fix(finding, workspace, tools) {
    const { boundaryFixes } = await import('../fixes.ts');
    yield* boundaryFixes(id, finding, workspace, tools);
  },
});
