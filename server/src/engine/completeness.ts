import { compileGlob } from '../format/glob.ts';
import { type Finding, isOpen, type Notice } from '../model/finding.ts';
import { folderOf, isBelow, relativeTo } from '../model/path.ts';
import type { Policy } from '../model/policy.ts';
import type { ConfigProblem } from '../model/resolution.ts';
import type { WorkspaceFacts } from '../model/rule.ts';

/** What of a workspace the judgement of its completeness rests on. */
export interface Judged {
  /** How many imports of judged files lead nowhere. */
  readonly unresolvedCount: number;
  facts(): WorkspaceFacts;
  findings(): readonly Finding[];
  notices(): readonly Notice[];
}

/** What was not seen, so that silence about it means nothing. The one source of it for both edges. */
export interface Completeness {
  /** Those of the workspace, and one for each configuration problem that no finding tells. */
  readonly notices: readonly Notice[];
  /** Why the verdict is unknown, one sentence each; empty when it is known. */
  readonly gaps: readonly string[];
  /** Imports that lead nowhere, without those that were suppressed or that the baseline accepts. */
  readonly unresolved: number;
}

const rule = 'architecture/unresolved-import';

/**
 * A configuration that could not be used hides edges, and so makes the verdict unknown until its finding is accepted.
 * Where the rule is off there is no finding, and a notice takes its place.
 */
export function completenessOf(workspace: Judged): Completeness {
  const facts = workspace.facts();
  const about = workspace.findings().filter((finding) => finding.rule === rule);
  const told = new Set(
    about.map(({ detail = '', path, span, message }) => keyOf(detail, path, span.start, message)),
  );
  const untold = facts.configProblems.filter(
    ({ code, place, message }) =>
      !told.has(keyOf(code, place.path, place.span.start, message)) &&
      !isExcluded(facts.policyOf(place.path), place.path) &&
      !isElsewhere(facts, place.path),
  );
  const notices = [...workspace.notices(), ...untold.map(toNotice), ...nothingJudged(facts)];
  const accepted = about.filter((finding) => finding.detail === undefined && !isOpen(finding));
  const unusable = about.filter((finding) => finding.detail !== undefined && isOpen(finding));
  return {
    notices,
    gaps: [
      ...unusable.map(({ path, message }) => inFile(path, message)),
      ...notices.filter(({ incomplete }) => incomplete).map(({ message }) => message),
    ],
    unresolved: workspace.unresolvedCount - accepted.length,
  };
}

/** A policy that excludes everything has said nothing, and must not look like one that found nothing. */
function nothingJudged(facts: WorkspaceFacts): readonly Notice[] {
  // The status is told at every key, and the list of files is made when it is asked for.
  if (!facts.policies.some(({ exclude }) => exclude.length > 0)) return [];
  const { files } = facts;
  if (files.length === 0 || files.some(({ policy, isExcluded: isLeftOut }) => policy && !isLeftOut))
    return [];
  const message = 'No file is judged: "exclude" leaves out every source file.';
  return [{ code: 'SRC-008', message, incomplete: true }];
}

function keyOf(code: string, path: string, start: number, message: string): string {
  return [code, path, start, message].join('\0');
}

/** Whether a policy leaves out a path, there or not. */
export function isExcluded(policy: Policy | undefined, path: string): boolean {
  if (!policy || !isBelow(policy.folder, path)) return false;
  return policy.exclude.some(({ glob }) => compileGlob(glob).matches(relativeTo(policy.folder, path)));
}

/** A configuration of a folder that no policy judges, and that is around none that one judges. */
function isElsewhere({ policies, policyOf }: WorkspaceFacts, path: string): boolean {
  if (policies.length === 0 || policyOf(path) !== undefined) return false;
  return !policies.some(({ folder }) => isBelow(folderOf(path), folder));
}

function toNotice({ code, place, message }: ConfigProblem): Notice {
  return { code, message: inFile(place.path, message), incomplete: true };
}

/** A notice and a closing line stand alone, so that they must name the file. */
function inFile(path: string, message: string): string {
  return message.includes(path) ? message : `${path}: ${message}`;
}
