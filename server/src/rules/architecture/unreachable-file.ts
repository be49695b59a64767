import { isSameData } from '../../model/equality.ts';
import type { Problem } from '../../model/finding.ts';
import type { PackageFacts } from '../../model/package-facts.ts';
import { folderOf } from '../../model/path.ts';
import type { Policy } from '../../model/policy.ts';
import {
  type Acceptance,
  type Belonging,
  defineRule,
  type SourceFile,
  type WorkspaceFacts,
} from '../../model/rule.ts';
import { namesRule } from '../../model/rule-name.ts';
import type { Place } from '../../model/span.ts';
import { entrySelectors, isEntry, type Reached, reachedAsBefore, reachedFrom } from './entry-files.ts';

const id = 'architecture/unreachable-file';
const mostRelated = 50;

/** What tells entries from other files, as long as files stand where they do. */
interface Ground {
  readonly belonging: Belonging;
  readonly manifests: readonly PackageFacts[];
  readonly place: Place;
  /** Ids. */
  readonly roots: readonly number[];
  readonly unmatched: readonly Problem[];
}

/** Problems and all that they rest on, so that text that moves sets nothing in motion. */
interface Told {
  readonly ground: Ground;
  readonly wiring: number;
  readonly reached: Reached;
  readonly acceptance: Acceptance;
  readonly problems: readonly Problem[];
}

const told = new WeakMap<Policy, Told>();

