import { matchContracts } from '../../server/src/matching/match-contracts.ts';
import type {
  Contract,
  HttpMethod,
  Operation,
  Parameter,
  ParameterPlace,
  Route,
  UnresolvedRoute,
} from '../../server/src/model/contract.ts';
import type { BoundContract, Matching } from '../../server/src/model/matching.ts';

export interface ContractSketch {
  readonly path?: string;
  readonly prefixes?: readonly string[];
  /** `GET /orders/{id} planned deprecated id? query:page! header:x-a`; a path parameter is declared unless `bare`. */
  readonly operations: readonly string[];
  readonly service?: string;
  readonly covers?: readonly string[];
  readonly internal?: readonly string[];
  readonly mode?: BoundContract['mode'];
  /** The folder whose files may implement it. */
  readonly folder?: string;
  readonly isFragment?: boolean;
  readonly inputs?: readonly string[];
}

const nowhere = { start: 0, end: 0 };

export function bound(sketch: ContractSketch): BoundContract {
  const path = sketch.path ?? 'openapi.yaml';
  const contract: Contract = {
    path,
    format: 'openapi',
    isFragment: sketch.isFragment ?? false,
    infoPlace: { path, span: nowhere },
    prefixes: sketch.prefixes ?? [''],
    operations: sketch.operations.map((line, index) => operation(line, path, index)),
    problems: [],
    inputs: sketch.inputs ?? [],
  };
  const folder = sketch.folder ?? '';
  const statement = (glob: string) => ({ glob, place: { path: 'parapet.jsonc', span: nowhere } });
  return {
    contract,
    mode: sketch.mode ?? 'design-first',
    internal: (sketch.internal ?? []).map(statement),
    implementedBy: (file) => file.startsWith(folder),
    ...(sketch.service !== undefined && { service: sketch.service }),
    ...(sketch.covers && { covers: sketch.covers.map(statement) }),
  };
}

function operation(line: string, path: string, index: number): Operation {
  const [method = '', template = '', ...words] = line.split(' ');
  const span = { start: index * 100, end: index * 100 + 10 };
  const inPath = words.includes('bare')
    ? []
    : [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => `path:${name}!`);
  const parameters = [...inPath, ...words.filter((word) => word.includes(':'))].map((word): Parameter => {
    const [place = '', name = ''] = word.replace('!', '').split(':');
    return { in: place as ParameterPlace, name, isRequired: word.endsWith('!'), path, span };
  });
  const isDeprecated = words.includes('deprecated');
  const isPlanned = words.includes('planned');
  return { method: method as HttpMethod, template, parameters, isDeprecated, isPlanned, path, span };
}

/** `GET /orders src/orders.ts likely reads=query:page,path:id at=5`; one place per line, or that of `at`. */
export function routes(...lines: readonly string[]): readonly Route[] {
  return lines.map((line, index) => {
    const [method = '', template = '', ...words] = line.split(' ');
    const path = words.find((word) => word.endsWith('.ts') && !word.includes('=')) ?? 'src/routes.ts';
    const at = Number(words.find((word) => word.startsWith('at='))?.slice(3) ?? index);
    const span = { start: at * 100, end: at * 100 + 10 };
    const mounted = words.find((word) => word.startsWith('mounted='))?.slice(8);
    const read = words.find((word) => word.startsWith('reads='))?.slice(6);
    const reads = read?.split(',').flatMap((word) => {
      const [place, name] = word.split(':');
      return name === undefined
        ? []
        : [{ in: place as ParameterPlace, name, path, span, confidence: 'certain' as const }];
    });
    const confidence = words.includes('likely') ? 'likely' : 'certain';
    const route: Route = {
      method: method as HttpMethod,
      template,
      framework: 'express',
      confidence,
      path,
      span,
      ...(words.includes('excluded') && { isExcluded: true }),
      ...(mounted === undefined ? {} : { mountedIn: mounted.split(',') }),
    };
    const readsOpen = words.flatMap((word) =>
      word.startsWith('open=') ? [word.slice(5) as ParameterPlace] : [],
    );
    return reads === undefined ? route : { ...route, reads, readsOpen };
  });
}

export function unresolvedIn(path: string): UnresolvedRoute {
  return { path, span: nowhere, framework: 'express', reason: 'The path is no text.' };
}

/** All that is told, one line each. */
export function told(
  contracts: readonly ContractSketch[],
  served: readonly string[],
  unresolved: readonly string[] = [],
): readonly string[] {
  return linesOf(matchContracts(contracts.map(bound), routes(...served), unresolved.map(unresolvedIn)));
}

export function linesOf(matching: Matching): readonly string[] {
  const nameOf = ({ method, template }: Pick<Operation | Route, 'method' | 'template'>) =>
    `${method} ${template}`;
  return [
    ...matching.missing.map(({ match, confidence }) => `missing ${nameOf(match.operation)} ${confidence}`),
    ...matching.unpromised.map(
      ({ route, claim, confidence, bound: own, rivals = [own] }) =>
        `unpromised ${nameOf(route)} ${claim} ${confidence} ${rivals.map(({ contract }) => contract.path).join()}`,
    ),
    ...matching.mismatches.map(
      ({ differs, promised, served, pairs, confidence }) =>
        `${differs} "${promised}" is "${served}" ${confidence}: ${pairs
          .map(({ match, route }) => `${nameOf(match.operation)} ~ ${nameOf(route)}`)
          .join(', ')}`,
    ),
    ...matching.parameters.map(
      ({ problem, match, in: place, name, other }) =>
        `${problem} ${place}:${name}${other === undefined ? '' : ` as ${other}`} of ${nameOf(match.operation)}`,
    ),
    ...matching.unread.map(
      ({ match, in: place, name }) => `unread ${place}:${name} of ${nameOf(match.operation)}`,
    ),
    ...matching.uncovered.map((route) => `uncovered ${nameOf(route)}`),
    ...matching.internal.map(({ route, by }) => `internal ${nameOf(route)} by ${by.glob}`),
    ...matching.idle.map(({ glob }) => `idle ${glob}`),
  ];
}
