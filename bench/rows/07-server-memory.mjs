// Resident memory of the server after its first analysis, the compiler not loaded; then what it costs to do nothing.
import { setTimeout as pause } from 'node:timers/promises';
import { LanguageClient } from '../language-client.mjs';
import { processCpu, processStatus } from '../process-status.mjs';
import { median } from '../statistics.mjs';
import { verdictOf } from '../table.mjs';

export default async function serverMemory(context) {
  const [corpus] = context.corpora;
  const samples = [];
  for (let run = 0; run < context.options.runs; run++) {
    const client = await analysed(context, corpus);
    samples.push(processStatus(client.pid));
    await client.stop();
  }
  const resident = median(samples.map((sample) => sample.resident));
  const peak = median(samples.map((sample) => sample.peak));
  return [
    {
      quantity: `server memory after the first analysis`,
      must: '≤ 140 MB',
      aim: '≤ 100 MB',
      corpus: corpus.name,
      measured: `${resident.toFixed(0)} MB (peak ${peak.toFixed(0)} MB)`,
      verdict: verdictOf(resident, 140, 100),
    },
    await idleLine(context, corpus),
  ];
}

/** The second after an analysis belongs to the garbage collector. */
async function analysed({ product }, corpus) {
  const client = new LanguageClient(product.server, corpus.folder);
  await client.initialize();
  await client.ready();
  await pause(1000);
  return client;
}

async function idleLine(context, corpus) {
  const { idle } = context.options;
  const client = await analysed(context, corpus);
  await pause(2000);
  const sample = () => ({ cpu: processCpu(client.pid), ...processStatus(client.pid) });
  const settling = Math.min(5, idle / 2);
  const before = sample();
  await pause(settling * 1000);
  const settled = sample();
  await pause((idle - settling) * 1000);
  const after = sample();
  await client.stop();
  const cpu = after.cpu - before.cpu;
  const perMinute = (60 / idle) * cpu;
  return {
    quantity: `CPU while idle for ${idle} s`,
    must: '< 0.1 s in 60 s',
    aim: '',
    corpus: corpus.name,
    measured: `${cpu.toFixed(2)} s (${(after.cpu - settled.cpu).toFixed(2)} s after the first ${settling} s), ${
      after.wakeUps - before.wakeUps
    } wake-ups, ${after.resident.toFixed(0)} MB at the end`,
    verdict: perMinute < 0.1 ? 'must' : 'missed',
  };
}
