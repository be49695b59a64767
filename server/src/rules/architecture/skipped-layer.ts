import type { Layer } from '../../model/policy.ts';
import { defineRule } from '../../model/rule.ts';
import { layerEdges } from './layer-edges.ts';

export default defineRule({
  id: 'architecture/skipped-layer',
  scope: 'file',
  severity: 'error',
  declaredBy: 'layers',
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
      'Ask the closed layer for it: add what is missing there and import that.',
      'If the layer need not be passed through, remove "closed" from it in the policy.',
    ],
  },
  *check(file, workspace) {
    const closedLayers = file.policy?.layers.filter((layer) => layer.closed) ?? [];
    if (closedLayers.length === 0) return;
    const between = (upper: Layer, lower: Layer) =>
      closedLayers.find(({ rank }) => upper.rank < rank && rank < lower.rank);
    for (const { to, fact, upper, lower } of layerEdges(file, workspace, (...pair) => !!between(...pair))) {
      const closed = between(upper, lower);
      if (!closed) continue;
      yield {
        path: file.path,
        span: { start: fact.start, end: fact.end },
        extent: { start: fact.statement, end: fact.end },
        message: `Layer "${upper.name}" must not import layer "${lower.name}" past layer "${closed.name}", which is closed.`,
        subject: to.path,
        related: [{ ...closed.place, message: `Layer "${closed.name}" is closed here.` }],
        ...(closed.why !== undefined && { why: closed.why }),
        ...(closed.owner !== undefined && { owner: closed.owner }),
        ...(closed.severity !== undefined && { severity: closed.severity }),
      };
    }
  },
});
