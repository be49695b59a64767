import { parseJsonc } from '../../format/jsonc.ts';
import { insertJsonItem, setJsonValue } from '../../format/jsonc-edit.ts';
import { coverTest } from '../../matching/path-pattern.ts';
import type { Route } from '../../model/contract.ts';
import type { Finding } from '../../model/finding.ts';
import { isFix, type WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import { member } from '../../model/json.ts';
import { folderOf, joinPath } from '../../model/path.ts';
import type { Policy, Service } from '../../model/policy.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';
import type { Place } from '../../model/span.ts';
import { at, itemCount, pathTo, policyEdit } from '../architecture/policy-fixes.ts';
import { ofNoService } from './sentences.ts';
import { wayOf } from './written-way.ts';

const id = 'write-contract';

/** A service without a contract, or with one that is not there: one that promises what it serves. */
export async function* missingContractFixes(
  finding: Finding,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const { policies, contracts } = workspace;
  if (/^contractFirst(?: |$)/.test(finding.subject)) {
    const policy = policies.find(
      ({ path, contractsPlace }) => (contractsPlace?.path ?? path) === finding.path,
    );
    if (policy) yield* besideThePackage(finding, policy, workspace, tools);
    return;
  }
  const missing = contracts.missing.find(
    ({ service, setting: { file } }) =>
      isAt(file.place, finding) && `${service.name} ${file.glob}` === finding.subject,
  );
  const policy =
    missing?.policy ??
    policies.find(({ services }) =>
      services.some(({ name, place }) => name === finding.subject && isAt(place, finding)),
    );
  const service = missing?.service ?? policy?.services.find(({ name }) => name === finding.subject);
  if (!policy || !service) return;
  const title = `Write a contract of what "${service.name}" serves`;
  const routes = servedBy(service, workspace).filter(({ path, template }) => {
    const internal = workspace.contracts.matching.internal;
    return !internal.some(({ route }) => route.path === path && route.template === template);
  });
  if (missing) {
    const { file, internal } = missing.setting;
    const { glob } = file;
    const isCovered = coverTest(missing.setting);
    const isInternal = coverTest({ covers: internal.map(({ path }) => path) });
    const own = routes.filter(({ template }) => (isCovered?.(template) ?? true) && !isInternal?.(template));
    const path = joinPath(policy.folder, glob);
    const reason = whyNotThere(glob, missing.detail, path);
    yield reason === undefined
      ? await written(title, path, service.name, own, tools)
      : { id, title, refused: reason };
    return;
  }
  yield* declared({ title, service, policy, routes }, tools);
}

function isAt(place: Place, { path, span }: Finding): boolean {
  return place.path === path && place.span.start === span.start;
}

/** Catch-alls are promised by what they stand for, which nobody knows. */
function servedBy(service: Service, { contracts, fileAt }: WorkspaceFacts): readonly Route[] {
  const endings = contracts.unresolved.flatMap((one) => one.endings ?? []);
  return [...contracts.routes, ...endings].filter(
    ({ path, template }) => fileAt(path)?.standing.service?.element === service && !template.includes('*}'),
  );
}

function whyNotThere(glob: string, detail: string | undefined, path: string): string | undefined {
  if (/[*?{[]/.test(glob)) return `"${glob}" does not say how the contract is to be called.`;
  if (!/\.(?:ya?ml|json)$/.test(glob)) return `"${glob}" is no name of a document in YAML or JSON.`;
  return detail === undefined
    ? undefined
    : `"${path}" is there and holds no contract; it is not overwritten.`;
}

async function written(
  title: string,
  path: string,
  name: string,
  routes: readonly Route[],
  tools: FixTools,
): Promise<WayOut> {
  if (routes.length === 0)
    return {
      id,
      title,
      refused: `"${name}" serves no route that could be understood, and a contract has to promise something.`,
    };
  if (tools.read(path) !== undefined)
    return { id, title, refused: `"${path}" is there already; it is not overwritten.` };
  const writing = await tools.contracts();
  return wayOf(id, title, writing.scaffold(path, name, routes));
}

interface Undeclared {
  readonly title: string;
  readonly service: Service;
  readonly policy: Policy;
  readonly routes: readonly Route[];
}

/** Writes the contract, and its name into the policy. */
async function* declared(
  { title, service, policy, routes }: Undeclared,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const file = `contracts/${service.name.replace(/[^\w.-]+/g, '-')}.openapi.yaml`;
  const { place } = service;
  const way = await written(title, joinPath(folderOf(place.path), file), service.name, routes, tools);
  if (!isFix(way)) {
    yield way;
    return;
  }
  if (place.path !== policy.path) {
    yield {
      id,
      title,
      refused: `Service "${service.name}" is declared in "${place.path}", on which "${policy.path}" only builds.`,
    };
    return;
  }
  for await (const named of policyEdit(id, title, place.path, tools, (text, root) => {
    const path = pathTo(root, place);
    const list = path && member(at(root, path), 'contracts');
    if (!path) return undefined;
    const whole = [...path, 'contracts'];
    return list
      ? insertJsonItem(text, whole, itemCount(list), { file })
      : setJsonValue(text, whole, [{ file }]);
  }))
    yield isFix(named) && parseJsonc(tools.read(place.path) ?? '').problems.length === 0
      ? { ...way, edits: named.edits }
      : named;
}

/** A contract beside the package, found by its name. */
async function* besideThePackage(
  { subject }: Finding,
  policy: Policy,
  { contracts, fileAt, manifestAround }: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const folderAround = (path: string) => folderOf(manifestAround(path)?.path ?? policy.path);
  const routes = contracts.matching.uncovered.filter(({ path, template }) => {
    const file = fileAt(path);
    const isOfNone = file?.policy === policy && file.standing.service === undefined;
    return isOfNone && !template.includes('*}') && ofNoService(folderAround(path), policy) === subject;
  });
  const [first] = routes;
  const folder = first ? folderAround(first.path) : policy.folder;
  const path = joinPath(folder, 'openapi.yaml');
  yield await written(
    `Write "${path}" of what is served`,
    path,
    folder === '' ? 'API' : folder,
    routes,
    tools,
  );
}
