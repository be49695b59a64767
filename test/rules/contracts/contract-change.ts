import type { Finding } from '../../../server/src/model/finding.ts';
import { type DoneOptions, doneIn } from '../../support/done.ts';

export const policyWith = (setting: object, more: object = {}) =>
  JSON.stringify({
    services: [
      {
        name: 'shop',
        files: 'src/**',
        owner: '@acme/shop',
        contracts: [{ file: 'openapi.yaml', ...setting }],
      },
    ],
    ...more,
  });

export const head = (version: string, servers = '') =>
  `openapi: 3.1.0\ninfo: { title: Shop, version: ${version} }\n${servers}paths:\n`;
export const orders = "  /orders:\n    get: { responses: { '200': { description: All } } }\n";
export const carts = "  /carts:\n    get: { responses: { '200': { description: All } } }\n";

type Files = Readonly<Record<string, string>>;

/** The change from some files to others; files of the base that are not named now are gone. */
export async function judged(base: Files, now: Files, policy = policyWith({}), options: DoneOptions = {}) {
  const files = new Map([['parapet.jsonc', policy], ...Object.entries(now)]);
  const before = new Map<string, string | null>(Object.entries(base));
  for (const path of Object.keys(now)) if (!before.has(path)) before.set(path, null);
  const { result, facts } = await doneIn(files, before, options);
  const of = (rule: string) => result.findings.filter((finding) => finding.rule === rule);
  const item = result.items.find((one) => one.id === 'contract-first');
  return { result, facts, of, item, files };
}

export const told = (findings: readonly Finding[]) =>
  findings.map(({ severity, message }) => `${severity}: ${message}`);

export const shown = ({ path, span }: Finding, files: ReadonlyMap<string, string>) =>
  `${path}: ${files.get(path)?.slice(span.start, span.end)}`;
