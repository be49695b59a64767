import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Assembly, assemble, createFixTools } from '../server/src/assemble.ts';
import { safelyFixed } from '../server/src/fix-all.ts';
import { applyEdits } from '../server/src/model/apply-edits.ts';
import { type Finding, isOpen } from '../server/src/model/finding.ts';
import { type Fix, isFix } from '../server/src/model/fix.ts';
import { rules } from '../server/src/rules/index.ts';
import { countRefusal, print, spread, type Tallies, type Tally, tallyOf } from './verify-table.ts';
import { moreThan, TypeChecker } from './verify-types.ts';
import { cutsOf, waysOf } from './verify-ways.ts';

/**
 * Tries the fixes of a workspace, each by itself: does it bring a type error, or a finding, and does the finding go?
 * All happens in memory, but for a baseline, which counts on disk only: it is written and taken away again.
 *
 * `tsx scripts/verify-fixes.ts FOLDER [--policy FILE] [--most 40] [--importers 20] [--only RULE] [--fix FIX] [--in FOLDER] [--deep] [--patient] [--cuts] [--times] [--verbose]`
 * An editor gives up on a port after some time; `--patient` does not.
 */
interface Trial {
  readonly assembly: Assembly;
  readonly checker: TypeChecker;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    policy: { type: 'string' },
    most: { type: 'string', default: '40' },
    only: { type: 'string' },
    fix: { type: 'string' },
    importers: { type: 'string', default: '20' },
    in: { type: 'string', default: '' },
    deep: { type: 'boolean', default: false },
    patient: { type: 'boolean', default: false },
    cuts: { type: 'boolean', default: false },
    times: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const policyPath = 'parapet.jsonc';
const root = resolve(positionals[0] ?? '.');
const assembly = patient(assemble(root, values.policy === undefined ? {} : { policy: policyPath }));
const ownPolicy = values.policy === undefined ? undefined : readFileSync(values.policy, 'utf8');
if (ownPolicy !== undefined) assembly.workspace.setText(policyPath, ownPolicy);
await assembly.workspace.refresh();
const tallies: Tallies = new Map();
/** Folders that a baseline was written into. */
const madeFolders = new Set<string>();
// A run that takes too long tells what it has found.
process.once('SIGTERM', () => {
  print(tallies);
  process.exit(1);
});
const trial: Trial = { assembly, checker: new TypeChecker(root) };
if (values.times) await timeFixAll(trial, Number(values.most));
else {
  await (values.cuts ? verifyCuts(trial) : verifyRules(trial, Number(values.most)));
  print(tallies);
}
process.exitCode = [...tallies.values()].some(({ typeErrors, newFindings }) => typeErrors + newFindings > 0)
  ? 1
  : 0;

function patient(assembled: Assembly): Assembly {
  const { workspace, fixTools } = assembled;
  const { read, types } = fixTools;
  return values.patient ? { ...assembled, fixTools: createFixTools(workspace, read, { types }) } : assembled;
}

async function verifyRules(trial: Trial, most: number): Promise<void> {
  const findings = await found(trial.assembly);
  for (const rule of rules) {
    if (values.only !== undefined && values.only !== rule.id) continue;
    const own = findings.filter(({ rule: id, path }) => id === rule.id && path.startsWith(values.in));
    for (const finding of sample(own, most)) {
      say(`${new Date().toISOString().slice(11, 19)} ${rule.id} ${finding.path}`);
      const started = performance.now();
      const ways = await waysOf(rule, finding, trial.assembly);
      const milliseconds = performance.now() - started;
      for (const [index, way] of ways.entries()) {
        if (values.fix !== undefined && values.fix !== way.id) continue;
        await new Promise((resolve) => setImmediate(resolve));
        const tally = tallyOf(tallies, `${rule.id} ${way.id}`);
        if (index === 0) tally.times.push(milliseconds);
        tally.tried++;
        if (isFix(way)) await apply(trial, finding, way, tally);
        else countRefusal(tally, way.refused);
      }
    }
  }
}

async function verifyCuts(trial: Trial): Promise<void> {
  for (const fix of sample(await cutsOf(trial.assembly), Number(values.most))) {
    const tally = tallyOf(tallies, `cut plan ${fix.id}`);
    tally.tried++;
    await apply(trial, undefined, fix, tally);
  }
}

/** How long an editor waits for all safe fixes of a file, once the compiler is there. */
async function timeFixAll({ assembly }: Trial, most: number): Promise<void> {
  const findings = await found(assembly);
  const paths = sample([...new Set(findings.map(({ path }) => path))], most);
  const times: number[] = [];
  let applied = 0;
  for (const path of [paths[0] as string, ...paths]) {
    const own = findings.filter((finding) => finding.path === path);
    const started = performance.now();
    const { fixes } = await safelyFixed(assembly, own, (edited) => edited === path);
    times.push(performance.now() - started);
    applied += fixes.length;
  }
  console.log(
    `All safe fixes of each of ${paths.length} files (${applied} applied): ${spread(times.slice(1))}.`,
  );
}

/** Every n-th of a list, so that no folder is alone in it. */
function sample<Item>(items: readonly Item[], most: number): readonly Item[] {
  const step = Math.max(1, items.length / most);
  const picked: Item[] = [];
  for (let at = 0; at < items.length && picked.length < most; at += step)
    picked.push(items[Math.floor(at)] as Item);
  return picked;
}

/** @param finding is absent where a fix does not promise that one goes */
async function apply(trial: Trial, finding: Finding | undefined, fix: Fix, tally: Tally): Promise<void> {
  const { assembly, checker } = trial;
  const paths = [...new Set([...fix.edits, ...(fix.creates ?? [])].map(({ path }) => path))];
  // A comment says nothing to other files.
  const seeing = fix.id === 'suppress' ? paths.filter(isSource) : seers(paths, assembly);
  const deepened = [...new Set([...seeing, ...(finding ? [finding.path] : [])])];
  const before = await found(assembly, deepened);
  const isKnown = knownOf(before);
  const complained = checker.before(seeing);
  const originals = new Map(paths.map((path) => [path, assembly.fixTools.read(path)]));
  const texts = new Map(paths.map((path) => [path, changed(path, originals.get(path), fix)]));
  for (const [path, text] of texts) setText(trial, path, text);
  await assembly.workspace.refresh();
  tally.applied++;
  const where = `${finding?.path ?? 'cut plan'}:${finding?.span.start ?? 0} ${fix.title}`;
  const suspected = moreThan(complained, checker.complaints(seeing));
  const after = await found(assembly, deepened);
  const fresh = after.filter((one) => !isKnown(one));
  for (const path of paths) restore(trial, path, originals.get(path));
  await assembly.workspace.refresh();
  const errors = suspected.length > 0 ? confirmed(trial, seeing, texts) : [];
  if (suspected.length > errors.length) say(`NOT CONFIRMED ${where}\n  ${suspected.join('\n  ')}`);
  if (errors.length > 0) {
    tally.typeErrors++;
    say(`TYPE ERROR ${where}\n  ${errors.join('\n  ')}`);
  }
  if (fresh.length > 0) {
    tally.newFindings++;
    say(`NEW FINDING ${where}\n  ${fresh.map(({ path, message }) => `${path}: ${message}`).join('\n  ')}`);
  }
  // Of equal findings the first goes by the fingerprint of the one that went.
  const like = ({ rule, path, subject }: Finding) =>
    rule === finding?.rule && path === finding.path && subject === finding.subject;
  if (finding && after.filter(like).length >= before.filter(like).length) {
    tally.stays++;
    say(`STAYS ${where}`);
  }
}

/** Tells what was found before, or is a cycle of files that were in one cycle already. Its files are those of now. */
function knownOf(before: readonly Finding[]): (finding: Finding) => boolean {
  const fingerprints = new Set(before.map(({ fingerprint }) => fingerprint));
  const filesOf = ({ parts }: Finding) => new Set((parts?.() ?? []).map(({ path }) => path));
  const cycles = before.filter(({ parts }) => parts).map(filesOf);
  const isLeft = (finding: Finding) => {
    const files = [...filesOf(finding)];
    return cycles.some((cycle) => files.every((path) => cycle.has(path)));
  };
  return (finding) =>
    fingerprints.has(finding.fingerprint) || (finding.parts !== undefined && isLeft(finding));
}

/** The text of a file after a fix, with a reason where a person writes one. */
function changed(path: string, original: string | undefined, fix: Fix): string {
  const created = fix.creates?.find((one) => one.path === path)?.text;
  const edits = fix.edits.filter((edit) => edit.path === path);
  const text = created ?? applyEdits(original ?? '', edits);
  return text.replace('"why": "reason"', '"why": "Leaves with the old code."');
}

/**
 * What a compiler tells more of than another that was asked the same in the same order. The types of a large program
 * depend on what was asked before, and so do the words of its errors.
 */
function confirmed(
  { checker }: Trial,
  paths: readonly string[],
  texts: ReadonlyMap<string, string>,
): readonly string[] {
  const before = checker.anew(paths);
  for (const [path, text] of texts) checker.set(path, text);
  const after = checker.anew(paths);
  for (const path of texts.keys()) checker.set(path, undefined);
  return moreThan(before, after);
}

async function found({ workspace }: Assembly, paths?: readonly string[]): Promise<readonly Finding[]> {
  if (values.deep) await workspace.deep.run(paths?.filter((path) => workspace.facts().fileAt(path)));
  return workspace.findings().filter(isOpen);
}

function setText({ assembly, checker }: Trial, path: string, text: string): void {
  if (!isBaseline(path)) {
    assembly.workspace.setText(path, text);
    checker.set(path, text);
    return;
  }
  const made = mkdirSync(dirname(join(root, path)), { recursive: true });
  if (made !== undefined) madeFolders.add(made);
  writeFileSync(join(root, path), text);
  assembly.workspace.touch(path);
}

function restore({ assembly, checker }: Trial, path: string, original: string | undefined): void {
  const { workspace } = assembly;
  if (isBaseline(path)) {
    if (original === undefined) rmSync(join(root, path), { force: true });
    else writeFileSync(join(root, path), original);
    for (const folder of madeFolders) rmSync(folder, { recursive: true, force: true });
    madeFolders.clear();
    workspace.touch(path);
    return;
  }
  const isOwnPolicy = path === policyPath && ownPolicy !== undefined;
  workspace.setText(path, isOwnPolicy ? ownPolicy : undefined);
  if (!isOwnPolicy) workspace.touch(path);
  checker.set(path, undefined);
}

function isSource(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}

function isBaseline(path: string): boolean {
  return path.endsWith('governance/baseline.txt');
}

/** The files that a fix changes and those that see their types; none where no source changes. */
function seers(paths: readonly string[], { workspace }: Assembly): readonly string[] {
  const { files, fileAt } = workspace.facts();
  const sources = paths.filter(isSource);
  const ids = new Set(sources.map((path) => fileAt(path)?.id));
  const importers = files
    .filter(({ targets }) => targets.some((target) => target.to === 'file' && ids.has(target.file)))
    .slice(0, Number(values.importers))
    .map((file) => file.path);
  return [...new Set([...sources, ...(sources.length > 0 ? importers : [])])];
}

function say(text: string): void {
  if (values.verbose) console.error(text);
}
