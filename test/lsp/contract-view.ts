import { describeStanding } from '../../server/src/lsp/contracts/hover.ts';
import { contractsIn } from '../../server/src/lsp/contracts/known.ts';
import { contractLenses } from '../../server/src/lsp/contracts/lenses.ts';
import { contractStandingAt } from '../../server/src/lsp/contracts/standing.ts';
import type { ContractView } from '../../server/src/lsp/contracts/view.ts';
import type { ContractFacts } from '../../server/src/model/contract-facts.ts';
import { createLineTable } from '../../server/src/model/line-table.ts';
import { createWorkspace } from '../support/workspace.ts';

export type Extra = Partial<Pick<ContractView, 'changes' | 'ownersOf'>> &
  Partial<Pick<ContractFacts, 'uses'>>;

/** The view of one document in a workspace of these files. */
export async function viewed(
  files: Readonly<Record<string, string>>,
  path: string,
  { uses, ...extra }: Extra = {},
) {
  const workspace = createWorkspace(new Map(Object.entries(files)));
  await workspace.refresh();
  const { contracts } = workspace.facts();
  const facts: ContractFacts = { ...contracts, ...(uses && { uses }) };
  const view: ContractView = {
    path,
    facts,
    own: contractsIn(facts, path),
    lines: (other) => createLineTable(files[other] ?? ''),
    uri: (other) => `file:///${other}`,
    ownersOf: () => [],
    ...extra,
  };
  const titles = contractLenses(view).map(({ title }) => title);
  const standing = (word: string) => contractStandingAt(view, (files[path] ?? '').indexOf(word) + 1);
  const hovered = (word: string) => {
    const found = standing(word);
    return found && describeStanding(view, found)?.trimEnd().split(/\n\n/);
  };
  return { view, titles, standing, hovered };
}
