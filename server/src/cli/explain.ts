import { nearest } from '../model/nearest.ts';
import type { SourceFile } from '../model/rule.ts';
import { touches } from '../model/span.ts';
import { explainImport, explainRule } from '../report/explanation.ts';
import { rules } from '../rules/index.ts';
import { type Arguments, allowOnly, UsageError } from './arguments.ts';
import { cuts } from './cuts.ts';
import { lineTables, type Opened, openWorkspace, toWorkspacePath } from './open.ts';
import type { Terminal } from './terminal.ts';

const ruleIds = rules.map(({ id }) => id);

/** The rules that details such as `CFG-004` belong to, by the letters of the code. */
const ruleOfCode: Readonly<Record<string, string>> = {
  CFG: 'policy/invalid-policy',
  PKG: 'architecture/unresolved-import',
  SUP: 'policy/unreasoned-suppression',
  TSC: 'architecture/unresolved-import',
};

/** `parapet explain`: why a rule exists, or what the policy says of an import. */
export async function explain(args: Arguments, terminal: Terminal): Promise<number> {
  if (args.values.cuts === true) {
    allowOnly(args, ['cuts', 'policy', 'format', 'all', 'no-cache']);
    return cuts(args, terminal);
  }
  allowOnly(args, ['policy']);
  const [subject, to, ...rest] = args.operands;
  if (rest.length > 0) throw new UsageError('"parapet explain" takes a rule, or one or two files.');
  if (subject === undefined) {
    terminal.out(rules.map(({ id, docs }) => `${id.padEnd(32)} ${docs.summary}\n`).join(''));
    return 0;
  }
  const code = /^([A-Z]{3})-\d{3}$/.exec(subject)?.[1] ?? '';
  const rule = rules.find(({ id }) => id === (ruleOfCode[code] ?? subject));
  if (rule) {
    const detail =
      code === '' ? '' : `${subject} is a detail of this rule; the finding says what is wrong.\n\n`;
    terminal.out(plain(detail + explainRule(rule)));
    return 0;
  }
  const opened = await openWorkspace(args, terminal);
  const from = sourceFile(opened, subject, terminal.cwd);
  terminal.out(
    plain(to === undefined ? allImports(opened, from) : oneImport(opened, from, to, terminal.cwd)),
  );
  return 0;
}

function allImports(opened: Opened, from: SourceFile): string {
  const answers = from.facts.imports.map((_, index) => answer(opened, from, index));
  return answers.length > 0 ? answers.join('\n') : `"${from.path}" imports nothing.\n`;
}

/** `to` is a file, or a specifier as it is written; of a file that is not imported, what would be said of it. */
function oneImport(opened: Opened, from: SourceFile, to: string, cwd: string): string {
  const written = from.facts.imports.flatMap(({ specifier }, index) => (specifier === to ? [index] : []));
  if (written.length > 0) return written.map((index) => answer(opened, from, index)).join('\n');
  const target = opened.workspace.facts().fileAt(toWorkspacePath(to, opened.root, cwd));
  if (!target)
    throw new UsageError(
      `"${to}" is no source file of this workspace, and "${from.path}" does not import it.`,
    );
  const leading = from.targets.flatMap((resolution, index) =>
    resolution.to === 'file' && resolution.file === target.id ? [index] : [],
  );
  if (leading.length > 0) return leading.map((index) => answer(opened, from, index)).join('\n');
  const { file, findings } = opened.workspace.suppose.import(from, target);
  const [fact] = file.facts.imports;
  const [resolution] = file.targets;
  if (!fact || !resolution) return '';
  const supposed = explainImport({ file, fact, target: resolution, findings }, opened.workspace.facts(), {
    lines: lineTables(opened),
  });
  return `"${from.path}" does not import "${target.path}". If it did:\n\n${supposed}`;
}

function answer(opened: Opened, file: SourceFile, index: number): string {
  const { workspace } = opened;
  const fact = file.facts.imports[index];
  const target = file.targets[index];
  if (!fact || !target) return '';
  const findings = workspace.findingsAt(file.path).filter(({ span }) => touches(span, fact));
  return explainImport({ file, fact, target, findings }, workspace.facts(), { lines: lineTables(opened) });
}

function sourceFile({ workspace, root }: Opened, operand: string, cwd: string): SourceFile {
  const file = workspace.facts().fileAt(toWorkspacePath(operand, root, cwd));
  if (file) return file;
  const meant = nearest(operand, ruleIds);
  const hint = meant === undefined ? '' : ` Did you mean the rule "${meant}"?`;
  throw new UsageError(`"${operand}" is neither a rule nor a source file of this workspace.${hint}`);
}

/** Markdown reads well in a terminal but for its emphasis. */
function plain(markdown: string): string {
  return markdown.replaceAll('**', '');
}
