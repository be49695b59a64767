// A test reporter that shows failures, skips and the sums: a thousand passing lines hide the failing one.
import path from 'node:path';
import { root } from './run.mjs';

export default async function* report(events) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  const seconds = new Map();
  for await (const { type, data } of events) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (data.nesting === 0 && data.file !== undefined && data.details?.duration_ms !== undefined) {
      const file = path.relative(root, data.file);
      const before = data.name === data.file ? 0 : (seconds.get(file) ?? 0);
      seconds.set(file, before + data.details.duration_ms / 1000);
    }
    if (type === 'test:pass' && data.details?.type !== 'suite') {
      const isSkipped = data.skip !== undefined || data.todo !== undefined;
      count[isSkipped ? 'skipped' : 'passed'] += 1;
      if (isSkipped) yield `skipped ${placeOf(data)}\n`;
    }
    if (type === 'test:fail' && data.details?.error?.failureType !== 'subtestsFailed') {
      count.failed += 1;
      yield `FAILED  ${placeOf(data)}\n${indented(data.details?.error)}\n`;
    }
  }
  for (const [file, time] of slowest(seconds)) yield `slow    ${file}: ${time.toFixed(1)} s\n`;
  yield `${count.passed} tests passed, ${count.failed} failed, ${count.skipped} skipped\n`;
}

function slowest(seconds) {
  const slow = [...seconds].filter(([, time]) => time > 10);
  return slow.sort(([, a], [, b]) => b - a).slice(0, 5);
}

function placeOf({ name, file, line }) {
  const place =
    file === undefined ? '' : `${path.relative(root, file)}${line === undefined ? '' : `:${line}`}: `;
  return `${place}${name}`;
}

function indented(error) {
  const cause = error?.cause ?? error;
  const text =
    cause instanceof Error ? (cause.stack ?? cause.message) : String(cause?.stack ?? cause?.message ?? cause);
  return text
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n');
}
