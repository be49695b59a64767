// A process of its own: takes operations out of contracts, or registrations out of code, at random, and looks whether
// exactly that is told. Arguments: the engine's bundle, a folder whose policy declares contracts, seeds, how many at once.
// Prints a summary as JSON; null where the policy declares no contract.

import { createRequire } from 'node:module';
import ts from 'typescript';
import { createRandom } from './random.mjs';

const [bundle, folder, seeds, size] = process.argv.slice(2);
const { assemble } = createRequire(import.meta.url)(bundle);
const { workspace } = assemble(folder, { keepsLastGoodPolicy: true, yields: true });

function contracts() {
  return workspace.facts().contracts;
}

function textOf(file) {
  const result = workspace.read(file);
  if (!result.ok) throw new Error(`${file} cannot be read`);
  return result.text;
}

const operationKey = ({ operation }) => `${operation.path} ${operation.method} ${operation.template}`;
const routeKey = ({ path, span, method, template }) => `${path}:${span.start} ${method} ${template}`;

/** What is told, by both places: a mismatch names an operation and a route. What is only possible is not told. */
function told() {
  const { missing, unpromised, mismatches } = contracts().matching;
  const findings = [
    ...missing.map(({ match, confidence }) => ({
      confidence,
      operations: [operationKey(match)],
      routes: [],
    })),
    ...unpromised.map(({ route, confidence }) => ({ confidence, operations: [], routes: [routeKey(route)] })),
    ...mismatches.map(({ pairs, confidence }) => ({
      confidence,
      operations: pairs.map(({ match }) => operationKey(match)),
      routes: pairs.map(({ route }) => routeKey(route)),
    })),
  ].filter(({ confidence }) => confidence !== 'possible');
  return new Map(
    findings.map((finding) => [[...finding.operations, ...finding.routes].sort().join('\n'), finding]),
  );
}

/** The texts as they were again afterwards. */
async function mutated(texts, look) {
  const before = [...texts.keys()].map((file) => [file, textOf(file)]);
  for (const [file, text] of texts) workspace.setText(file, text);
  await workspace.refresh();
  const result = look();
  for (const [file, text] of before) workspace.setText(file, text);
  await workspace.refresh();
  return result;
}

function edited(ranges, replace) {
  const texts = new Map();
  for (const { file, start, end } of ranges) {
    const text = texts.get(file) ?? textOf(file);
    texts.set(file, text.slice(0, start) + replace(text.slice(start, end)) + text.slice(end));
  }
  return texts;
}

/** The key of a method becomes an extension of the same length, which is no operation. */
function withoutOperations(matches) {
  const ranges = matches.map(({ operation: { path: file, span } }) => ({ file, ...span }));
  return edited(ranges, (key) => key.replace(/[a-z]+/, (name) => `x-${name.slice(0, name.length - 2)}`));
}

/** Statements become blanks, so that everything else stays where it is. */
function withoutStatements(ranges) {
  return edited(ranges, (text) => text.replace(/[^\n]/g, ' '));
}

/** The smallest thing around a place that can go by itself; undefined where there is none. */
function registrationAt({ path: file, span }) {
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
  let found;
  const visit = (node) => {
    if (node.getStart(source) > span.start || node.end < span.end) return;
    const isRegistration =
      (ts.isExpressionStatement(node) && !ts.isFunctionLike(found)) ||
      ts.isMethodDeclaration(node) ||
      ts.isExportSpecifier(node) ||
      (ts.isSourceFile(node.parent ?? source) &&
        (ts.isFunctionDeclaration(node) || ts.isVariableStatement(node)));
    if (isRegistration) found = node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found && { file, start: found.getStart(source), end: found.end };
}

const isWithin = ({ path: file, span }, range) =>
  range.file === file && range.start <= span.start && span.end <= range.end;

function drawn(items, random) {
  const left = [...items];
  return Array.from({ length: Math.min(Number(size), left.length) }, () =>
    left.splice(random.below(left.length), 1),
  ).flat();
}

/** What is told now and was not before, held against what should be: one list of keys per thing that was taken away. */
function held(before, expected, side) {
  const fresh = [...told()].filter(([key]) => !before.has(key)).map(([, finding]) => finding);
  const isAbout = (keys) => (finding) => finding[side].some((key) => keys.includes(key));
  const right = expected.filter((keys) => fresh.some(isAbout(keys)));
  const all = expected.flat();
  const elsewhere = fresh.filter((finding) => !isAbout(all)(finding));
  return {
    taken: expected.length,
    told: right.length,
    certain: expected.filter((keys) =>
      fresh.some((each) => each.confidence === 'certain' && isAbout(keys)(each)),
    ).length,
    missed: expected.filter((keys) => !right.includes(keys)).map((keys) => keys[0]),
    elsewhere: elsewhere.flatMap(({ operations, routes }) => [...operations, ...routes]),
  };
}

function summed(results) {
  const add = (name) => results.reduce((sum, result) => sum + result[name], 0);
  return {
    taken: add('taken'),
    told: add('told'),
    certain: add('certain'),
    missed: results.flatMap(({ missed }) => missed),
    elsewhere: results.flatMap(({ elsewhere }) => elsewhere),
  };
}

async function run() {
  const { operations, missing, unpromised, mismatches } = contracts().matching;
  const served = operations.filter(({ routes, isCopy }) => routes.length > 0 && !isCopy);
  // Of documents that the policy names: others may be of somebody else.
  const named = operations.filter(({ bound, isCopy }) => bound.setting !== undefined && !isCopy);
  const claims = new Map();
  for (const { routes } of operations)
    for (const route of routes) claims.set(routeKey(route), (claims.get(routeKey(route)) ?? 0) + 1);
  // Of a handler that several operations share one operation less is nothing that code tells.
  const alone = served.filter(({ routes }) => routes.some((route) => claims.get(routeKey(route)) === 1));
  const places = new Map(served.flatMap(({ routes }) => routes.map((route) => [routeKey(route), route])));
  const removable = [...places.values()].flatMap((route) => {
    const range = registrationAt(route);
    return range === undefined ? [] : [{ route, range }];
  });
  const before = told();
  const results = { operations: [], routes: [] };
  for (let seed = 1; seed <= Number(seeds); seed++) {
    const random = createRandom(seed);
    const gone = drawn(alone, random);
    const orphans = gone.map(({ routes }) => routes.map(routeKey).filter((key) => claims.get(key) === 1));
    results.operations.push(await mutated(withoutOperations(gone), () => held(before, orphans, 'routes')));
    const ranges = drawn(removable, random).map(({ range }) => range);
    const unserved = served.filter(({ routes }) =>
      routes.every((route) => ranges.some((range) => isWithin(route, range))),
    );
    const keys = unserved.map((match) => [operationKey(match)]);
    results.routes.push(await mutated(withoutStatements(ranges), () => held(before, keys, 'operations')));
  }
  return {
    promised: named.length,
    served: named.filter(({ routes }) => routes.length > 0).length,
    before: { missing: missing.length, unpromised: unpromised.length, mismatches: mismatches.length },
    drawable: { operations: alone.length, routes: removable.length },
    operations: summed(results.operations),
    routes: summed(results.routes),
  };
}

await workspace.refresh();
console.log(JSON.stringify(contracts().contracts.length === 0 ? null : await run()));
