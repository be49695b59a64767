import type { ContractFacts } from '../model/contract-facts.ts';
import type { ImportClass } from '../model/facts.ts';
import type { Owners } from '../model/owners.ts';
import type { ConfigProblem } from '../model/resolution.ts';
import type { Acceptance, WorkspaceFacts } from '../model/rule.ts';
import type { FileTable } from './file-table.ts';
import type { Knots } from './knots.ts';
import type { Manifests } from './manifests.ts';
import type { Policies } from './policies.ts';
import type { Reaches } from './reaches.ts';

/** The live state that rules look at. */
interface LiveState {
  readonly files: FileTable;
  readonly manifests: Manifests;
  readonly policies: Policies;
  readonly knots: Knots;
  readonly reaches: Reaches;
  readonly acceptance: Acceptance;
  readonly owners: Owners;
  readonly contracts: ContractFacts;
  readonly configProblems: readonly ConfigProblem[];
  readonly today: string;
}

/** The state of a workspace as rules see it; lists are made when they are asked for. */
export function factsOver({
  files,
  manifests,
  policies,
  knots,
  reaches,
  ...rest
}: LiveState): WorkspaceFacts {
  return {
    ...rest,
    get files() {
      return files.ordered;
    },
    policies: policies.inForce.map(({ policy }) => policy),
    belonging: files.belonging,
    get manifests() {
      return manifests.all;
    },
    manifestAround: (path) => manifests.around(path),
    offers: (manifest, path, specifier) => manifests.offers(manifest, path, specifier),
    enters: (manifest, path) => manifests.enters(manifest, path),
    file: (id) => files.file(id),
    fileAt: (path) => files.at(path),
    policyOf: (path) => policies.governing(path)?.policy,
    knots: (classes: readonly ImportClass[]) => knots.of(classes),
    reach: (question) => reaches.of(question),
    get wiring() {
      return files.imports.wiring;
    },
  };
}
