// Whether drift is told where it is and nowhere else: operations or registrations are taken out of real code bases whose
// policy declares contracts, at random, and the rest is left as it was. And whether an operation that was cut out comes
// back as it was.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Trouble } from '../../scripts/run.mjs';
import { benchFolder } from '../places.mjs';

const atOnce = 5;
const mostRestored = 40;

export default function contractDrift({ corpora, options, product }) {
  return corpora.filter(({ kind }) => kind === 'real').flatMap((corpus) => linesOf(corpus, options, product));
}

function outcomeOf(script, args) {
  const command = [path.join(benchFolder, script), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status !== 0) throw new Trouble(`taking things away failed: ${stderr.trim().slice(0, 500)}`);
  return JSON.parse(stdout);
}

function linesOf({ name, folder }, { runs }, { engine }) {
  const found = outcomeOf('contract-mutations.mjs', [engine, folder, String(runs), String(atOnce)]);
  if (found === null) return [];
  const { promised, served, before, operations, routes } = found;
  const { missing, unpromised, mismatches } = before;
  const recall = {
    quantity: 'operations with a route',
    must: '≥ 98 %',
    aim: '100 %',
    measured: `${served} of ${promised}; told: ${missing} missing, ${unpromised} not promised, ${mismatches} mismatches`,
    verdict: verdictOf(promised - served, promised * 0.02),
  };
  return [
    recall,
    lineOf(`operations taken away, ${atOnce} at a time`, operations),
    lineOf(`operations that lost their routes, ${atOnce} registrations at a time`, routes),
    ...restoredLines(outcomeOf('contract-restoring.mjs', [engine, folder, String(mostRestored)])),
  ].map((line) => ({ ...line, corpus: name }));
}

function restoredLines(found) {
  if (found === null) return [];
  const { cut, restored, same, other } = found;
  for (const what of other) console.log(`    not as it was: ${what}`);
  return [
    {
      quantity: 'operations that were cut out and restored',
      must: '≥ 95 % the same bytes but for the mark',
      aim: 'all',
      measured: `${same} of ${cut} the same (${restored} restored)`,
      verdict: verdictOf(cut - same, cut * 0.05),
    },
  ];
}

function lineOf(quantity, { taken, told, certain, missed, elsewhere }) {
  for (const key of missed) console.log(`    not told: ${key}`);
  for (const key of elsewhere) console.log(`    told elsewhere: ${key}`);
  return {
    quantity,
    must: 'all, nothing else',
    aim: 'all, nothing else',
    measured: `${told} of ${taken} told (${certain} certain), ${elsewhere.length} elsewhere`,
    verdict: verdictOf(missed.length + elsewhere.length, 0),
  };
}

function verdictOf(wrong, must) {
  if (wrong === 0) return 'aim';
  return wrong <= must ? 'must' : 'missed';
}
