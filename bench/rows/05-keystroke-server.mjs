// One keystroke as an editor feels it: from sending didChange to receiving publishDiagnostics, without the debounce.
import fs from 'node:fs';
import path from 'node:path';
import { root, Trouble } from '../../scripts/run.mjs';
import { editPlaces } from '../edit-places.mjs';
import { LanguageClient } from '../language-client.mjs';
import { median, percentile } from '../statistics.mjs';

const placeCount = 12;

export default async function keystrokeInServer(context) {
  const [corpus] = context.corpora;
  const places = editPlaces(context, corpus, placeCount);
  const debounce = debounceMilliseconds();
  const line = {
    quantity: `keystroke over stdio, less ${debounce} ms debounce`,
    must: 'p95 ≤ 20 ms',
    aim: 'p95 ≤ 8 ms',
    corpus: corpus.name,
  };
  if (places.length === 0) return [{ ...line, measured: 'the policy has no two layers' }];
  const client = new LanguageClient(context.product.server, corpus.folder);
  await client.initialize();
  await client.ready();
  const rounds = [];
  for (let round = 0; round <= context.options.runs; round++)
    rounds.push(await typeRound(client, places, round));
  await client.stop();
  const counted = rounds.slice(1);
  const of = (percent) => (median(counted.map((times) => percentile(times, percent))) - debounce).toFixed(1);
  return [{ ...line, measured: `p50 ${of(50)}, p95 ${of(95)} ms` }];
}

/** Types an upward import into each place and takes it back; both change the diagnostics of the file. */
async function typeRound(client, places, round) {
  const times = [];
  for (const { file, text, upward } of places) {
    if (round === 0) {
      client.open(file, text);
      await client.ready();
    }
    const start = { line: 0, character: 0 };
    const end = { line: 1, character: 0 };
    times.push(await change(client, file, 2 * round + 2, { range: { start, end: start }, text: upward }));
    times.push(await change(client, file, 2 * round + 3, { range: { start, end }, text: '' }));
  }
  return times;
}

async function change(client, file, version, edit) {
  const uri = client.uri(file);
  const published = client.next(
    'textDocument/publishDiagnostics',
    (params) => params.uri === uri && params.version === version,
  );
  const settled = client.ready();
  const sent = performance.now();
  client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [edit] });
  const { at } = await published;
  await settled;
  return at - sent;
}

/** The server's own wait before it judges, read where it stands. */
export function debounceMilliseconds() {
  const source = fs.readFileSync(path.join(root, 'server', 'src', 'lsp', 'session.ts'), 'utf8');
  const found = /debounceMilliseconds = (\d+)/.exec(source)?.[1];
  if (found === undefined)
    throw new Trouble('server/src/lsp/session.ts does not name its debounceMilliseconds.');
  return Number(found);
}
