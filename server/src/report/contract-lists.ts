import {
  type Contract,
  knownPath,
  type Operation,
  type Route,
  type ServedRoutes,
  suggestedPrefix,
} from '../model/contract.ts';
import type { Place } from '../model/span.ts';
import { count } from '../model/words.ts';
import { createPaint } from './paint.ts';
import { printable } from './printable.ts';
import { type LineTables, rangeOf } from './range.ts';

/** For programs: version 1 of the format frozen in `schema/contracts-routes.schema.json`, ended by a line feed. */
export function routesJson({ routes, unresolved }: ServedRoutes, lines: LineTables): string {
  const report = {
    version: 1,
    routes: routes.map(({ method, template, framework, confidence, handler, ending, ...place }) => ({
      ...{ method, path: template, ...placeOf(place, lines) },
      ...{ framework, confidence, handler, ending },
    })),
    unresolved: unresolved.map(({ framework, reason, suggested, endings, ...place }) => ({
      ...{ ...placeOf(place, lines), framework, reason, suggested },
      endings: endings?.map(({ method, template, handler, ...at }) => ({
        ...{ method, ending: template, ...placeOf(at, lines), handler },
      })),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The same for operations, with the frozen `schema/contracts-operations.schema.json`. */
export function operationsJson(contracts: readonly Contract[], lines: LineTables): string {
  const report = {
    version: 1,
    operations: contracts.flatMap((contract) =>
      contract.operations.map(({ method, template, operationId, isDeprecated, isPlanned, ...place }) => ({
        ...{ method, path: template, operationId, contract: contract.path, ...placeOf(place, lines) },
        ...(isDeprecated && { deprecated: true }),
        ...(isPlanned && { planned: true }),
      })),
    ),
    problems: contracts.flatMap(({ problems }) =>
      problems.map(({ code, message, ...place }) => ({ code, message, ...placeOf(place, lines) })),
    ),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function placeOf({ path, span }: Place, lines: LineTables) {
  return { file: path, range: rangeOf(path, span, lines) };
}

interface TextOptions {
  readonly colour: boolean;
}

/** For people: a line for each route, and each registration that could not be understood with its reason. */
export function routesText(
  { routes, unresolved }: ServedRoutes,
  lines: LineTables,
  { colour }: TextOptions,
): string {
  const paint = createPaint(colour);
  const line = (route: Route): string => {
    const { framework, confidence, beneath, ending } = route;
    const doubt = confidence === 'certain' || (beneath && ending === undefined) ? '' : ` ${confidence}`;
    const words = `${at(route, lines)} ${framework}${doubt}${belowSuggested(route)}`;
    return `${route.method.padEnd(7)} ${printable(knownPath(route))}  ${paint.dim(words)}`;
  };
  const endings = unresolved.flatMap((one) => one.endings ?? []);
  const told = [...routes, ...endings].map(line);
  const open = unresolved.map(({ reason, framework, suggested, ...place }) => {
    const more = suggested === undefined ? '' : ` ${suggestion(suggested)}`;
    return paint.severity('warning', `${at(place, lines)} ${framework}: ${printable(reason)}${more}`);
  });
  const closing = [
    count(routes.length, 'route'),
    ...(endings.length > 0 ? [`${endings.length} more of which only the end is known`] : []),
    ...(open.length > 0 ? [`${count(open.length, 'registration')} not understood`] : []),
  ];
  return `${[...told, ...open, `${closing.join(', ')}.`].join('\n')}\n`;
}

function suggestion(prefix: string): string {
  return prefix === '' ? 'The contract has nothing here.' : `The contract has "${printable(prefix)}" here.`;
}

function belowSuggested(route: Route): string {
  const prefix = suggestedPrefix(route);
  if (prefix === undefined) return '';
  return prefix === '' ? ' as the contract has it' : ` below "${printable(prefix)}", as the contract has it`;
}

/** For people: the operations of each contract, and what is wrong with it. */
export function operationsText(
  contracts: readonly Contract[],
  lines: LineTables,
  { colour }: TextOptions,
): string {
  const paint = createPaint(colour);
  // What one file promises in several formats is one contract for people.
  const files = new Map<string, readonly Contract[]>();
  for (const one of contracts) files.set(one.path, [...(files.get(one.path) ?? []), one]);
  const blocks = [...files].map(([path, own]) =>
    [
      paint.strong(`${printable(path)}${versionIn(own)}`),
      ...own.flatMap(({ operations, prefixes }) =>
        operations.flatMap((operation) =>
          (operation.prefixes ?? prefixes).map((prefix) =>
            operationLine(operation, prefix, lines, paint.dim),
          ),
        ),
      ),
      ...own
        .flatMap(({ problems }) => problems)
        .map(({ code, message, ...place }) =>
          paint.severity('warning', `${at(place, lines)} ${code} ${printable(message)}`),
        ),
    ].join('\n'),
  );
  const amount = contracts.reduce((sum, { operations }) => sum + operations.length, 0);
  const closing = `${count(amount, 'operation')} in ${count(files.size, 'contract')}.`;
  return `${[...blocks, closing].join('\n\n')}\n`;
}

function versionIn(contracts: readonly Contract[]): string {
  const version = contracts.find((one) => one.version)?.version;
  return version ? ` ${printable(version.text)}` : '';
}

/** With its path as it is served behind one of the servers. */
function operationLine(
  operation: Operation,
  prefix: string,
  lines: LineTables,
  dim: (text: string) => string,
): string {
  const { method, template, operationId, isDeprecated, isPlanned } = operation;
  const marks = [
    ...(operationId === undefined ? [] : [printable(operationId)]),
    ...(isDeprecated ? ['deprecated'] : []),
    ...(isPlanned ? ['planned'] : []),
  ];
  return `${method.padEnd(7)} ${printable(template === '/' && prefix !== '' ? prefix : prefix + template)}  ${dim([at(operation, lines), ...marks].join(' '))}`;
}

function at({ path, span }: Place, lines: LineTables): string {
  const { start } = rangeOf(path, span, lines);
  return `${printable(path)}:${start.line}:${start.column}`;
}
