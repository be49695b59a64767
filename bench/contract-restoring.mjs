// A process of its own: cuts operations out of contracts as a person would, one at a time, and takes that back by the fix
// for it. Arguments: the engine's bundle, beside which the others are, a folder whose policy declares contracts, how many.
// Prints as JSON how many were cut, restored, and are byte by byte what they were but for the mark of deprecation.

import { createRequire } from 'node:module';
import path from 'node:path';
import { createRandom } from './random.mjs';

const [bundle, folder, count] = process.argv.slice(2);
const load = createRequire(import.meta.url);
const { assemble } = load(bundle);
const { compareRead, createContractParts, createContractWriting } = load(
  path.join(path.dirname(bundle), 'contracts.cjs'),
);
const parts = createContractParts();
const { workspace } = assemble(folder, { keepsLastGoodPolicy: true, yields: true });
// A document of which nobody knows what it says, or that loses paths: docs/contracts.md names the codes.
const torn = new Set(['CTR-001', 'CTR-002', 'CTR-003', 'CTR-005', 'CTR-008', 'CTR-013', 'CTR-014']);
const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']);

function textOf(file) {
  const result = workspace.read(file);
  return result.ok ? result.text : undefined;
}

/** The members on the way to a key, the last one first. */
function wayTo(root, { start }) {
  const inner = root.members?.find(({ keySpan, value }) => keySpan.start <= start && start < value.span.end);
  if (!inner) return [];
  return inner.keySpan.start === start ? [inner] : [...wayTo(inner.value, { start }), inner];
}

/** The range of an entry: lines in YAML, with the comments above; in JSON with a comma. */
function rangeOf(text, { keySpan, value }) {
  const line = text.lastIndexOf('\n', keySpan.start) + 1;
  if (/^\s*[{[]/.test(text)) {
    const comma = /^\s*,\s*/.exec(text.slice(value.span.end))?.[0].length;
    const before = text.slice(0, keySpan.start).trimEnd().length;
    if (comma !== undefined) return { start: keySpan.start, end: value.span.end + comma };
    return { start: text[before - 1] === ',' ? before - 1 : before, end: value.span.end };
  }
  let start = line;
  for (let above = start; above > 0; ) {
    above = text.lastIndexOf('\n', above - 2) + 1;
    if (!/^ *#/.test(text.slice(above, start))) break;
    start = above;
  }
  const end = text.indexOf(
    '\n',
    value.span.start + text.slice(value.span.start, value.span.end).trimEnd().length - 1,
  );
  const after = end < 0 ? text.length : end + 1;
  const blank = /^(?:[ \t]*\r?\n)+/.exec(text.slice(after))?.[0].length ?? 0;
  return { start, end: /\n[ \t]*\r?\n$/.test(text.slice(0, start)) ? after + blank : after };
}

/** The text without an operation; without the path where it is the only one. */
function without(text, root, span) {
  const [own, item] = wayTo(root, span);
  if (!own || !item) return undefined;
  const isOnly = item.value.members.filter(({ key }) => methods.has(key)).length === 1;
  const { start, end } = rangeOf(text, isOnly ? item : own);
  return text.slice(0, start) + text.slice(end);
}

function restored(contract, file, text, changed) {
  const read = (other) => (other === file ? changed : textOf(other));
  const parsed = new Map();
  const document = (other) => {
    if (!parsed.has(other))
      parsed.set(other, read(other) === undefined ? undefined : parts.parse(read(other)));
    return parsed.get(other);
  };
  const before = (other) => workspace.facts().contracts.document(other);
  const now = parts.readContract({
    path: contract.path,
    text: read(contract.path),
    document: document(contract.path),
    read: document,
  });
  if (!now || now.problems.some(({ code }) => torn.has(code))) return 'broken';
  const { changes } = compareRead({ contract, document: before }, { contract: now, document });
  const change = changes.find(({ id }) => id.endsWith('operation-removed'));
  if (!change) return 'silent';
  const writing = createContractWriting({ read, document });
  const written = writing.restore(change, {
    before: contract,
    now: { contract: now },
    documentBefore: before,
  });
  if ('refused' in written || written.edits.some((edit) => edit.path !== file)) return 'refused';
  let after = changed;
  for (const edit of [...written.edits].sort((a, b) => b.start - a.start))
    after = after.slice(0, edit.start) + edit.text + after.slice(edit.end);
  const mark = /,?\n *"?deprecated"?: true(?=\r?\n)|\n *"deprecated": true,(?=\r?\n)|deprecated: true, /g;
  const bare = (some) => some.replace(mark, '');
  return bare(after) === bare(text) ? 'same' : 'other';
}

await workspace.refresh();
const { operations } = workspace.facts().contracts.matching;
const promised = operations.filter(({ bound, isCopy }) => bound.contract.format === 'openapi' && !isCopy);
const random = createRandom(1);
const found = { cut: 0, restored: 0, same: 0, other: [] };
for (let left = [...promised]; left.length > 0 && found.cut < Number(count); ) {
  const [{ bound, operation }] = left.splice(random.below(left.length), 1);
  const text = textOf(operation.path);
  const root = workspace.facts().contracts.document(operation.path)?.root;
  const changed = root && without(text, root, operation.span);
  const outcome = changed && restored(bound.contract, operation.path, text, changed);
  // What is not promised to others is missed by nobody, and a cut can leave aliases without their anchors.
  if (!outcome || outcome === 'silent' || outcome === 'broken') continue;
  found.cut++;
  if (outcome !== 'refused') found.restored++;
  if (outcome === 'same') found.same++;
  else found.other.push(`${outcome}: ${operation.method} ${operation.template}`);
}
console.log(JSON.stringify(found.cut === 0 ? null : found));
