import { defineRule } from '../../model/rule.ts';
import { layerEdges } from './layer-edges.ts';

export default defineRule({
  id: 'architecture/upward-import',
  scope: 'file',
  severity: 'error',
  declaredBy: 'layers',
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
      'Let this layer declare an interface and let the upper layer pass the implementation in.',
      'If the file belongs elsewhere, move it or bind it to another layer.',
    ],
  },
  *check(file, workspace) {
    const upward = layerEdges(file, workspace, (upper, lower) => lower.rank <= upper.rank);
    for (const { to, fact, upper, lower } of upward) {
      const boundary =
        lower.rank === upper.rank
          ? `Layer "${upper.name}" must not import layer "${lower.name}": the two are independent.`
          : `Layer "${upper.name}" must not import layer "${lower.name}", which is above it.`;
      yield {
        path: file.path,
        span: { start: fact.start, end: fact.end },
        extent: { start: fact.statement, end: fact.end },
        message: boundary,
        subject: to.path,
        related: [
          { ...upper.place, message: `Layer "${upper.name}" is declared here.` },
          { ...lower.place, message: `Layer "${lower.name}" is declared here.` },
        ],
        ...(upper.why !== undefined && { why: upper.why }),
        ...(upper.owner !== undefined && { owner: upper.owner }),
        ...(upper.severity !== undefined && { severity: upper.severity }),
      };
    }
  },
});
