import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ContractSide } from '../contracts/spot.ts';
import type { ContractParts } from '../engine/parts.ts';
import { parseContractText } from '../format/contract-text.ts';
import { createReferences } from '../format/references.ts';
import { decodeText } from '../host/decode.ts';
import { absoluteOf, below, fromRoot } from '../host/relative.ts';
import { isEnough } from '../model/contract-bump.ts';
import { type JsonDocument, type JsonNode, member } from '../model/json.ts';
import { createLineTable } from '../model/line-table.ts';
import { didYouMean } from '../model/nearest.ts';
import { contractCodes } from '../read/openapi/codes.ts';
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
  if (oldPath === '-' && newPath === '-') {
    throw new UsageError('"-" is standard input, which is one of the two documents.');
  }
  const parsed = new Map<string, JsonDocument>();
  const old = openSide(oldPath, terminal, parsed);
  const now = openSide(newPath, terminal, parsed);
  const { calledIn, compareContracts, createContractParts } = await import('../contract-parts.ts');
  const lines = { old: old.lines, now: now.lines };
  const { readContract } = createContractParts();
  const contracts = [
    { side: 'old', contract: readContract(old.source) },
    { side: 'now', contract: readContract(now.source) },
  ] as const;
  const faults = contracts.flatMap(({ side, contract }) =>
    (contract?.problems ?? []).filter(({ code }) => leavingOpen.has(code)).map((one) => ({ ...one, side })),
  );
  const called = calledIn(...contracts.flatMap(({ contract }) => contract ?? []));
  const comparison = { ...compareContracts(old.side, now.side, { called }), faults };
  const told = [...faults, ...comparison.unresolved].map(({ side, path, span, message }) => {
    const { line, column } = rangeOf(path, span, lines[side].tables).start;
    return printable(`${lines[side].shown(path)}:${line}:${column} ${message}`);
  });
  for (const line of new Set(told)) terminal.err(`${line}\n`);
  if (!comparison.isWhole) terminal.err('parapet: there is too much to compare; the list is not complete.\n');
  const colour = args.values['output'] === undefined && wantsColour(terminal);
  const report =
    format === 'json' ? contractsJson(comparison, lines) : contractsText(comparison, lines, { colour });
  writeReport(report, args, terminal);
  if (comparison.isLowered || !isEnough(comparison.declared, comparison.required)) return 1;
  return faults.length + comparison.unresolved.length > 0 || !comparison.isWhole ? 3 : 0;
}

/** Faults that leave open what a document promises: each reader may take it for something else. */
const leavingOpen: ReadonlySet<string | undefined> = new Set([
  contractCodes.duplicateKey,
  contractCodes.duplicateOperation,
  contractCodes.badPath,
  contractCodes.notRead,
]);

interface OpenSide {
  readonly source: Parameters<ContractParts['readContract']>[0];
  readonly side: ContractSide;
  readonly lines: SideLines;
}

/**
 * References are followed below the current folder, or below the document's own where that is elsewhere; of what came in by
 * standard input nobody knows which state of other files it meant. Texts that both sides have are parsed once.
 */
function openSide(named: string, terminal: Terminal, parsed: Map<string, JsonDocument>): OpenSide {
  const { cwd } = terminal;
  const isInput = named === '-';
  const absolute = resolve(cwd, named);
  const root = below(cwd, absolute) === undefined ? dirname(absolute) : cwd;
  const path = fromRoot(root, absolute);
  const texts = new Map<string, string>();
  const keep = (wanted: string, whole: string): JsonDocument => {
    const text = whole.replace(/^\ufeff/, '');
    texts.set(wanted, text);
    const document = parsed.get(text) ?? parseContractText(text);
    parsed.set(text, document);
    return document;
  };
  const read = (wanted: string): JsonDocument | undefined => {
    if (isInput) return undefined;
    try {
      return keep(wanted, fileText(absoluteOf(root, wanted)));
    } catch {
      return undefined;
    }
  };
  const text = isInput ? (terminal.input?.() ?? '') : textOf(named, absolute);
  const document = documentOf(named, keep(path, text), texts.get(path));
  const references = createReferences({
    read: (wanted) => (wanted === path ? document.parsed : read(wanted)),
  });
  const tables = new Map<string, ReturnType<typeof createLineTable>>();
  return {
    source: { path, text: texts.get(path) ?? '', document: document.parsed, read },
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

const isAddress = /^[a-z][a-z\d+.-]+:\/\//i;
/** A file in a revision, as git names it, and no drive. */
const isOfGit = /^[^:]{2,}:./;

function textOf(named: string, absolute: string): string {
  try {
    return fileText(absolute);
  } catch (error) {
    throw new UsageError(whyNot(named, (error as NodeJS.ErrnoException).code ?? String(error)));
  }
}

/** As a check reads it, whatever its encoding. */
function fileText(absolute: string): string {
  const buffer = readFileSync(absolute);
  return decodeText(buffer, buffer.length) ?? buffer.toString('utf8');
}

function whyNot(named: string, code: string): string {
  if (isAddress.test(named))
    return `"${named}" is an address, and nothing is fetched: name a file, or hand the document in as "-".`;
  if (code === 'EISDIR') return `"${named}" is a folder; two documents are compared.`;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return `"${named}" cannot be read: ${code}.`;
  const hint = isOfGit.test(named) ? `; "git show ${named}" hands it in as "-"` : '';
  return `"${named}" does not exist${hint}.`;
}

/** The document, if it is one that can be compared. */
function documentOf(
  named: string,
  parsed: JsonDocument,
  text = '',
): { readonly parsed: JsonDocument; readonly root: JsonNode } {
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
