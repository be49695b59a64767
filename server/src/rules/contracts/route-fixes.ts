import { parseJsonc } from '../../format/jsonc.ts';
import { insertJsonItem, setJsonValue } from '../../format/jsonc-edit.ts';
import { isVersion } from '../../format/semver.ts';
import { applyEdits } from '../../model/apply-edits.ts';
import { operationKey, pathShape, type Route, servingFiles } from '../../model/contract.ts';
import type { ContractFacts, GovernedContract } from '../../model/contract-facts.ts';
import { reasonPlaceholder } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import { isFix, type WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import { type JsonNode, member } from '../../model/json.ts';
import type { BoundContract } from '../../model/matching.ts';
import { relativeTo } from '../../model/path.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';
import { at, itemCount, pathTo, policyEdit } from '../architecture/policy-fixes.ts';
import { routeName } from './sentences.ts';
import { unless, whyNotByHand } from './written-way.ts';

/** Contracts that a route may belong to alike; more of them are no choice. */
const mostRivals = 5;

/** A route that nothing promises: promise it, or say that it is for nobody else. */
export async function* routeFixes(
  finding: Finding,
  { contracts }: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const released = tools.contractChanges?.()?.released ?? [];
  const found = [...contracts.matching.unpromised, ...released].find(
    ({ route }) =>
      route.path === finding.path &&
      route.span.start === finding.span.start &&
      operationKey(route.method, route.template) === finding.subject,
  );
  if (!found) return;
  // What is known of the change may be older than the contracts.
  const asNow = (bound: BoundContract) =>
    contracts.contracts.find(
      ({ contract, service }) => contract.path === bound.contract.path && service === bound.service,
    );
  const governed = asNow(found.bound);
  if (!governed) return;
  const { route } = found;
  const writing = await tools.contracts();
  const method = route.method === 'ANY' ? 'GET' : route.method;
  for (const each of (found.rivals ?? [found.bound]).slice(0, mostRivals)) {
    const own = asNow(each);
    if (!own) continue;
    const title = `Add ${method} ${route.template} to "${own.contract.path}"`;
    yield unless(whyNotByHand(own), 'add-operation', title, () =>
      writing.addOperations(own.contract, [route]),
    );
  }
  yield* internalWay(route, governed, contracts, tools);
}

async function* internalWay(
  route: Route,
  governed: GovernedContract,
  { routes, contracts }: ContractFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const id = 'mark-internal';
  const title = `Mark ${route.method} ${route.template} as internal, with a reason`;
  const reason = whyNotInternal(route, governed, routes);
  if (reason !== undefined) {
    yield { id, title, refused: reason };
    return;
  }
  const { owner, setting, contract, policy } = governed;
  const declared = setting?.file.place ?? owner?.place;
  if (!declared || !owner) {
    yield {
      id,
      title,
      refused: `No service of the policy offers "${contract.path}" by name: write it into "contracts" of one first.`,
    };
    return;
  }
  if (!setting && contracts.some((one) => one !== governed && one.owner === owner && !one.setting)) {
    yield {
      id,
      title,
      refused: `Service "${owner.name}" has more contracts that are only found by their names: name them all in "contracts" first.`,
    };
    return;
  }
  const statement = { path: route.template, why: reasonPlaceholder };
  for await (const way of policyEdit(id, title, declared.path, tools, (text, root) => {
    const path = pathTo(root, declared);
    if (!path) return undefined;
    if (!setting) {
      const versioning = isVersion(contract.version?.text ?? '') ? {} : { versioning: 'none' };
      const entry = { file: relativeTo(policy.folder, contract.path), ...versioning, internal: [statement] };
      const list = member(at(root, path), 'contracts');
      const whole = [...path, 'contracts'];
      return list ? insertJsonItem(text, whole, itemCount(list), entry) : setJsonValue(text, whole, [entry]);
    }
    const list = member(at(root, path), 'internal');
    const whole = [...path, 'internal'];
    return list
      ? insertJsonItem(text, whole, itemCount(list), statement)
      : setJsonValue(text, whole, [statement]);
  })) {
    const asks = isFix(way) && reasonFor(route, applyEdits(tools.read(declared.path) ?? '', way.edits));
    yield asks ? { ...way, asks: { path: declared.path, ...asks } } : way;
  }
}

/** What is internal is so by its path, whatever the method. */
function whyNotInternal(
  route: Route,
  { contract, implementedBy }: GovernedContract,
  routes: readonly Route[],
): string | undefined {
  const shape = pathShape(route.template);
  const other = routes.find(
    (one) =>
      one.method !== route.method &&
      pathShape(one.template) === shape &&
      servingFiles(one).some(implementedBy),
  );
  if (/[*?[\]!+@]/.test(route.template)) return `"${route.template}" would be read as a pattern.`;
  return (
    other &&
    `Paths are internal as a whole, and ${routeName(other)} is served there, too${
      contract.operations.some(({ template }) => route.template.endsWith(template)) ? ', and promised' : ''
    }.`
  );
}

/** The span of the reason that was added last, without its quotes. */
function reasonFor({ template }: Route, text: string) {
  let found: JsonNode | undefined;
  const visit = (node: JsonNode): void => {
    const [path, why] = [member(node, 'path'), member(node, 'why')];
    if (
      path?.kind === 'string' &&
      path.value === template &&
      why?.kind === 'string' &&
      why.value === reasonPlaceholder
    )
      found = why;
    if (node.kind === 'object') for (const { value } of node.members) visit(value);
    if (node.kind === 'array') node.items.forEach(visit);
  };
  const { root } = parseJsonc(text);
  if (root) visit(root);
  return found && { start: found.span.start + 1, end: found.span.end - 1 };
}
