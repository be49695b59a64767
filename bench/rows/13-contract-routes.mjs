// What it costs to know routes and contracts: finding routes against reading and lexing the same files, and an edit of a
// file that serves, beside the same edit under a policy without contracts.
import fs from 'node:fs';
import path from 'node:path';
import { Trouble } from '../../scripts/run.mjs';
import { generatedService, routeCount } from '../generate-service.mjs';
import { hasContracts, inOwnProcess, withoutContracts } from '../in-process.mjs';
import { median, percentile, ratios } from '../statistics.mjs';
import { verdictOf } from '../table.mjs';

const size = 1000;
const contractBytes = 500_000;

export default function contractRoutes(context) {
  const made = generatedService(size, contractBytes, 'yaml');
  const policy = JSON.parse(fs.readFileSync(path.join(made, 'parapet.jsonc'), 'utf8'));
  const generated = {
    id: 'service',
    name: `generated service ${size}`,
    folder: made,
    policy,
    routes: routeCount(size),
  };
  const real = context.corpora.filter((corpus) => corpus.kind === 'real' && hasContracts(corpus.policy));
  return [...real, generated].flatMap((corpus) =>
    linesOf(context, corpus).map((line) => ({ ...line, corpus: corpus.name })),
  );
}

function linesOf(context, corpus) {
  const policyFile = path.join(context.folder, `without-contracts-${corpus.id}.json`);
  fs.writeFileSync(policyFile, JSON.stringify(withoutContracts(corpus.policy)));
  return [coldLine(context, corpus, policyFile), ...editLines(context, corpus, policyFile)];
}

function coldLine({ product, folder, options }, corpus, policyFile) {
  const args = [product.engine, product.contracts, corpus.folder, policyFile];
  const list = path.join(folder, `files-${corpus.id}.json`);
  fs.writeFileSync(list, JSON.stringify(inOwnProcess('contract-routes.mjs', args, 'listing files')));
  const runs = Array.from({ length: options.runs + 1 }, () =>
    inOwnProcess('contract-routes.mjs', [...args, list], 'finding routes'),
  ).slice(1);
  const [{ files, routes, unresolved, read }] = runs;
  if (corpus.routes !== undefined && (routes !== corpus.routes || unresolved > 0))
    throw new Trouble(
      `${routes} of ${corpus.routes} routes were found, and ${unresolved} could not be understood.`,
    );
  const ratio = median(runs.map(({ finding, lexing }) => finding / lexing));
  const of = (name) => median(runs.map((run) => run[name])).toFixed(0);
  const byScanner = median(runs.map(({ finding, scanning }) => finding / scanning)).toFixed(2);
  return {
    quantity: 'routes found, against reading and lexing the same files, CPU',
    must: '≤ 1.5',
    aim: '≤ 1',
    measured: `${ratio.toFixed(2)} (${of('finding')} ms / ${of('lexing')} ms; ${routes} routes, ${unresolved} not understood, in ${files} files, ${read} of them parsed; TypeScript's scanner takes ${of('scanning')} ms: ${byScanner}; loading what finds them ${of('loading')} ms)`,
    verdict: verdictOf(ratio, 1.5, 1),
  };
}

function editLines({ product, options }, corpus, policyFile) {
  const args = [product.engine, corpus.folder, policyFile, String(options.runs)];
  const { results, files, changeable } = inOwnProcess('contract-edits.mjs', args, 'typing into routes');
  const told = Math.min(...results.map((result) => result.told));
  if (changeable > 0 && told === 0) throw new Trouble('another path changed nothing of what is told.');
  return Object.keys(results[0].pairs).flatMap((kind) => {
    const rounds = results.map(({ pairs }) => pairs[kind]);
    if (rounds[0].length === 0) return [];
    const of = (percent, side) =>
      median(
        rounds.map((pairs) =>
          percentile(
            pairs.map((pair) => pair[side]),
            percent,
          ),
        ),
      ).toFixed(1);
    const ratio = median(ratios(rounds.flat(), (time) => time)).toFixed(1);
    return [
      {
        quantity: `edit of a file with routes to new matching and findings, ${kind}`,
        must: 'p95 ≤ 10 ms',
        aim: '',
        measured: `p50 ${of(50, 0)}, p95 ${of(95, 0)} ms in ${files} files; without contracts p50 ${of(50, 1)}, p95 ${of(95, 1)} ms: ${ratio} times`,
        verdict: '',
      },
    ];
  });
}
