import { reasonPlaceholder } from '../model/facts.ts';
import { type JsonNode, member, strings } from '../model/json.ts';
import type { ContractMode, ContractSetting, ContractVersioning, InternalPath } from '../model/policy.ts';
import { policyProblem } from './codes.ts';
import type { Drafting } from './drafting.ts';

/** What one document says of a contract; no more than it wrote. */
export type ContractDraft = Pick<ContractSetting, 'file'> & Partial<ContractSetting>;

/** What one service says of its contracts; undefined where it says nothing. */
export function draftContracts(
  node: JsonNode | undefined,
  drafting: Drafting,
): readonly ContractDraft[] | undefined {
  if (node?.kind !== 'array') return undefined;
  return node.items.flatMap((item): readonly ContractDraft[] => {
    const [file] = drafting.patterns(member(item, 'file'));
    if (!file) return [];
    const covers = member(item, 'covers');
    const internal = member(item, 'internal');
    const consumers = member(item, 'consumers');
    const mode = textOf(member(item, 'mode'));
    const versioning = textOf(member(item, 'versioning'));
    return [
      {
        file,
        ...(covers && { covers: pathPatterns(covers, drafting) }),
        ...(mode !== undefined && { mode: mode as ContractMode }),
        ...(versioning !== undefined && { versioning: versioning as ContractVersioning }),
        ...(internal?.kind === 'array' && {
          internal: internal.items.flatMap((one) => internalPath(one, drafting)),
        }),
        ...(consumers && { consumers: drafting.patterns(consumers) }),
      },
    ];
  });
}

function internalPath(node: JsonNode, drafting: Drafting): readonly InternalPath[] {
  const reason = member(node, 'why');
  const why = textOf(reason);
  if (reason && (why?.trim() === '' || why === reasonPlaceholder)) {
    const message = 'This path gives no reason in its "why"; until it does it is to be promised.';
    drafting.problems.push(policyProblem('CFG-005', drafting.at(reason.span), message));
    return [];
  }
  return pathPatterns(member(node, 'path'), drafting).map((path) => ({
    path,
    ...(why !== undefined && { why }),
  }));
}

/** A path of a server begins with a slash; another text would match nothing. */
function pathPatterns(node: JsonNode | undefined, drafting: Drafting): ContractSetting['covers'] & {} {
  return strings(node).flatMap(({ value: glob, span }) => {
    const place = drafting.at(span);
    if (glob.startsWith('/')) return [{ glob, place }];
    const message = `"${glob}" is no path of a server: it does not begin with a slash.`;
    drafting.problems.push(policyProblem('CFG-022', place, message));
    return [];
  });
}

function textOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}
