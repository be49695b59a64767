import { operationKey, pathShape, type Route, type ServedRoutes } from './contract.ts';

/** Tells routes that were there before from new ones, by `wasServed`; of those below what is not known by how they end. */
export function servedKeys({ routes, unresolved }: ServedRoutes): ReadonlySet<string> {
  const open = [
    ...routes.filter(({ beneath }) => beneath !== undefined),
    ...unresolved.flatMap(({ endings = [] }) => endings),
  ];
  return new Set([
    ...routes.map(({ method, template }) => operationKey(method, template)),
    ...open.flatMap(({ method, template, ending = template }) => {
      const shape = pathShape(ending);
      return isTelling(shape) ? [`${method} …${shape}`] : [];
    }),
  ]);
}

/** Whether a route was served before, and be it by a handler of any method or below what was not known. */
export function wasServed({ method, template }: Route, served: ReadonlySet<string>): boolean {
  const shape = pathShape(template);
  const keys = [shape];
  for (let at = 0; at >= 0; at = shape.indexOf('/', at + 1)) keys.push(`…${shape.slice(at)}`);
  return keys.some((key) => served.has(`${method} ${key}`) || served.has(`ANY ${key}`));
}

function isTelling(shape: string): boolean {
  return /\/[^/{]/.test(shape);
}
