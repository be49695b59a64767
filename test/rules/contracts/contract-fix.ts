import assert from 'node:assert/strict';
import type { Finding } from '../../../server/src/model/finding.ts';
import { isFix, type WayOut } from '../../../server/src/model/fix.ts';
import { applied, openFixable, waysOut } from '../../support/fix.ts';
import { lines, policyOf } from './shop.ts';

type Files = Readonly<Record<string, string>>;

const shop = { 'parapet.jsonc': policyOf() };

export const open = (findings: readonly Finding[]) =>
  findings.filter(({ suppressed, isBaselined }) => suppressed === undefined && !isBaselined);

/** The ways out of the only finding of a rule. */
export async function ways(rule: string, files: Files): Promise<readonly WayOut[]> {
  const all = new Map(Object.entries({ ...shop, ...files }));
  const fixable = await openFixable(all);
  const found = open(fixable.workspace.findings()).filter((one) => one.rule === `contracts/${rule}`);
  assert.equal(found.length, 1, lines(fixable.workspace.findings(), all).join('\n'));
  return waysOut(fixable, found[0] as Finding);
}

/** Takes a way out and returns the files as they are then, with what is still found. */
export async function taken(rule: string, id: string, files: Files) {
  const way = (await ways(rule, files)).find((one) => one.id === id);
  assert.ok(way && isFix(way), JSON.stringify(way));
  const after = applied(way, new Map(Object.entries({ ...shop, ...files })));
  const { workspace } = await openFixable(after);
  const left = open(workspace.findings()).map(({ path, rule: of, message }) => `${path} ${of}: ${message}`);
  return { after, left, way };
}

export async function refused(rule: string, id: string, files: Files): Promise<string> {
  const way = (await ways(rule, files)).find((one) => one.id === id);
  assert.ok(way && !isFix(way), JSON.stringify(way));
  return way.refused;
}
