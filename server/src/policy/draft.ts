import { type JsonNode, member } from '../model/json.ts';
import type { ContractOrder, Policy, PolicyProblem } from '../model/policy.ts';
import type { Place } from '../model/span.ts';
import type { PolicyText } from './document.ts';
import {
  draftLayers,
  draftServices,
  draftSlices,
  type LayerDraft,
  type ServiceDraft,
  type SliceDraft,
} from './draft-elements.ts';
import { draftDone, draftGates, draftOwnership, type GateDrafts } from './draft-gates.ts';
import { draftRules, type RuleName } from './draft-rules.ts';
import {
  draftExceptions,
  draftPackages,
  draftReach,
  type ExceptionDraft,
  type PackageDraft,
  type ReachDraft,
} from './draft-statements.ts';
import { draftSuppressions } from './draft-suppressions.ts';
import { createDrafting, type Drafting } from './drafting.ts';

/** What one document states, before it is merged with others. */
export interface PolicyDraft
  extends Pick<
    Policy,
    | 'cover'
    | 'tests'
    | 'exclude'
    | 'rules'
    | 'overrides'
    | 'base'
    | 'contractFirst'
    | 'contractsPlace'
    | 'ownership'
    | 'done'
    | 'suppressions'
  > {
  readonly engine?: { readonly range: string; readonly place: Place };
  readonly edition?: string;
  /** Names in order from the top; names in one inner list are equal. Absent where the document lists none. */
  readonly order?: readonly (readonly string[])[];
  readonly orderPlace?: Place;
  readonly gates: GateDrafts;
  readonly layers: readonly LayerDraft[];
  readonly slices: readonly SliceDraft[];
  readonly services: readonly ServiceDraft[];
  readonly packages: readonly PackageDraft[];
  readonly reach: readonly ReachDraft[];
  readonly except: readonly ExceptionDraft[];
  readonly sections: readonly string[];
}

export const emptyDraft: PolicyDraft = {
  layers: [],
  slices: [],
  services: [],
  packages: [],
  reach: [],
  except: [],
  ownership: {},
  gates: {},
  done: [],
  suppressions: {},
  sections: [],
  cover: [],
  tests: [],
  exclude: [],
  rules: [],
  overrides: [],
};

export interface Drafted {
  readonly draft: PolicyDraft;
  readonly problems: readonly PolicyProblem[];
}

/** Turns a validated document into statements; a statement that cannot stand is a problem and left out. */
export function draftPolicy({ path, root, written }: PolicyText, known: readonly RuleName[]): Drafted {
  const drafting = createDrafting(path);
  const { at, patterns, problems } = drafting;
  const groups = draftLayers(member(root, 'layers'), drafting);
  const engine = member(root, 'engine');
  const edition = member(root, 'edition');
  const [base] = drafting.references(member(root, 'base'));
  const contractFirst = member(root, 'contractFirst');
  const members = root?.kind === 'object' ? root.members : [];
  const contractsKey =
    members.find(({ key }) => key === 'contractFirst') ?? members.find(({ key }) => key === 'services');
  const layersKey = members.find(({ key }) => key === 'layers');
  const draft: PolicyDraft = {
    ...(engine?.kind === 'string' && { engine: { range: engine.value, place: at(engine.span) } }),
    ...(edition?.kind === 'string' && { edition: edition.value }),
    ...(layersKey && { order: groups.map((group) => group.map(({ name }) => name)) }),
    ...(layersKey && { orderPlace: at(layersKey.keySpan) }),
    ...(base && { base }),
    ...(contractFirst?.kind === 'string' && { contractFirst: contractFirst.value as ContractOrder }),
    ...(contractsKey && { contractsPlace: at(contractsKey.keySpan) }),
    ownership: draftOwnership(member(root, 'ownership'), drafting),
    gates: draftGates(member(root, 'gates'), member(written, 'gates'), drafting),
    done: draftDone(member(root, 'done'), drafting),
    suppressions: draftSuppressions(member(root, 'suppressions'), drafting),
    layers: groups.flat(),
    slices: draftSlices(member(root, 'slices'), drafting),
    services: draftServices(member(root, 'services'), drafting),
    packages: draftPackages(member(root, 'packages'), drafting),
    reach: draftReach(member(root, 'reach'), drafting),
    except: draftExceptions(member(root, 'except'), drafting),
    sections: members.map(({ key }) => key),
    cover: patterns(member(root, 'cover')),
    tests: patterns(member(root, 'tests')),
    exclude: patterns(member(root, 'exclude')),
    rules: draftRules(member(root, 'rules'), known, drafting),
    overrides: draftOverrides(member(root, 'overrides'), known, drafting),
  };
  return { draft, problems };
}

function draftOverrides(
  node: JsonNode | undefined,
  known: readonly RuleName[],
  drafting: Drafting,
): PolicyDraft['overrides'] {
  return (node?.kind === 'array' ? node.items : []).map((item) => ({
    files: drafting.patterns(member(item, 'files')),
    rules: draftRules(member(item, 'rules'), known, drafting),
  }));
}
