import { defineRule } from '../../model/rule.ts';
import { boundaryProblems, concernsOf, kindsOption } from './boundary-problems.ts';
import { precedenceOf } from './precedence.ts';

const id = 'architecture/upward-import';

export default defineRule({
  id,
  scope: 'file',
  concerns: concernsOf(id),
  severity: 'error',
  declaredBy: 'layers',
  precedence: precedenceOf(id),
  options: kindsOption,
  docs: {
    summary: 'A layer imports only itself and the layers below it.',
    why: 'An upward import ties stable code to volatile code: neither can be tested, replaced or shipped alone.',
    policy: `{
  "layers": [
    { "name": "ui", "files": "ui/**" },
    { "name": "domain", "files": "domain/**", "why": "ADR-7: the domain knows no screen" }
  ]
}`,
    bad: `//- domain/order.ts
import { page } from '../ui/page';
//                   ^^^^^^^^^^^^ error: Layer "domain" must not import layer "ui", which is above it.
export const order = page;
//- ui/page.ts
export const page = 1;`,
    good: `//- ui/page.ts
import { order } from '../domain/order';
export const page = order;
//- domain/order.ts
export const order = 1;`,
    ways: [
      'Move what is needed down into this layer or below it.',
      'Let this layer declare an interface and let the upper layer pass the implementation in; *Extract a port* writes what is used only as a type anew: an interface with the members that are used, and whatever these need that must not be imported either.',
      'If the file belongs elsewhere, move it or bind it to another layer.',
    ],
  },
  check: (file, workspace, options) => boundaryProblems(id, file, workspace, options),
  async *fix(finding, workspace, tools) {
    const { boundaryFixes } = await import('../fixes.ts');
    yield* boundaryFixes(id, finding, workspace, tools);
  },
});
