import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Assembly, assemble } from '../server/src/assemble.ts';
import { applyEdits } from '../server/src/model/apply-edits.ts';
import { type Finding, isOpen } from '../server/src/model/finding.ts';
import { type Fix, isFix } from '../server/src/model/fix.ts';
import { rules } from '../server/src/rules/index.ts';
import { type Complaints, moreThan, TypeChecker } from './verify-types.ts';

/**
 * Tries the fixes of a workspace in memory, each by itself: does it bring a type error, or a finding, and does the
 * finding go? Writes nothing. `tsx scripts/verify-fixes.ts FOLDER [--policy FILE] [--most 40] [--only RULE] [--verbose]`
 */
interface Tally {
  tried: number;
  applied: number;
  typeErrors: number;
  newFindings: number;
  stays: number;
  readonly refused: Map<string, number>;
}

interface Trial {
  readonly assembly: Assembly;
  readonly checker: TypeChecker;
  readonly say: (text: string) => void;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    policy: { type: 'string' },
    most: { type: 'string', default: '40' },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const mostImporters = 20;
const known = new Map<string, Complaints>();
const root = resolve(positionals[0] ?? '.');
const assembly = assemble(root, values.policy === undefined ? {} : { policy: 'parapet.jsonc' });
if (values.policy !== undefined)
  assembly.workspace.setText('parapet.jsonc', readFileSync(values.policy, 'utf8'));
await assembly.workspace.refresh();
const say = (text: string) => {
  if (values.verbose) console.error(text);
};
const tallies = new Map<string, Tally>();
// A run that takes too long tells what it has found.
process.once('SIGTERM', () => {
  print(tallies);
  process.exit(1);
});
await verify({ assembly, checker: new TypeChecker(root), say }, Number(values.most), tallies);
print(tallies);
process.exitCode = [...tallies.values()].some(({ typeErrors, newFindings }) => typeErrors + newFindings > 0)
  ? 1
  : 0;

async function verify(trial: Trial, most: number, tallies: Map<string, Tally>): Promise<void> {
  const findings = trial.assembly.workspace.findings().filter(isOpen);
  for (const rule of rules) {
    if (!rule.fix || (values.only !== undefined && values.only !== rule.id)) continue;
    const own = findings.filter((finding) => finding.rule === rule.id);
    for (const finding of sample(own, most)) {
      const { workspace, fixTools } = trial.assembly;
      const ways = [];
      for await (const way of rule.fix(finding, workspace.facts(), fixTools)) ways.push(way);
      for (const way of ways) {
        const tally = tallyOf(tallies, `${rule.id} ${way.id}`);
        tally.tried++;
        if (isFix(way)) await apply(trial, finding, way, tally);
        else count(tally.refused, way.refused.replace(/"[^"]*"/g, '…'));
      }
    }
  }
}

/** Every n-th of a list, so that no folder is alone in it. */
function sample<Item>(items: readonly Item[], most: number): readonly Item[] {
  const step = Math.max(1, items.length / most);
  const picked: Item[] = [];
  for (let at = 0; at < items.length && picked.length < most; at += step)
    picked.push(items[Math.floor(at)] as Item);
  return picked;
}

async function apply(
  { assembly, checker, say }: Trial,
  finding: Finding,
  fix: Fix,
  tally: Tally,
): Promise<void> {
  const { workspace, fixTools } = assembly;
  const paths = [...new Set([...fix.edits, ...(fix.creates ?? [])].map(({ path }) => path))];
  const before = workspace.findings().filter(isOpen);
  const seeing = [...paths, ...importersOf(finding.path, workspace)];
  const complained = untouched(checker, seeing);
  const originals = new Map(paths.map((path) => [path, fixTools.read(path)]));
  for (const path of paths) {
    const edits = fix.edits.filter((edit) => edit.path === path);
    const created = fix.creates?.find((one) => one.path === path)?.text;
    const edited = created ?? applyEdits(originals.get(path) ?? '', edits);
    // A person writes the reason.
    const text = edited.replace('"why": "reason"', '"why": "Leaves with the old code."');
    workspace.setText(path, text);
    checker.set(path, text);
  }
  await workspace.refresh();
  tally.applied++;
  const where = `${finding.path}:${finding.span.start} ${fix.title}`;
  const errors = moreThan(complained, checker.complaints(seeing));
  if (errors.length > 0) {
    tally.typeErrors++;
    say(`TYPE ERROR ${where}\n  ${errors.join('\n  ')}`);
  }
  const after = workspace.findings().filter(isOpen);
  const seen = new Set(before.map(({ fingerprint }) => fingerprint));
  const fresh = after.filter(({ fingerprint }) => !seen.has(fingerprint));
  if (fresh.length > 0) {
    tally.newFindings++;
    say(`NEW FINDING ${where}\n  ${fresh.map(({ path, message }) => `${path}: ${message}`).join('\n  ')}`);
  }
  // Of equal findings the first goes by the fingerprint of the one that went.
  const like = ({ rule, path, subject }: Finding) =>
    rule === finding.rule && path === finding.path && subject === finding.subject;
  if (after.filter(like).length >= before.filter(like).length) {
    tally.stays++;
    say(`STAYS ${where}`);
  }
  const isPolicyOfOurs = (path: string) => path === 'parapet.jsonc' && values.policy !== undefined;
  for (const [path, text] of originals) {
    workspace.setText(path, isPolicyOfOurs(path) ? text : undefined);
    if (!isPolicyOfOurs(path)) workspace.touch(path);
    checker.set(path, undefined);
  }
  await workspace.refresh();
}

/** Files that see the types of another. */
function importersOf(path: string, workspace: Assembly['workspace']): readonly string[] {
  const { files, fileAt } = workspace.facts();
  const id = fileAt(path)?.id;
  return files
    .filter(({ targets }) => targets.some((target) => target.to === 'file' && target.file === id))
    .slice(0, mostImporters)
    .map((file) => file.path);
}

/** What is wrong with files as they are on disk, which does not change from one fix to the next. */
function untouched(checker: TypeChecker, paths: readonly string[]): Complaints {
  const all = new Map<string, number>();
  const before = checker.generation;
  for (const path of paths) checker.include(path);
  if (checker.generation !== before) known.clear();
  for (const path of paths) {
    const own = known.get(path) ?? checker.complaints([path]);
    known.set(path, own);
    for (const [key, times] of own) all.set(key, times);
  }
  return all;
}

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const known = tallies.get(name);
  if (known) return known;
  const tally = { tried: 0, applied: 0, typeErrors: 0, newFindings: 0, stays: 0, refused: new Map() };
  tallies.set(name, tally);
  return tally;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function print(tallies: ReadonlyMap<string, Tally>): void {
  console.log(
    '| rule and fix | tried | applied | refused | new type errors | new findings | finding stays |',
  );
  console.log('|---|---:|---:|---:|---:|---:|---:|');
  for (const [name, { tried, applied, refused, typeErrors, newFindings, stays }] of tallies) {
    const refusals = [...refused.values()].reduce((sum, one) => sum + one, 0);
    console.log(
      `| ${name} | ${tried} | ${applied} | ${refusals} | ${typeErrors} | ${newFindings} | ${stays} |`,
    );
  }
  for (const [name, { refused }] of tallies) {
    for (const [reason, times] of [...refused].sort((a, b) => b[1] - a[1]))
      console.log(`\n- ${name}, ${times} times: ${reason}`);
  }
}