export default defineRule({
  id,
  scope: 'workspace',
  reads: 'imports',
  severity: 'warning',
  declaredBy: 'name',
  options: {
    type: 'object',
    properties: { entries: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  docs: {
    summary: 'Every file is reached from an entry.',
    why: 'Code that nothing reaches is read, tested and kept up to date for nobody.',
    policy: `{
  "rules": { "architecture/unreachable-file": ["warning", { "entries": ["src/pages/**"] }] }
}`,
    bad: `//- parapet.jsonc
{
  "rules": { "architecture/unreachable-file": ["warning", { "entries": ["src/pages/**"] }] }
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: No entry reaches "src/old/list.ts".
}
//- src/pages/home.ts
import '../shared/list';
//- src/shared/list.ts
export const list = [];
//- src/old/list.ts
export const list = [];`,
    good: `//- src/pages/home.ts
import '../shared/list';
//- src/shared/list.ts
export const list = [];
//- src/shared/list.test.ts
import './list';
//- vite.config.ts
export default {};`,
    ways: [
      'Remove what nothing needs any more.',
      'If a framework or a script starts the file, add it to "entries": globs, or names of layers, slices and services.',
      'Entries by themselves are what a package.json names, tests, configuration files (`*.config.*` and what starts with a dot) and declaration files.',
    ],
  },
  *check(policy, workspace, options) {
    if (!policy) return;
    const { wiring, acceptance } = workspace;
    const known = told.get(policy);
    const ground = groundOf(policy, workspace, options as Options | undefined, known?.ground);
    const before = known?.ground === ground ? known : undefined;
    const reached =
      before?.wiring === wiring
        ? before.reached
        : ((before && reachedAsBefore(before.reached, workspace)) ?? reachedFrom(ground.roots, workspace));
    const isSame = before?.reached.from === reached.from && before.acceptance === acceptance;
    const problems = isSame ? before.problems : kept(problemsOf(policy, workspace, ground, reached), known);
    told.set(policy, { ground, wiring, reached, acceptance, problems });
    yield* problems;
  },
});

interface Options {
  readonly entries?: readonly string[];
}

function groundOf(
  policy: Policy,
  workspace: WorkspaceFacts,
  { entries = [] }: Options = {},
  known: Ground | undefined,
): Ground {
  const { belonging, manifests } = workspace;
  if (known?.belonging === belonging && known.manifests === manifests) return known;
  const place = settingPlace(policy);
  const selectors = entrySelectors(entries, policy, place);
  const used = new Set<string>();
  const roots = workspace.files.flatMap((file) =>
    isEntry(file, policy, workspace, selectors, used) ? file.id : [],
  );
  const unmatched = entries
    .filter((entry) => !used.has(entry))
    .map((entry) => ({
      ...place,
      message: `The entry "${entry}" of "${id}" matches no file.`,
      subject: `entry ${entry}`,
    }));
  return { belonging, manifests, place, roots, unmatched };
}

/** What says the same of the same files is the same object, so that the engine need not judge it again. */
function kept(problems: readonly Problem[], known: Told | undefined): readonly Problem[] {
  const plain = (problem: Problem) => ({ ...problem, parts: problem.parts?.() });
  return problems.map((problem) => {
    const before = known?.problems.find(({ subject }) => subject === problem.subject);
    return before && isSameData(plain(before), plain(problem)) ? before : problem;
  });
}

function problemsOf(
  policy: Policy,
  workspace: WorkspaceFacts,
  { place, roots, unmatched }: Ground,
  { from: reached }: Reached,
): readonly Problem[] {
  const judged = workspace.files.filter((file) => file.policy === policy && !file.isExcluded);
  if (roots.length === 0 && judged.length > 0) {
    const message = `No entry is known: no package.json names a file, and the "entries" of "${id}" match none.`;
    return [...unmatched, { ...place, message, subject: 'no entry' }];
  }
  const dead = judged.filter((file) => !reached.has(file.id));
  const groups = groupByFolder(dead, judged);
  const isAccepted = ({ path }: SourceFile) => workspace.acceptance.lists(policy, id, path, path);
  return [
    ...unmatched,
    ...[...groups].map(([folder, files]) => toProblem(folder, files, files.filter(isAccepted), place)),
  ];
}

/** Where the rule is turned on, or the start of a policy that has it from another document. */
function settingPlace({ path, rules }: Policy): Place {
  const own = rules.filter((setting) => setting.place.path === path);
  const setting = own.findLast(({ rule }) => rule === id) ?? own.findLast(({ rule }) => namesRule(rule, id));
  return setting?.place ?? { path, span: { start: 0, end: 0 } };
}

/** Files by the outermost folder that holds nothing else, or where there is none by their own. */
function groupByFolder(
  files: readonly SourceFile[],
  all: readonly SourceFile[],
): ReadonlyMap<string, readonly SourceFile[]> {
  const alive = new Set<string>();
  const isDead = new Set(files);
  for (const file of all)
    if (!isDead.has(file)) for (const folder of foldersAround(file.path)) alive.add(folder);
  const groups = new Map<string, SourceFile[]>();
  for (const file of files) {
    const folder = foldersAround(file.path).findLast((around) => around !== '' && !alive.has(around));
    const key = folder ?? folderOf(file.path);
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return groups;
}

/** From the innermost to the root. */
function foldersAround(path: string): readonly string[] {
  const folders = [folderOf(path)];
  while (folders.at(-1) !== '') folders.push(folderOf(folders.at(-1) as string));
  return folders;
}

/** The baseline may accept some of the files; then the others are told. */
function toProblem(
  folder: string,
  files: readonly SourceFile[],
  accepted: readonly SourceFile[],
  place: Place,
): Problem {
  const news = files.filter((file) => !accepted.includes(file));
  const shown = news.length > 0 ? news : files;
  const first = (shown[0] as SourceFile).path;
  const where = folder === '' ? 'at the root' : `in "${folder}"`;
  return {
    ...place,
    message:
      shown.length === 1
        ? `No entry reaches "${first}".`
        : `No entry reaches ${shown.length} files ${where}, such as "${first}".`,
    subject: folder,
    parts: () => files.map(({ path }) => ({ path, subject: path })),
    related: shown
      .slice(0, mostRelated)
      .map(({ path }) => ({ path, span: { start: 0, end: 0 }, message: 'No entry reaches this file.' })),
  };
}
