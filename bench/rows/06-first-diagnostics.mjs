// From starting the server's process to the first diagnostics of the file that is open.
import { editPlaces } from '../edit-places.mjs';
import { LanguageClient } from '../language-client.mjs';
import { median } from '../statistics.mjs';

export default async function firstDiagnostics(context) {
  const [corpus] = context.corpora;
  const [place] = editPlaces(context, corpus, 1);
  const line = {
    quantity: 'first diagnostics of the open file, cold start',
    must: '≤ 600 ms',
    aim: '≤ 300 ms',
    corpus: corpus.name,
  };
  if (place === undefined) return [{ ...line, measured: 'the policy has no two layers' }];
  await firstOf(context.product.server, corpus, place);
  const times = [];
  for (let run = 0; run < context.options.runs; run++)
    times.push(await firstOf(context.product.server, corpus, place));
  const least = Math.min(...times).toFixed(0);
  return [{ ...line, measured: `${median(times).toFixed(0)} ms (least ${least})` }];
}

async function firstOf(server, corpus, { file, text, upward }) {
  const client = new LanguageClient(server, corpus.folder);
  const published = client.next(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics }) => uri === client.uri(file) && diagnostics.length > 0,
  );
  await client.initialize();
  client.open(file, upward + text);
  const { at } = await published;
  await client.stop();
  return at - client.started;
}
