import { graphJson } from '../report/graph-json.ts';
import { graphMermaid } from '../report/graph-mermaid.ts';
import { type Arguments, allowOnly, textOption } from './arguments.ts';
import { lineTables, openWorkspace } from './open.ts';
import type { Terminal } from './terminal.ts';

/** `parapet graph`: the import graph as data or as a picture. */
export async function graph(args: Arguments, terminal: Terminal): Promise<number> {
  allowOnly(args, ['format', 'policy']);
  const format = textOption(args, 'format', ['json', 'mermaid']) ?? 'json';
  const opened = await openWorkspace(args, terminal);
  const { files } = opened.workspace.facts();
  terminal.out(
    format === 'json'
      ? graphJson(files, lineTables(opened))
      : graphMermaid(files, opened.workspace.findings()),
  );
  return opened.workspace.isPolicyBroken ? 2 : 0;
}
