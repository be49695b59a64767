import { nearest } from '../model/nearest.ts';
import type { SourceFile } from '../model/rule.ts';
import { touches } from '../model/span.ts';
import { explainImport, explainRule } from '../report/explanation.ts';
import { rules } from '../rules/index.ts';
import { type Arguments, allowOnly, UsageError } from './arguments.ts';
import { type Opened, openWorkspace, toWorkspacePath } from './open.ts';
import type { Terminal } from './terminal.ts';

/** `parapet explain`: why a rule exists, or what the policy says of an import. */
export async function explain(args: Arguments, terminal: Terminal): Promise<number> {
  allowOnly(args, ['policy', 'now']);
  const [subject, to, ...rest] = args.operands;
  if (rest.length > 0) throw new UsageError('"parapet explain" takes a rule, or one or two files.');
  if (subject === undefined) {
    terminal.out(rules.map(({ id, docs }) => `${id.padEnd(32)} ${docs.summary}\n`).join(''));
    return 0;
  }
  const rule = rules.find(({ id }) => id === subject);
  if (rule) {
    terminal.out(plain(explainRule(rule)));
    return 0;
  }
  const opened = await openWorkspace(args, terminal);
  terminal.out(plain(explainFile(opened, subject, to, terminal.cwd)));
  return 0;
}

function explainFile(opened: Opened, subject: string, to: string | undefined, cwd: string): string {
  const { workspace, root } = opened;
  const facts = workspace.facts();
  const from = findFile(subject);
  const target = to === undefined ? undefined : findFile(to);
  const answers = from.facts.imports.flatMap((fact, index) => {
    const resolution = from.targets[index];
    if (!resolution || (target && !(resolution.to === 'file' && resolution.file === target.id))) return [];
    const findings = workspace.findingsAt(from.path).filter(({ span }) => touches(span, fact));
    return [explainImport({ file: from, fact, target: resolution, findings }, facts)];
  });
  if (answers.length > 0) return answers.join('\n');
  return target ? `"${from.path}" does not import "${target.path}".\n` : `"${from.path}" imports nothing.\n`;

  function findFile(operand: string): SourceFile {
    const file = facts.fileAt(toWorkspacePath(operand, root, cwd));
    if (file) return file;
    const meant = nearest(
      operand,
      rules.map(({ id }) => id),
    );
    const hint = meant === undefined ? '' : ` Did you mean the rule "${meant}"?`;
    throw new UsageError(`"${operand}" is neither a rule nor a source file of this workspace.${hint}`);
  }
}

/** Markdown reads well in a terminal but for its emphasis. */
function plain(markdown: string): string {
  return markdown.replaceAll('**', '');
}
