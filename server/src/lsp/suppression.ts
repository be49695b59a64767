import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { extract, extractDirectives } from '../extract/imports.ts';
import { hashDirectives } from '../format/hash-directives.ts';
import { daysAfter } from '../model/date.ts';
import { type DirectiveFact, reasonPlaceholder } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { isSourceName } from '../model/source-path.ts';
import { touches } from '../model/span.ts';
import { clientCommands, type Suppress } from '../protocol.ts';
import { rules } from '../rules/index.ts';
import type { Session } from './session.ts';
import { toDiagnostic } from './to-lsp.ts';

const policyName = /\.jsonc$/;

type Texts = Pick<Session, 'workspace' | 'lines'>;

/** A comment on a line of its own above the finding's statement. */
interface Comment {
  /** Offset of the statement's line. */
  readonly at: number;
  /** Up to the reason, and from there. */
  readonly before: string;
  readonly after: string;
}

/**
 * Suppresses a finding where it stands, with the cursor in the reason. Nothing is offered where a comment cannot
 * stand above the line, as within a template, or cannot be written, as in a package.json.
 */
export function suppressAction(
  session: Session,
  finding: Finding,
  commands: ReadonlySet<string>,
): readonly CodeAction[] {
  const comment = suppressionOf(session, finding);
  if (!comment) return [];
  const title = `Suppress ${finding.rule} with a reason`;
  const action = { title, kind: CodeActionKind.QuickFix, diagnostics: [toDiagnostic(finding, session)] };
  const uri = session.uri(finding.path);
  const position = session.lines(finding.path).position(comment.at);
  if (commands.has(clientCommands.suppress)) {
    const version = session.version(finding.path);
    const suppress: Suppress = {
      uri,
      position,
      snippet: `${escapeSnippet(comment.before)}\${1:${reasonPlaceholder}}${escapeSnippet(comment.after)}`,
      ...(version !== undefined && { version }),
    };
    return [{ ...action, command: { title, command: clientCommands.suppress, arguments: [suppress] } }];
  }
  const newText = comment.before + reasonPlaceholder + comment.after;
  return [
    { ...action, edit: { changes: { [uri]: [{ range: { start: position, end: position }, newText }] } } },
  ];
}

/** The comment that suppresses a finding; undefined where none can. */
export function suppressionOf(session: Texts, finding: Finding): Comment | undefined {
  return isSuppressible(session, finding) ? commentAbove(session, finding) : undefined;
}

function isSuppressible(session: Texts, { rule, path }: Finding): boolean {
  const isAboutSuppressions = rules.find(({ id }) => id === rule)?.scope === 'suppression';
  return (
    !isAboutSuppressions &&
    rule !== 'policy/invalid-policy' &&
    (policyName.test(path) || isSourceName(path) || hasHashComments(session, path))
  );
}

/** Documents that name owners. */
function hasHashComments({ workspace }: Texts, path: string): boolean {
  return workspace.facts().owners.reads(path);
}

/** Tries the forms of a comment and takes the first that, once inserted, is read as a directive on the finding. */
function commentAbove(session: Texts, finding: Finding): Comment | undefined {
  const result = session.workspace.read(finding.path);
  if (!result.ok) return undefined;
  const lines = session.lines(finding.path);
  const { line } = lines.position(finding.extent.start);
  const at = lines.offset({ line, character: 0 });
  const indentation = /^\s*/.exec(lines.text(line))?.[0] ?? '';
  const directive = `parapet-allow ${finding.rule}: `;
  const end = endOf(session, finding.path);
  const forms: readonly Comment[] = [
    { at, before: `${indentation}// ${directive}`, after: `${end}\n` },
    { at, before: `${indentation}{/* ${directive}`, after: `${end} */}\n` },
    { at, before: `${indentation}<!-- ${directive}`, after: `${end} -->\n` },
  ];
  const own = hasHashComments(session, finding.path)
    ? [{ at, before: `${indentation}# ${directive}`, after: `${end}\n` }]
    : forms;
  return own.find((form) => governs(form, finding, result.text, readerOf(session, finding.path)));
}

/** The last day that the policy allows, where it asks for an end. */
function endOf({ workspace }: Texts, path: string): string {
  const facts = workspace.facts();
  const maxDays = facts.policyOf(path)?.suppressions.maxDays;
  return maxDays ? ` (until ${daysAfter(facts.today, maxDays.days)})` : '';
}

type DirectiveReader = (text: string) => readonly DirectiveFact[];

function readerOf(session: Texts, path: string): DirectiveReader {
  if (hasHashComments(session, path)) return hashDirectives;
  return policyName.test(path) ? extractDirectives : (text) => extract(path, text).facts.directives;
}

function governs(
  { at, before, after }: Comment,
  { rule, extent }: Finding,
  text: string,
  read: DirectiveReader,
): boolean {
  const inserted = before + reasonPlaceholder + after;
  const changed = text.slice(0, at) + inserted + text.slice(at);
  const directives = read(changed);
  const moved = { start: extent.start + inserted.length, end: extent.end + inserted.length };
  return directives.some(
    ({ span, rules: named, line }) =>
      span.start >= at &&
      span.end <= at + inserted.length &&
      named.some(({ id }) => id === rule) &&
      touches(line, moved),
  );
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
