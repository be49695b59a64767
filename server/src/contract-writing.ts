import { compareContracts } from './contracts/compare.ts';
import { addOperations } from './contracts/writing/add-operation.ts';
import { addToCode, canAddTo } from './contracts/writing/add-to-code.ts';
import {
  addParameter,
  changeMethod,
  markPlanned,
  type OperationText,
  renamePath,
} from './contracts/writing/change-operation.ts';
import { removeParameter, renameParameter } from './contracts/writing/change-parameter.ts';
import { clientOf } from './contracts/writing/client.ts';
import type { Importer } from './contracts/writing/code-routers.ts';
import { styleOf } from './contracts/writing/code-style.ts';
import { versionIn } from './contracts/writing/contract-version.ts';
import type { Parse } from './contracts/writing/document.ts';
import type { NewOperation } from './contracts/writing/new-operation.ts';
import { restore } from './contracts/writing/restore.ts';
import { folderOfRoute } from './contracts/writing/route-folder.ts';
import { changeRouteMethod, renameRead, renameRoute } from './contracts/writing/route-text.ts';
import { scaffoldContract } from './contracts/writing/scaffold.ts';
import { stubBeside, stubInFolder } from './contracts/writing/stub-place.ts';
import { type TestSetting, testOf } from './contracts/writing/test-skeleton.ts';
import { setVersion, setVersionAt } from './contracts/writing/version.ts';
import { acceptChange } from './done/record-edits.ts';
import { findNativeContracts } from './extract/contracts/find-contracts.ts';
import { readRouteFacts } from './extract/routes/reading/read-facts.ts';
import { sketchRoute } from './extract/routes/sketch/route.ts';
import { parseContractText } from './format/contract-text.ts';
import { type Contract, operationKey, type Route } from './model/contract.ts';
import type { ContractWriting, PromisedOperation, Written } from './model/contract-writing.ts';
import type { FixTools } from './model/fix-tools.ts';
import type { JsonDocument } from './model/json.ts';
import { folderOf, wayTo } from './model/path.ts';
import type { RouteFacts } from './model/route-facts.ts';
import type { RouteSketch } from './model/route-sketch.ts';

/** What writing rests on besides texts. */
export interface WritingGround extends Pick<FixTools, 'read' | 'follow'> {
  /** Every source file. */
  paths(): readonly string[];
  /** All routes of the workspace. */
  routes(): readonly Route[];
  /** A contract, or what one refers to, as it was parsed. */
  document(path: string): JsonDocument | undefined;
  /** Whether that was this text: a large one takes long to parse. */
  isKnown(path: string, text: string): boolean;
  /** Whether a file may import a package. */
  declares(path: string, name: string): boolean;
}

const parse: Parse = parseContractText;

export function createContractWriting(ground: WritingGround): ContractWriting {
  const { read, routes, document } = ground;
  const sketch = createSketch(ground);
  const newOperation = (route: Route) => {
    const { typeNames, ...known } = sketch(route);
    return { ...operationOf(route, known), typeNames };
  };
  return {
    addOperations: (contract, served) =>
      addInCode(contract, served.map(newOperation), ground) ??
      inDocument(contract, contract.path, ground, (document) =>
        addOperations(contract, document, served.map(newOperation)),
      ),
    scaffold(path, title, served) {
      const operations = [
        ...new Map(served.map((route) => [operationKey(methodOf(route), route.template), route])).values(),
      ];
      const made = scaffoldContract({ path, title, operations: operations.map(newOperation) });
      return 'refused' in made ? made : { edits: [], creates: [{ path, text: made.text }] };
    },
    markPlanned: (promised) => inOperation(promised, ground, markPlanned),
    setVersion: (contract, version) =>
      contract.format === 'interface'
        ? setMarkedVersion(contract, version)
        : setVersionOf(contract, version, ground),
    changeMethod: (promised, method) => inOperation(promised, ground, (text) => changeMethod(text, method)),
    renamePath: (promised, template) => inOperation(promised, ground, (text) => renamePath(text, template)),
    addParameter: (promised, parameter, route) =>
      inOperation(promised, ground, (text) =>
        addParameter(text, parameterOf(parameter, route && sketch(route))),
      ),
    renameParameter: (promised, parameter, name) =>
      inOperation(promised, ground, (text) => renameParameter(text, parameter, name)),
    removeParameter: (promised, parameter) =>
      inOperation(promised, ground, (text) => removeParameter(text, parameter)),
    writeHandler: (promised, siblings) => writeHandler(promised, siblings, ground),
    changeRouteMethod: (route, method) => changeRouteMethod(route, method, read),
    renameRoute: (route, template, all) => renameRoute(route, template, all, read),
    renameRead: (route, from, to) => renameRead(route, from, to, routes(), read),
    restore(change, { before, now, documentBefore = () => undefined }) {
      if (now.contract.format === 'interface')
        return { refused: 'A member of an interface is put back by hand.' };
      return restore(change, {
        oldPath: before.path,
        documentOld: documentBefore,
        path: now.contract.path,
        read,
        parse,
        compare: (old, after) => compareContracts(old, after).changes,
      });
    },
    accept({ path, ...request }) {
      const text = read(path);
      const way = acceptChange({ path, ...(text !== undefined && { text }) }, request);
      if ('refused' in way) return { refused: way.refused };
      const { edits, creates } = way;
      return { edits, ...(creates && { creates }) };
    },
    client(path, contract, operations) {
      const style = { ...styleNear(path, ground), isTypeScript: true };
      const text = clientOf(contract, versionIn(contract.path, document), operations, style);
      return { edits: [], creates: [{ path, text }] };
    },
    test(path, { contract, operation, template }, served) {
      const style = styleNear(path, ground);
      const prefix = template.endsWith(operation.template)
        ? template.slice(0, template.length - operation.template.length)
        : '';
      const app = applicationOf(path, served, ground);
      const setting = { runner: runnerOf(ground), prefix, style, ...(app && { app }) };
      const text = testOf(versionIn(contract.path, document), operation, setting);
      if (text === undefined) return { refused: `"${contract.path}" no longer has this operation.` };
      return { edits: [], creates: [{ path, text }] };
    },
  };
}

