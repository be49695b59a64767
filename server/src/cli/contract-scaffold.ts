import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadContractParts, routesOf } from '../contract-look.ts';
import { coverTest } from '../matching/path-pattern.ts';
import type { Route } from '../model/contract.ts';
import { didYouMean } from '../model/nearest.ts';
import { lastSegment } from '../model/path.ts';
import { count } from '../model/words.ts';
import { type Arguments, allowOnly, textOption, UsageError } from './arguments.ts';
import { type Opened, openWorkspace } from './open.ts';
import type { Terminal } from './terminal.ts';
import { writeFiles } from './write-files.ts';

/** `parapet contracts scaffold`: a contract that promises what a service serves, or all code without a service. */
export async function contractScaffold(args: Arguments, terminal: Terminal): Promise<number> {
  allowOnly(args, ['output', 'policy', 'no-cache']);
  const [, name, ...more] = args.operands;
  if (more.length > 0) throw new UsageError('"parapet contracts scaffold" takes one service.');
  const output = textOption(args, 'output');
  const target = output === undefined ? undefined : resolve(terminal.cwd, output);
  if (target !== undefined && existsSync(target))
    throw new UsageError(`"${output}" is there already; it is not overwritten.`);
  if (output !== undefined && !/\.(?:ya?ml|json)$/.test(output))
    throw new UsageError(`"${output}" is no name of a document in YAML or JSON.`);
  const opened = await openWorkspace(args, terminal);
  try {
    const { routes, unresolved } = routesOf(await loadContractParts(), opened.workspace);
    const own = promisable(routes, name, opened);
    const of = name === undefined ? 'The code' : `Service "${name}"`;
    if (own.length === 0) throw new UsageError(`${of} serves no route that could be understood.`);
    const title = name ?? (lastSegment(opened.root.replaceAll('\\', '/')) || 'API');
    const writing = await opened.fixTools.contracts();
    const made = writing.scaffold(output ?? 'openapi.yaml', title, own);
    if ('refused' in made) throw new UsageError(made.refused);
    const text = made.creates?.[0]?.text ?? '';
    if (unresolved.length > 0)
      terminal.err(
        `parapet: ${count(unresolved.length, 'registration')} could not be understood; "parapet contracts routes" lists them.\n`,
      );
    if (target === undefined) terminal.out(text);
    else writeFiles([{ path: target, text }]);
    return 0;
  } finally {
    opened.end();
  }
}

/** Routes of a service that are not internal; what catches the rest stands for paths that nobody knows. */
function promisable(
  routes: readonly Route[],
  name: string | undefined,
  { workspace }: Opened,
): readonly Route[] {
  const { fileAt, policies, contracts } = workspace.facts();
  const services = policies.flatMap((policy) => policy.services);
  if (name !== undefined && !services.some((service) => service.name === name)) {
    const names = services.map((service) => service.name);
    throw new UsageError(`The policy has no service "${name}".${didYouMean(name, names)}`);
  }
  const internal = new Set(
    contracts.matching.internal.map(({ route }) => `${route.path} ${route.span.start}`),
  );
  // What is said of a contract that is still to be written.
  const mentioned = contracts.missing.filter(({ service }) => name === undefined || service.name === name);
  const isInternal = coverTest({
    covers: mentioned.flatMap(({ setting }) => setting.internal.map(({ path }) => path)),
  });
  const serviceOf = (path: string) => fileAt(path)?.standing.service?.element.name;
  const own = name === undefined ? routes : routesOfService(routes, name, serviceOf);
  return own.filter(
    ({ path, span, template }) =>
      !template.includes('*}') && !internal.has(`${path} ${span.start}`) && !isInternal?.(template),
  );
}

/** What a service mounts; of what it writes and mounts itself as well as others, only its own mounts. */
function routesOfService(
  routes: readonly Route[],
  name: string,
  serviceOf: (path: string) => string | undefined,
): readonly Route[] {
  const mounts = (route: Route) => (route.mountedIn ?? []).some((path) => serviceOf(path) === name);
  const placeOf = ({ path, span }: Route) => `${path} ${span.start}`;
  const itself = new Set(
    routes.filter((route) => route.mountedIn === undefined || mounts(route)).map(placeOf),
  );
  return routes.filter((route) => {
    if (mounts(route)) return true;
    const isMountedElsewhere = route.mountedIn !== undefined && itself.has(placeOf(route));
    return serviceOf(route.path) === name && !isMountedElsewhere;
  });
}
