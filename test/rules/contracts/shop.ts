import type { Finding } from '../../../server/src/model/finding.ts';
import { createLineTable } from '../../../server/src/model/line-table.ts';
import { openWorkspace, type WorkspaceOptions } from '../../support/workspace.ts';

/** A policy with one service `shop` that promises by `openapi.yaml`; `more` is what else it says of the contract. */
export function policyOf(more: object = {}, rest: object = {}): string {
  const contracts = [{ file: 'openapi.yaml', ...more }];
  return JSON.stringify({ services: [{ name: 'shop', files: 'src/**', contracts }], ...rest });
}

/** `GET /orders/{id} deprecated x-a:_1`: one operation a line, with its path parameters declared; `_` is a blank. */
export function contractOf(operations: readonly string[], info = 'title: Shop, version: 1.0.0'): string {
  const items = new Map<string, string[]>();
  for (const line of operations) {
    const [method = '', path = '', ...flags] = line.split(' ');
    const words = flags.map((flag) => known[flag] ?? flag.replaceAll('_', ' '));
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `{ name: ${name}, in: path }`);
    const parameters = names.length > 0 ? [`parameters: [${names.join(', ')}]`] : [];
    const body = [...parameters, ...words, 'responses: {}'].join(', ');
    items.set(path, [...(items.get(path) ?? []), `    ${method.toLowerCase()}: { ${body} }`]);
  }
  const paths = [...items].flatMap(([path, lines]) => [`  ${path}:`, ...lines]);
  return ['openapi: 3.1.0', `info: { ${info} }`, 'paths:', ...paths, ''].join('\n');
}

const known: Readonly<Record<string, string>> = {
  deprecated: 'deprecated: true',
  planned: 'x-status: planned',
  internal: 'x-internal: true',
};

/** Express that serves `GET /orders/:id`, one route a line. */
export function serving(...routes: readonly string[]): string {
  const lines = routes.map((route) => {
    const [method = '', path = ''] = route.split(' ');
    return `app.${method.toLowerCase()}(${path.startsWith('/') ? `'${path}'` : path}, handle);`;
  });
  return ["import express from 'express';", 'const app = express();', ...lines, ''].join('\n');
}

type Files = Readonly<Record<string, string>>;

/** Open findings of the family, as `path:line severity name: message`. */
export async function told(files: Files, options: WorkspaceOptions = {}): Promise<readonly string[]> {
  const all = new Map(Object.entries({ 'parapet.jsonc': policyOf(), ...files }));
  const workspace = await openWorkspace(all, options);
  return lines(workspace.findings(), all);
}

export function lines(findings: readonly Finding[], files: ReadonlyMap<string, string>): readonly string[] {
  return findings
    .filter(isOfContracts)
    .map(({ path, span, severity, rule, message, suppressed, isBaselined }) => {
      const { line } = createLineTable(files.get(path) ?? '').position(span.start);
      const state = suppressed ? 'suppressed' : isBaselined ? 'baselined' : severity;
      return `${path}:${line + 1} ${state} ${rule.replace('contracts/', '')}: ${message}`;
    });
}

function isOfContracts({ rule }: Finding): boolean {
  return rule.startsWith('contracts/') || rule === 'policy/unmatched-pattern';
}

/** Only which rules told something, each once, in order. */
export async function rulesTold(files: Files, options?: WorkspaceOptions): Promise<readonly string[]> {
  const all = await told(files, options);
  return [...new Set(all.map((line) => line.split(' ').slice(1, 3).join(' ').replace(/:$/, '')))].sort();
}
