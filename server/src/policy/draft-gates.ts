import type { SecurityLevel, VulnerabilityLevel } from '../model/evidence.ts';
import { type JsonNode, member, strings } from '../model/json.ts';
import type { Gates, ItemLevel, ItemSetting, OwnershipSetting, Reference } from '../model/policy.ts';
import { policyProblem } from './codes.ts';
import type { Drafting } from './drafting.ts';

const fewestLines = 20;

/** The gates that a document declares; one whose numbers mean nothing is told and keeps what it can. */
export function draftGates(node: JsonNode | undefined, drafting: Drafting): Gates {
  if (node?.kind !== 'object') return {};
  const gate = (key: keyof Gates) => {
    const own = node.members.findLast((one) => one.key === key);
    if (!own) return undefined;
    const reports = drafting.patterns(member(own.value, 'reports'));
    // Without a usable pattern the gate would ask for nothing; the pattern was told already.
    if (reports.length === 0) return undefined;
    return { node: own.value, said: { reports, place: drafting.at(own.keySpan) } };
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
        block: (textOf(member(vulnerabilities.node, 'block')) ?? 'high') as VulnerabilityLevel,
        accept: drafting.patterns(member(vulnerabilities.node, 'accept')),
      },
    }),
    ...(security && {
      security: {
        ...security.said,
        block: (textOf(member(security.node, 'block')) ?? 'error') as SecurityLevel,
      },
    }),
    ...(tests && { tests: tests.said }),
  };
}

function draftCoverage(node: JsonNode, drafting: Drafting) {
  const patch = numberOf('patch', 100);
  const drop = numberOf('drop', 100);
  const branches = member(node, 'branches');
  const unmeasured = member(node, 'unmeasured');
  const [base] = drafting.references(member(node, 'base'));
  return {
    ...(patch !== undefined && { patch }),
    ...(drop !== undefined && { drop }),
    minLines: numberOf('minLines', Number.MAX_SAFE_INTEGER) ?? fewestLines,
    ...(unmeasured && { unmeasured: drafting.patterns(unmeasured) }),
    branches: branches?.kind === 'boolean' && branches.value,
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

/** What a document says of items, in its order. */
export function draftDone(node: JsonNode | undefined, drafting: Drafting): readonly ItemSetting[] {
  if (node?.kind !== 'object') return [];
  return node.members.map(({ key, keySpan, value }) => {
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
