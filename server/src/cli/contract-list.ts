import { contractsOf, loadContractParts, routesOf } from '../contract-look.ts';
import { repositoryFiles } from '../host/repository-files.ts';
import { operationsJson, operationsText, routesJson, routesText } from '../report/contract-lists.ts';
import { type Arguments, allowOnly, textOption, UsageError } from './arguments.ts';
import { lineTables, openWorkspace } from './open.ts';
import { type Terminal, wantsColour } from './terminal.ts';
import { writeReport } from './write-report.ts';

const formats = ['pretty', 'json'] as const;

/** `parapet contracts routes` and `operations`: what the code serves, and what contracts promise. */
export async function contractList(
  what: 'routes' | 'operations',
  args: Arguments,
  terminal: Terminal,
): Promise<number> {
  allowOnly(args, ['format', 'output', 'policy', 'no-cache']);
  if (args.operands.length > 1) throw new UsageError(`"parapet contracts ${what}" takes no paths.`);
  const format = textOption(args, 'format', formats) ?? 'pretty';
  const opened = await openWorkspace(args, terminal);
  const { workspace, root } = opened;
  const parts = await loadContractParts();
  const lines = lineTables(opened);
  const colour = args.values['output'] === undefined && wantsColour(terminal);
  if (what === 'routes') {
    const found = routesOf(parts, workspace, workspace.facts().contracts.contracts);
    writeReport(
      format === 'json' ? routesJson(found, lines) : routesText(found, lines, { colour }),
      args,
      terminal,
    );
  } else {
    const contracts = contractsOf(parts, workspace, repositoryFiles(root));
    writeReport(
      format === 'json' ? operationsJson(contracts, lines) : operationsText(contracts, lines, { colour }),
      args,
      terminal,
    );
  }
  opened.end();
  return 0;
}
