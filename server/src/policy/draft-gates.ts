import type { SecurityLevel, VulnerabilityLevel } from '../model/evidence.ts';
import { type JsonNode, member, strings } from '../model/json.ts';
import type {
  CoverageGate,
  ItemLevel,
  ItemSetting,
  OwnershipSetting,
  Pattern,
  Reference,
  SecurityGate,
  VulnerabilityGate,
} from '../model/policy.ts';
import type { Place } from '../model/span.ts';
import { policyProblem } from './codes.ts';
import type { Drafting } from './drafting.ts';

/** What one document says of a gate; no more than it wrote. */
export interface GateDraft {
  /** Empty where none of what was written can be used, which was told already. */
  readonly reports?: readonly Pattern[];
  /** The gate's key. */
  readonly place: Place;
}

export interface GateDrafts {
  readonly coverage?: GateDraft & Partial<Omit<CoverageGate, keyof GateDraft>>;
  readonly vulnerabilities?: GateDraft & Partial<Omit<VulnerabilityGate, keyof GateDraft>>;
  readonly security?: GateDraft & Partial<Omit<SecurityGate, keyof GateDraft>>;
  readonly tests?: GateDraft;
}

/** The gates that a document declares; numbers that mean nothing are told and left out. */
export function draftGates(
  node: JsonNode | undefined,
  written: JsonNode | undefined,
  drafting: Drafting,
): GateDrafts {
  if (node?.kind !== 'object') return {};
  const gate = (key: keyof GateDrafts) => {
    const own = node.members.findLast((one) => one.key === key);
    if (!own) return undefined;
    const says = member(member(written, key), 'reports') !== undefined;
    const reports = drafting.patterns(member(own.value, 'reports'));
    return { node: own.value, said: { ...(says && { reports }), place: drafting.at(own.keySpan) } };
  };
  const coverage = gate('coverage');
  const vulnerabilities = gate('vulnerabilities');
  const security = gate('security');
  const tests = gate('tests');
  return {
    ...(coverage && { coverage: { ...coverage.said, ...draftCoverage(coverage.node, drafting) } }),
    ...(vulnerabilities && {
      vulnerabilities: {
        ...vulnerabilities.said,
        ...blockOf<VulnerabilityLevel>(vulnerabilities.node),
        ...patternsOf('accept', vulnerabilities.node, drafting),
      },
    }),
    ...(security && { security: { ...security.said, ...blockOf<SecurityLevel>(security.node) } }),
    ...(tests && { tests: tests.said }),
  };
}

function blockOf<Level extends string>(node: JsonNode): { readonly block?: Level } {
  const block = textOf(member(node, 'block'));
  return block === undefined ? {} : { block: block as Level };
}

function patternsOf<Key extends string>(
  key: Key,
  node: JsonNode,
  drafting: Drafting,
): { readonly [key in Key]?: readonly Pattern[] } {
  const own = member(node, key);
  return own ? ({ [key]: drafting.patterns(own) } as { [key in Key]: readonly Pattern[] }) : {};
}

function draftCoverage(node: JsonNode, drafting: Drafting) {
  const patch = numberOf('patch', 100);
  const drop = numberOf('drop', 100);
  const minLines = numberOf('minLines', Number.MAX_SAFE_INTEGER);
  const branches = member(node, 'branches');
  const [base] = drafting.references(member(node, 'base'));
  return {
    ...(patch !== undefined && { patch }),
    ...(drop !== undefined && { drop }),
    ...(minLines !== undefined && { minLines }),
    ...patternsOf('unmeasured', node, drafting),
    ...(branches?.kind === 'boolean' && { branches: branches.value }),
    ...(base && { base }),
  };

  function numberOf(key: string, most: number): number | undefined {
    const value = member(node, key);
    if (value?.kind !== 'number') return undefined;
    if (value.value >= 0 && value.value <= most) return value.value;
    const bounds = most === 100 ? 'between 0 and 100' : 'not below 0';
    drafting.problems.push(policyProblem('CFG-020', drafting.at(value.span), `"${key}" must be ${bounds}.`));
    return undefined;
  }
}

/** What a document says of items, in its order; of a key that stands twice the last counts. */
export function draftDone(node: JsonNode | undefined, drafting: Drafting): readonly ItemSetting[] {
  if (node?.kind !== 'object') return [];
  const last = new Map(node.members.map((one) => [one.key, one]));
  return [...last.values()].map(({ key, keySpan, value }) => {
    const when = member(value, 'when');
    const kind = textOf(member(value, 'kind'));
    const level = textOf(member(value, 'level'));
    const title = textOf(member(value, 'title'));
    const owner = textOf(member(value, 'owner'));
    const days = draftAge(member(value, 'maxAge'), drafting);
    return {
      id: key,
      place: drafting.at(keySpan),
      ...(kind !== undefined && { kind: kind as 'check' | 'attest' }),
      ...(level !== undefined && { level: level as ItemLevel }),
      ...(title !== undefined && { title }),
      ...(owner !== undefined && { owner }),
      ...(days !== undefined && { maxAgeDays: days }),
      ...(when && { when: draftWhen(when, drafting) }),
    };
  });
}

function draftWhen(node: JsonNode, drafting: Drafting): NonNullable<ItemSetting['when']> {
  const paths = member(node, 'paths');
  const types = member(node, 'types');
  const services = member(node, 'services');
  return {
    ...(paths && { paths: drafting.patterns(paths) }),
    ...(types && { types: draftTypes(types, drafting) }),
    ...(services && { services: drafting.references(services) }),
  };
}

/** A type is one word; anything else is the type of no commit. */
function draftTypes(node: JsonNode, drafting: Drafting): readonly string[] {
  return strings(node).flatMap(({ value, span }) => {
    if (/^[\w-]+$/.test(value)) return [value];
    const message = `"${value}" is not a type of commits such as "feat".`;
    drafting.problems.push(policyProblem('CFG-020', drafting.at(span), message));
    return [];
  });
}

function draftAge(node: JsonNode | undefined, drafting: Drafting): number | undefined {
  if (node?.kind !== 'string') return undefined;
  const [, count] = /^(\d{1,5})d$/.exec(node.value) ?? [];
  if (count !== undefined) return Number(count);
  const message = `"${node.value}" is not a number of days such as "14d".`;
  drafting.problems.push(policyProblem('CFG-020', drafting.at(node.span), message));
  return undefined;
}

export function draftOwnership(node: JsonNode | undefined, drafting: Drafting): OwnershipSetting {
  const [codeowners] = drafting.references(member(node, 'codeowners')) as readonly (Reference | undefined)[];
  const dialect = textOf(member(node, 'dialect'));
  return {
    ...(codeowners && { codeowners }),
    ...(dialect !== undefined && { dialect: dialect as 'github' | 'gitlab' }),
  };
}

function textOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}
