import type { InternalPath, ItemSetting } from '../model/policy.ts';
import type { PolicyDraft } from './draft.ts';
import type { ContractDraft } from './draft-contracts.ts';
import type { ElementDraft, ServiceDraft } from './draft-elements.ts';
import type { GateDraft, GateDrafts } from './draft-gates.ts';

/**
 * Puts a document on top of what it extends: objects merge deeply, layers, slices and services by name, contracts by
 * file, rules are replaced per id, unnamed statements append, and the order of layers comes whole from whoever lists it
 * last. A list that is not one of statements is replaced.
 */
export function mergeDrafts(base: PolicyDraft, top: PolicyDraft): PolicyDraft {
  return {
    ...base,
    ...top,
    layers: mergeBy(nameOf, base.layers, top.layers),
    slices: mergeBy(nameOf, base.slices, top.slices),
    services: mergeBy(nameOf, base.services, top.services, mergeServices),
    packages: [...base.packages, ...top.packages],
    reach: [...base.reach, ...top.reach],
    except: [...base.except, ...top.except],
    ownership: { ...base.ownership, ...top.ownership },
    gates: mergeGates(base.gates, top.gates),
    done: mergeBy(({ id }: ItemSetting) => id, base.done, top.done, mergeItems),
    suppressions: { ...base.suppressions, ...top.suppressions },
    sections: [...base.sections, ...top.sections],
    cover: [...base.cover, ...top.cover],
    tests: [...base.tests, ...top.tests],
    exclude: [...base.exclude, ...top.exclude],
    rules: [
      ...base.rules.filter(({ rule }) => !top.rules.some((other) => other.rule === rule)),
      ...top.rules,
    ],
    overrides: [...base.overrides, ...top.overrides],
  };
}

function nameOf({ name }: ElementDraft): string {
  return name;
}

/** Each of the base with what has its key on top, then the rest of the top; two of one list are left to themselves. */
function mergeBy<One>(
  keyOf: (one: One) => string,
  base: readonly One[],
  top: readonly One[],
  merge: (base: One, top: One) => One = (below, above) => ({ ...below, ...above }),
): readonly One[] {
  const keys = new Set(base.map(keyOf));
  return [
    ...base.map((one) => top.filter((other) => keyOf(other) === keyOf(one)).reduce(merge, one)),
    ...top.filter((one) => !keys.has(keyOf(one))),
  ];
}

function mergeServices(base: ServiceDraft, top: ServiceDraft): ServiceDraft {
  const both = base.contracts && top.contracts;
  return {
    ...base,
    ...top,
    ...(both && {
      contracts: mergeBy(({ file }) => file.glob, base.contracts, top.contracts, mergeContracts),
    }),
  };
}

function mergeContracts(base: ContractDraft, top: ContractDraft): ContractDraft {
  const both = base.internal && top.internal;
  const pathOf = ({ path }: InternalPath) => path.glob;
  return { ...base, ...top, ...(both && { internal: mergeBy(pathOf, base.internal, top.internal) }) };
}

function mergeItems(base: ItemSetting, top: ItemSetting): ItemSetting {
  return { ...base, ...top, ...(base.when && top.when && { when: { ...base.when, ...top.when } }) };
}

function mergeGates(base: GateDrafts, top: GateDrafts): GateDrafts {
  const merged = <Draft extends GateDraft>(below: Draft | undefined, above: Draft | undefined) =>
    below && above ? { ...below, ...above, ...reportsOf(below, above) } : (above ?? below);
  const coverage = merged(base.coverage, top.coverage);
  const vulnerabilities = merged(base.vulnerabilities, top.vulnerabilities);
  const security = merged(base.security, top.security);
  const tests = merged(base.tests, top.tests);
  return {
    ...(coverage && { coverage }),
    ...(vulnerabilities && { vulnerabilities }),
    ...(security && { security }),
    ...(tests && { tests }),
  };
}

/** Reports that cannot be used, which was told, leave those of the base alone. */
function reportsOf(base: GateDraft, top: GateDraft): Pick<GateDraft, 'reports'> {
  const reports = top.reports?.length ? top.reports : (base.reports ?? top.reports);
  return reports ? { reports } : {};
}