/** Where it stands, which may be behind a reference. */
function setVersionOf(contract: Contract, version: string, ground: WritingGround): Written {
  const { path, version: known } = contract;
  return inDocument(contract, known?.path ?? path, ground, (document) =>
    known && known.path !== path
      ? setVersionAt(document, known.span, version)
      : setVersion(document, version),
  );
}

/** The version in the comment of an interface. */
function setMarkedVersion({ version: known, name }: Contract, version: string): Written {
  if (!known) return { refused: `The version of "${name}" belongs behind its name in the comment.` };
  return { edits: [{ path: known.path, ...known.span, text: version }] };
}

/** What is known of a route, and the names of the types that it is known from. */
type NamedSketch = RouteSketch & { readonly typeNames: ReadonlyMap<unknown, string> };

function createSketch({ read, follow }: WritingGround): (route: Route) => NamedSketch {
  const known = new Map<string, RouteFacts | undefined>();
  const facts = (path: string) => {
    if (!known.has(path)) {
      const text = read(path);
      known.set(path, text === undefined ? undefined : readRouteFacts(path, text));
    }
    return known.get(path);
  };
  return (route) => {
    const typeNames = new Map<unknown, string>();
    const named = (schema: unknown, name: string) => typeNames.set(schema, name);
    return { ...sketchRoute(route, { facts, text: read, follow, named }), typeNames };
  };
}

/** A handler that looks at the method itself is asked for something by most. */
function methodOf({ method }: Route) {
  return method === 'ANY' ? 'GET' : method;
}

const successes: Readonly<Record<string, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No content',
};

function operationOf(route: Route, { parameters, body, responses }: RouteSketch): NewOperation {
  const { handler, method, template } = route;
  return {
    method: methodOf(route),
    template,
    ...(handler !== undefined && { operationId: handler }),
    ...(method === 'ANY' && { summary: 'The handler looks at the method itself.' }),
    parameters,
    ...(body !== undefined && { body }),
    responses: responses.map(({ status, schema }) => ({
      status,
      description: successes[status] ?? (/^2/.test(status) ? 'Success' : 'Failure'),
      ...(schema !== undefined && { schema }),
    })),
  };
}

function parameterOf(
  parameter: { readonly in: Route['method'] | string; readonly name: string },
  sketch?: RouteSketch,
) {
  const known = sketch?.parameters.find((one) => one.in === parameter.in && one.name === parameter.name);
  return known ?? (parameter as NonNullable<NewOperation['parameters']>[number]);
}

/** Undefined for a contract that is none in TypeScript, or one that only a person can add to. */
function addInCode(
  contract: Contract,
  operations: readonly NewOperation[],
  ground: WritingGround,
): Written | undefined {
  const { path, format } = contract;
  const { read, follow } = ground;
  const text = read(path);
  if (!canAddTo(contract) || text === undefined) return undefined;
  const others = new Map<string, RouteFacts | undefined>();
  const factsOf = (other: string) => {
    const known = others.get(other) ?? readRouteFacts(other, read(other) ?? '');
    others.set(other, known);
    return known;
  };
  return addToCode(
    {
      ...{ contract, text },
      read(after, changed) {
        const texts = new Map([[path, after], ...changed]);
        const own = new Map([...texts].map(([file, now]) => [file, readRouteFacts(file, now)]));
        const facts = (other: string) => own.get(other) ?? factsOf(other);
        const tables = new Set(format === 'table' ? [path] : []);
        const { contracts } = findNativeContracts({ paths: [...texts.keys()], facts, follow, tables });
        return contracts.flatMap((one) => (one.path === path && one.format === format ? one.operations : []));
      },
      importers: (name) => importersOf(path, name, ground),
    },
    operations,
  );
}

