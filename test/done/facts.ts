import { createHash } from 'node:crypto';
import { builtInIds } from '../../server/src/done/built-in-ids.ts';
import { checklist } from '../../server/src/done/checklist.ts';
import { items } from '../../server/src/done/items/index.ts';
import { itemIds, recordPaths } from '../../server/src/done/records.ts';
import { commentsOf } from '../../server/src/extract/comments.ts';
import { diffLines, wholly } from '../../server/src/format/line-diff.ts';
import type { Change, ChangedFile } from '../../server/src/model/change.ts';
import { noContractChanges } from '../../server/src/model/contract-changes.ts';
import type { ItemResult } from '../../server/src/model/done-result.ts';
import type { Finding } from '../../server/src/model/finding.ts';
import type { ItemFacts } from '../../server/src/model/item.ts';
import { noOwners } from '../../server/src/model/owners.ts';
import { byCodeUnit } from '../../server/src/model/path.ts';
import type { Policy } from '../../server/src/model/policy.ts';
import { readPolicy } from '../../server/src/policy/read-policy.ts';
import { readChangeRecord } from '../../server/src/read/change-record.ts';
import { rules } from '../../server/src/rules/index.ts';
import { openWorkspace } from '../support/workspace.ts';

/** A small change; paths to texts. */
export interface SmallChange {
  readonly policy?: object;
  /** The policy of the base; default is the same, null for none. */
  readonly basePolicy?: object | null;
  /** Files as they are now. */
  readonly now?: Readonly<Record<string, string>>;
  /** Files as they were: with null a file that is new. What is not named is as it was. */
  readonly base?: Readonly<Record<string, string | null>>;
  /** By the path of now where a file was. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Owners by the beginning of a path. */
  readonly owners?: Readonly<Record<string, readonly string[]>>;
  /** Messages of the commits, newest first. */
  readonly commits?: readonly string[];
  readonly branch?: string;
  readonly today?: string;
  readonly more?: Partial<ItemFacts>;
}

export function policyOf(document: object): Policy {
  const text = JSON.stringify(document, null, 2);
  return readPolicy('parapet.jsonc', {
    read: (path) =>
      path === 'parapet.jsonc' ? { ok: true, text } : { ok: false, problem: 'missing', detail: 'gone' },
    rules,
    items: builtInIds,
    version: '0.1.0',
  });
}

/** What items are computed from, with a real workspace over the files of now. */
export async function factsOf(small: SmallChange): Promise<ItemFacts> {
  const { policy: document = {}, basePolicy: old = document, now = {}, base = {}, owners = {} } = small;
  const texts = new Map([['parapet.jsonc', JSON.stringify(document, null, 2)], ...Object.entries(now)]);
  const workspace = await openWorkspace(texts, { today: small.today ?? '2026-11-22' });
  const [policy] = workspace.facts().policies;
  if (!policy) throw new Error('The workspace has no policy.');
  const change = changeOf(small, texts);
  const paths = [...texts.keys()].sort(byCodeUnit);
  const before = (path: string) => {
    const text = path in base ? base[path] : now[path];
    return text ?? undefined;
  };
  return {
    policy,
    basePolicy: old === null ? undefined : policyOf(old),
    workspace: workspace.facts(),
    change,
    owners: {
      ...noOwners,
      of: (path) => Object.entries(owners).findLast(([beginning]) => path.startsWith(beginning))?.[1] ?? [],
    },
    paths,
    evidence: {},
    contracts: noContractChanges,
    accepted: { path: 'governance/accepted.yaml', entries: [], problems: [] },
    records: recordPaths(policy, change, paths).map((path) =>
      readChangeRecord(path, texts.get(path) ?? '', itemIds(policy, items)),
    ),
    newFindings: [],
    staleEntries: [],
    changeFindings: [],
    rules,
    comments: commentsOf,
    text: (path) => texts.get(path),
    baseText: before,
    modified: () => undefined,
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    hashOfBytes: () => undefined,
    ...small.more,
  };
}

function changeOf(
  { now = {}, base = {}, renamed = {}, commits = [], branch = 'feat/one-click' }: SmallChange,
  texts: ReadonlyMap<string, string>,
): Change {
  const files = Object.entries(base).flatMap(([path, before]): readonly ChangedFile[] => {
    const text = texts.get(path);
    if (Object.values(renamed).includes(path)) return [];
    if (text === undefined) return before === null ? [] : [{ path, status: 'deleted', hunks: [] }];
    if (before === text) return [];
    return before === null
      ? [{ path, status: 'added', hunks: wholly(text) }]
      : [{ path, status: 'modified', hunks: diffLines(before, text) }];
  });
  const moves = Object.entries(renamed).map(
    ([path, from]): ChangedFile => ({
      path,
      from,
      status: 'renamed',
      hunks: diffLines(base[from] ?? '', now[path] ?? ''),
    }),
  );
  return {
    base: { name: 'main' },
    branch,
    files: [...files.filter(({ path }) => !(path in renamed)), ...moves].sort((a, b) =>
      byCodeUnit(a.path, b.path),
    ),
    commits: commits.map((message, index) => ({
      id: `${index}`.padStart(40, 'a'),
      subject: message.split('\n')[0] ?? '',
      message,
      isMerge: message.startsWith('Merge '),
    })),
    notices: [],
  };
}

/** The line of one item; one that is off while the policy says nothing of it is on. */
export async function lineOf(id: string, small: SmallChange): Promise<ItemResult | undefined> {
  const facts = await factsOf(small);
  const { policy } = facts;
  const place = { path: policy.path, span: { start: 0, end: 0 } };
  const isOff = items.some((item) => item.id === id && item.level(policy) === 'off');
  const isSet = policy.done.some((setting) => setting.id === id);
  const done = [...policy.done, { id, level: 'must' as const, place }];
  const { items: lines } = checklist(isOff && !isSet ? { ...facts, policy: { ...policy, done } } : facts);
  return lines.find((line) => line.id === id);
}

/** `verdict: detail`. */
export async function told(id: string, small: SmallChange): Promise<string> {
  const line = await lineOf(id, small);
  return line ? `${line.verdict}: ${line.detail}` : 'not listed';
}

export function finding(rule: string, given: Partial<Finding> = {}): Finding {
  const span = { start: 0, end: 1 };
  return {
    rule,
    severity: 'error',
    path: 'src/a.ts',
    span,
    extent: span,
    message: `${rule} is broken.`,
    owners: [],
    fingerprint: '0123456789abcdef',
    confidence: 'certain',
    related: [],
    subject: 'a',
    ...given,
  };
}
