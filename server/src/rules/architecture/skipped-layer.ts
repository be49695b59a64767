import { defineRule } from '../../model/rule.ts';
import { boundaryProblems, concernsOf, kindsOption } from './boundary-problems.ts';
import { precedenceOf } from './precedence.ts';

const id = 'architecture/skipped-layer';

export default defineRule({
  id,
  scope: 'file',
  concerns: concernsOf(id),
  severity: 'error',
  declaredBy: 'layers',
  precedence: precedenceOf(id),
  options: kindsOption,
  docs: {
    summary: 'No import passes over a closed layer.',
    why: 'A closed layer holds the rules that everything above must go through; an import past it works around them.',
    policy: `{
  "layers": [
    { "name": "ui", "files": "ui/**" },
    { "name": "application", "files": "application/**", "closed": true },
    { "name": "domain", "files": "domain/**" }
  ]
}`,
    bad: `//- ui/page.ts
import { order } from '../domain/order';
//                    ^^^^^^^^^^^^^^^^^ error: Layer "ui" must not import layer "domain" past layer "application", which is closed.
export const page = order;
//- application/place-order.ts
export { order } from '../domain/order';
//- domain/order.ts
export const order = 1;`,
    good: `//- ui/page.ts
import { placeOrder } from '../application/place-order';
export const page = placeOrder;
//- application/place-order.ts
import { order } from '../domain/order';
export const placeOrder = () => order;
//- domain/order.ts
export const order = 1;`,
    ways: [
      'Ask the closed layer for it: *Import from* the layer where it passes the thing on, else add what is missing there.',
      'If the layer need not be passed through, remove "closed" from it in the policy.',
    ],
  },
  check: (file, workspace, options) => boundaryProblems(id, file, workspace, options),
  async *fix(finding, workspace, tools) {
    const { boundaryFixes } = await import('../fixes.ts');
    yield* boundaryFixes(id, finding, workspace, tools);
  },
});
