import { type Comparison, compareContracts } from './contracts/compare.ts';
import { compareInterfaces } from './contracts/compare-interfaces.ts';
import { compareOperations } from './contracts/compare-operations.ts';
import { compareWritten, outlineOf } from './contracts/compare-written.ts';
import type { CallParts, ContractParts, InterfaceParts } from './engine/parts.ts';
import { searchCalls } from './extract/calls/find-calls.ts';
import { createCallPrefilter } from './extract/calls/prefilter.ts';
import { findNativeContracts } from './extract/contracts/find-contracts.ts';
import {
  findInterfaceContracts,
  mayImplement,
  mayMarkInterface,
} from './extract/contracts/find-interfaces.ts';
import { mayHoldContract } from './extract/contracts/prefilter.ts';
import { readInterfaceFacts } from './extract/contracts/read-interfaces.ts';
import { createWrittenReader } from './extract/contracts/read-written.ts';
import type { ContractInput } from './extract/contracts/search.ts';
import { createRouteFinder } from './extract/routes/find-routes.ts';
import { createPrefilter } from './extract/routes/prefilter.ts';
import { createFactReaders, type FactReaders } from './extract/routes/reading/read-facts.ts';
import { parseContractText } from './format/contract-text.ts';
import { hashDirectives } from './format/hash-directives.ts';
import { createReferences } from './format/references.ts';
import { matchCalls } from './matching/calls.ts';
import { matchContracts } from './matching/match-contracts.ts';
import { createMatcher } from './matching/moved.ts';
import { suggestPrefixes } from './matching/unknown-prefixes.ts';
import type { Contract } from './model/contract.ts';
import { calledName } from './model/contract-changes.ts';
import type { WrittenContract } from './model/contract-written.ts';
import type { JsonDocument, JsonNode } from './model/json.ts';
import { isContractToolName, readContractTool } from './read/contract-tools.ts';
import { contractCodes } from './read/openapi/codes.ts';
import { readOpenApi } from './read/openapi/read-openapi.ts';
import { isPactName, readPact } from './read/pact.ts';
import { remembered, rememberedByText } from './remembered.ts';

export { createContractWriting } from './contract-writing.ts';
export { compareContracts, compareInterfaces as compareInterfacesRead, matchContracts, outlineOf };

/**
 * What reads contracts and routes: a bundle of its own, loaded once a policy declares contracts. What was read is remembered
 * by its text, so that the base of a change, which has most of it in common, costs little.
 */
export function createContractParts(): ContractParts {
  const readers = createFactReaders();
  return {
    mayServe: createPrefilter(),
    routeFacts: remembered(readers.routeFacts),
    createRouteFinder,
    mayPromise: mayHoldContract,
    findNativeContracts: nativeContracts,
    createWrittenReader,
    parse: rememberedByText(parseContractText),
    readContract: readOpenApi,
    suggestPrefixes,
    createMatcher,
    directives: hashDirectives,
    calls: callParts(readers),
    interfaces: interfaceParts(),
  };
}

function interfaceParts(): InterfaceParts {
  return {
    mayMark: mayMarkInterface,
    mayMention: mayImplement,
    facts: remembered(readInterfaceFacts),
    find: findInterfaceContracts,
  };
}

function callParts({ callFacts }: FactReaders): CallParts {
  return {
    mayCall: createCallPrefilter(),
    facts: callFacts,
    search: searchCalls,
    match: matchCalls,
    isTestDocument: (path) => isPactName(path) || isContractToolName(path),
    testDocument(path, text) {
      const tool = readContractTool(path, text);
      if (tool) return { calls: [], covers: tool.covers, problems: tool.problems };
      const pact = readPact(path, text);
      return pact && { calls: pact.calls, covers: [], problems: pact.problems };
    },
  };
}

/** The contracts of TypeScript; what could not be understood is a problem of a contract. */
function nativeContracts(input: ContractInput): readonly Contract[] {
  const { contracts, unresolved } = findNativeContracts(input);
  const problems = unresolved.map(({ reason, ...place }) => ({
    ...place,
    code: contractCodes.notUnderstood,
    message: reason,
  }));
  const told = contracts.map((contract) => ({
    ...contract,
    problems: problems.filter(({ path, format }) => path === contract.path && format === contract.format),
  }));
  const left = problems.filter(
    ({ path, format }) => !contracts.some((contract) => contract.path === path && contract.format === format),
  );
  const alone = new Map(left.map((one) => [`${one.path} ${one.format}`, withoutOperations(one)]));
  return [
    ...told,
    ...[...alone.values()].map((contract) => ({
      ...contract,
      problems: left.filter(({ path, format }) => path === contract.path && format === contract.format),
    })),
  ];
}

function withoutOperations({ path, format }: Pick<Contract, 'path' | 'format'>): Contract {
  const infoPlace = { path, span: { start: 0, end: 0 } };
  const nothing = { prefixes: [''], operations: [], problems: [], inputs: [] };
  return { path, format, isFragment: false, infoPlace, ...nothing };
}

/** A contract that was read, with the documents around it. */
export interface ContractWithParts {
  readonly contract: Contract;
  /** It, or what it refers to. */
  document(path: string): JsonDocument | undefined;
  /** What one in TypeScript says. */
  readonly written?: WrittenContract | undefined;
}

/** What changed for those who call; between a document and TypeScript only operations and parameters can be compared. */
export function compareRead(old: ContractWithParts, now: ContractWithParts): Comparison {
  const [before, after] = [sideOf(old), sideOf(now)];
  const called = calledIn(old.contract, now.contract);
  if (before && after) return compareContracts(before, after, { called });
  const [then, since] = [writtenOf(old), writtenOf(now)];
  if (then && since) return compareWritten(then, since, { called });
  return compareOperations(old.contract, now.contract);
}

/** How those who call know the operations of two versions, by their names; the one of now tells where both have one. */
export function calledIn(...contracts: readonly Contract[]): (name: string) => string {
  const names = new Map<string, string>();
  for (const one of contracts)
    for (const each of one.operations) names.set(`${each.method} ${each.template}`, calledName(one, each));
  return (name) => names.get(name) ?? name;
}

function writtenOf({ contract: { version }, written }: ContractWithParts) {
  return written && { written, version: version?.text ?? '' };
}

function sideOf({ contract: { path, root }, document }: ContractWithParts) {
  const references = createReferences({ read: document });
  return root && { path, root, follow: (node: JsonNode, from: string) => references.resolve(node, from) };
}