/** The files that import from one and hold a name, in the nearest folder around it that has some. */
function importersOf(
  path: string,
  name: string,
  { paths, read, follow }: WritingGround,
): readonly Importer[] {
  const seen = new Set([path]);
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const found = paths().flatMap((other) => {
      if (seen.has(other) || (folder !== '' && !other.startsWith(`${folder}/`))) return [];
      seen.add(other);
      const text = read(other) ?? '';
      const specifiers = [...text.matchAll(/\bfrom\s*['"]([^'"\n]+)['"]/g)].map(([, each = '']) => each);
      const specifier = specifiers.find((each) => follow(other, each) === path);
      const isMeant = specifier !== undefined && (text.includes(name) || /\*\s*as\b/.test(text));
      return isMeant ? [{ path: other, text, specifier }] : [];
    });
    if (found.length > 0 || folder === '') return found;
  }
}

type DocumentText = { readonly path: string; readonly text: string; readonly parse: Parse };

function inDocument(
  { format, path: of }: Contract,
  path: string,
  { read, document, isKnown }: WritingGround,
  write: (document: DocumentText) => Written,
): Written {
  if (format !== 'openapi')
    return { refused: `"${of}" is a contract in TypeScript, which only a person can change.` };
  const text = read(path);
  if (text === undefined) return { refused: `"${path}" cannot be read.` };
  const known = isKnown(path, text) ? document(path) : undefined;
  return write({ path, text, parse: (other) => (known && other === text ? known : parse(other)) });
}

function inOperation(
  { contract, operation }: PromisedOperation,
  ground: WritingGround,
  write: (operation: OperationText) => Written,
): Written {
  return inDocument(contract, operation.path, ground, (document) =>
    write({ ...document, key: operation.span }),
  );
}

function writeHandler(
  { operation, template }: PromisedOperation,
  siblings: readonly Route[],
  { read, paths }: WritingGround,
): Written {
  let refused: Written | undefined;
  const served = { ...operation, template };
  for (const path of new Set(siblings.map((route) => route.path))) {
    const text = read(path);
    const [first, ...others] = siblings.filter((route) => route.path === path);
    if (text === undefined || !first) continue;
    const style = styleOf(path, text);
    const folder = folderOfRoute(first);
    const written = folder
      ? stubInFolder({ ...folder, paths: paths(), read }, served, style)
      : stubBeside({ path, text }, [first, ...others], served, style);
    if (!('refused' in written)) return written;
    refused ??= written;
  }
  return refused ?? { refused: 'Nothing is served that it could stand beside.' };
}

/** How code is written where a new file is to be: like the first file of its folder, or of the workspace. */
function styleNear(path: string, { paths, read }: WritingGround) {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const all = paths();
  const like = all.find((one) => one.startsWith(folder)) ?? all[0];
  return styleOf(path, (like === undefined ? undefined : read(like)) ?? '');
}

const inMemory = ['fastify', 'hono'] as const;
const overSupertest = ['express', 'koa'] as const;

/** The exported application that serves some routes, where a test can call it without a server that listens. */
function applicationOf(
  path: string,
  [route]: readonly Route[],
  { read, routes, declares }: WritingGround,
): TestSetting['app'] {
  if (!route) return undefined;
  const framework =
    inMemory.find((one) => one === route.framework) ??
    (declares(path, 'supertest') ? overSupertest.find((one) => one === route.framework) : undefined);
  if (!framework) return undefined;
  for (const file of new Set([route, ...routes()].map((one) => one.path))) {
    const [, name] = /^export (?:const|let) (app|server)\b/m.exec(read(file) ?? '') ?? [];
    const isDefault = /^export default (?:app|server)\b/m.test(read(file) ?? '');
    if (name === undefined && !isDefault) continue;
    return { specifier: specifierTo(path, file, read(file) ?? ''), name: name ?? 'default', framework };
  }
  return undefined;
}

/** A relative specifier with the ending that others have in that file. */
function specifierTo(from: string, to: string, text: string): string {
  const known = /from ['"]\.[^'"]*?(\.[cm]?[jt]sx?)?['"]/.exec(text);
  const ending = known ? (known[1] ?? '') : (/\.[^./]*$/.exec(to)?.[0] ?? '');
  return wayTo(folderOf(from), to.replace(/\.[^./]*$/, '')) + ending;
}

function runnerOf({ paths, read }: WritingGround): 'node:test' | 'vitest' {
  const tests = paths().filter((path) => /\.(?:test|spec)\.[cm]?[tj]sx?$/.test(path));
  return tests.some((path) => /from\s+['"]vitest['"]/.test(read(path) ?? '')) ? 'vitest' : 'node:test';
}
