import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ContractSide } from '../contracts/spot.ts';
import { parseContractText } from '../format/contract-text.ts';
import { createReferences } from '../format/references.ts';
import { absoluteOf, below, fromRoot } from '../host/relative.ts';
import { isEnough } from '../model/contract-bump.ts';
import { type JsonDocument, type JsonNode, member } from '../model/json.ts';
import { createLineTable } from '../model/line-table.ts';
import { didYouMean } from '../model/nearest.ts';
import { contractsJson, contractsText, type SideLines } from '../report/contract-changes.ts';
import { printable } from '../report/printable.ts';
import { rangeOf } from '../report/range.ts';
import { type Arguments, allowOnly, textOption, UsageError } from './arguments.ts';
import { contractList } from './contract-list.ts';
import { contractScaffold } from './contract-scaffold.ts';
import { type Terminal, wantsColour } from './terminal.ts';
import { writeReport } from './write-report.ts';

const formats = ['pretty', 'json'] as const;

const actions = ['diff', 'routes', 'operations', 'scaffold'];

/** `parapet contracts`: what is promised, what is served, and what changed between two documents for those who call them. */
export async function contracts(args: Arguments, terminal: Terminal): Promise<number> {
  const [action] = args.operands;
  if (action === 'diff') return contractsDiff(args, terminal);
  if (action === 'scaffold') return contractScaffold(args, terminal);
  if (action === 'routes' || action === 'operations') return contractList(action, args, terminal);
  const meant = action === undefined ? '' : ` It has no "${action}".${didYouMean(action, actions)}`;
  throw new UsageError(
    `"parapet contracts" is followed by "diff OLD NEW", "routes", "operations" or "scaffold".${meant}`,
  );
}

async function contractsDiff(args: Arguments, terminal: Terminal): Promise<number> {
  const operands = args.operands.slice(1);
  allowOnly(args, ['format', 'output']);
  const format = textOption(args, 'format', formats) ?? 'pretty';
  const [oldPath, newPath] = operands;
  if (oldPath === undefined || newPath === undefined || operands.length > 2) {
    throw new UsageError('"parapet contracts diff" compares two documents: diff OLD NEW.');
  }
  const parsed = new Map<string, JsonDocument>();
  const old = openSide(oldPath, terminal.cwd, parsed);
  const now = openSide(newPath, terminal.cwd, parsed);
  const { compareContracts } = await import('../contract-parts.ts');
  const comparison = compareContracts(old.side, now.side);
  const lines = { old: old.lines, now: now.lines };
  for (const { side, path, span, message } of comparison.unresolved) {
    const { line, column } = rangeOf(path, span, lines[side].tables).start;
    terminal.err(printable(`${lines[side].shown(path)}:${line}:${column} ${message}`).concat('\n'));
  }
  if (!comparison.isWhole) terminal.err('parapet: there is too much to compare; the list is not complete.\n');
  const colour = args.values['output'] === undefined && wantsColour(terminal);
  const report =
    format === 'json' ? contractsJson(comparison, lines) : contractsText(comparison, lines, { colour });
  writeReport(report, args, terminal);
  if (comparison.isLowered || !isEnough(comparison.declared, comparison.required)) return 1;
  return comparison.unresolved.length > 0 || !comparison.isWhole ? 3 : 0;
}

interface OpenSide {
  readonly side: ContractSide;
  readonly lines: SideLines;
}

/**
 * References are followed below the current folder, or below the document's own where that is elsewhere. Texts that both
 * sides have are parsed once.
 */
function openSide(named: string, cwd: string, parsed: Map<string, JsonDocument>): OpenSide {
  const absolute = resolve(cwd, named);
  const root = below(cwd, absolute) === undefined ? dirname(absolute) : cwd;
  const path = fromRoot(root, absolute);
  const texts = new Map<string, string>();
  const read = (wanted: string): JsonDocument | undefined => {
    try {
      const text = readFileSync(absoluteOf(root, wanted), 'utf8').replace(/^\ufeff/, '');
      texts.set(wanted, text);
      const document = parsed.get(text) ?? parseContractText(text);
      parsed.set(text, document);
      return document;
    } catch {
      return undefined;
    }
  };
  const document = documentOf(named, read(path), texts.get(path));
  const references = createReferences({
    read: (wanted) => (wanted === path ? document.parsed : read(wanted)),
  });
  const tables = new Map<string, ReturnType<typeof createLineTable>>();
  return {
    side: { path, root: document.root, follow: (node, from) => references.resolve(node, from) },
    lines: {
      shown: (wanted) => fromRoot(cwd, absoluteOf(root, wanted)),
      tables: (wanted) => {
        const table = tables.get(wanted) ?? createLineTable(texts.get(wanted) ?? '');
        tables.set(wanted, table);
        return table;
      },
    },
  };
}

/** The document, if it is one that can be compared. */
function documentOf(
  named: string,
  parsed: JsonDocument | undefined,
  text = '',
): { readonly parsed: JsonDocument; readonly root: JsonNode } {
  if (!parsed) throw new UsageError(`"${named}" cannot be read.`);
  const [problem] = parsed.problems;
  if (problem) {
    const { line, character } = createLineTable(text).position(problem.span.start);
    throw new UsageError(
      `"${named}" cannot be read: line ${line + 1}, column ${character + 1}: ${problem.message}`,
    );
  }
  const { root } = parsed;
  if (member(root, 'swagger')) {
    throw new UsageError(`"${named}" is an OpenAPI 2 document, and versions 3.0 to 3.2 are compared.`);
  }
  if (!root || (!member(root, 'openapi') && !member(root, 'paths'))) {
    throw new UsageError(`"${named}" is no OpenAPI document: it has neither "openapi" nor "paths".`);
  }
  return { parsed, root };
}
