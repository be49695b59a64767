// A process of its own: types into a large contract. Arguments: what to measure ("edits", "heap" or "base"), the engine's
// bundle, that of contracts, the folder, the contract in it, and how often. Prints the result as JSON.

import fs from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { heapInUse, turn } from './in-process.mjs';

const [what, engine, contracts, folder, file, count] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const served = 'src/routes/area-0/order-reader-0.ts';
const heapEdits = { first: 50, all: 1000, contractEach: 50 };

async function opened() {
  const { workspace } = require(engine).assemble(folder, { keepsLastGoodPolicy: true, yields: true });
  await workspace.refresh();
  return workspace;
}

function textOf(workspace, wanted) {
  const result = workspace.read(wanted);
  if (!result.ok) throw new Error(`${wanted} cannot be read`);
  return result.text;
}

/** One path of the contract becomes another one that nothing serves; each time a text that nobody has seen. */
function renamed(text, number) {
  const found = text.indexOf('/area-7/');
  return `${text.slice(0, found)}/area-7/x${number}-${text.slice(found + '/area-7/'.length)}`;
}

function described(text, number) {
  return text.replace('Generated; nobody serves it.', `Generated ${number} times.`);
}

async function apply(workspace, text) {
  const started = performance.now();
  workspace.setText(file, text);
  await workspace.refresh();
  const findings = workspace.findings().length;
  return { time: performance.now() - started, findings };
}

/** Pairs of an edit to its findings and of parsing the same text alone. */
async function edits() {
  const workspace = await opened();
  const text = textOf(workspace, file);
  const parser = require(contracts).createContractParts();
  const before = await apply(workspace, described(text, 'no'));
  const pairs = { 'description changed': [], 'path changed': [] };
  for (let round = -1; round < Number(count); round++) {
    for (const [kind, edit] of [
      ['description changed', described],
      ['path changed', renamed],
    ]) {
      const edited = edit(text, round + 1);
      const told = await apply(workspace, edited);
      const isTold = told.findings > before.findings;
      if (isTold !== (edit === renamed)) throw new Error(`${kind}: ${told.findings} findings`);
      await turn();
      const started = performance.now();
      const { root } = parser.parse(edited);
      const parsing = performance.now() - started;
      if (root?.kind !== 'object') throw new Error('the contract was not parsed');
      await turn();
      if (round >= 0) pairs[kind].push([told.time, parsing]);
    }
  }
  return { bytes: Buffer.byteLength(text), pairs };
}

/**
 * Mostly of a file that serves, every so often of the contract, as somebody works who changes both; measured with both texts
 * as they were, so that only what is left behind differs.
 */
async function heap() {
  const workspace = await opened();
  const [contract, code] = [textOf(workspace, file), textOf(workspace, served)];
  const apply = async (ofCode, ofContract) => {
    workspace.setText(served, ofCode);
    if (ofContract !== undefined) workspace.setText(file, ofContract);
    await workspace.refresh();
    workspace.facts().contracts.matching;
    workspace.findings();
    await turn();
  };
  const sizes = [];
  for (let edit = 1; edit <= heapEdits.all; edit++) {
    const other = edit % (2 * heapEdits.contractEach) === 0 ? renamed : described;
    const isOfContract = edit % heapEdits.contractEach === 0;
    await apply(`${code}// ${edit}\n`, isOfContract ? other(contract, edit) : undefined);
    if (edit !== heapEdits.first && edit !== heapEdits.all) continue;
    await apply(code, contract);
    sizes.push(heapInUse());
  }
  const [first, last] = sizes;
  return { ...heapEdits, sizes: { first, last } };
}

/**
 * How often the contract of the base is parsed while its change is judged again and again, with another edit each time and
 * another text of the policy before the last one.
 */
async function base() {
  const { assemble, createDoneCheck, readChange } = require(engine);
  const then = fs.readFileSync(path.join(folder, file), 'utf8');
  const parsings = countParsings(then);
  const assembly = assemble(folder, { keepsLastGoodPolicy: true, yields: true });
  const { workspace } = assembly;
  const check = createDoneCheck(assembly, { isFresh: false });
  const times = [];
  const judge = async () => {
    await workspace.refresh();
    const unsaved = new Map(workspace.overlays);
    const change = await readChange({ root: folder, base: 'main', env: {}, unsaved });
    const started = performance.now();
    const outcome = await check.run(change);
    if (!outcome.ok || !outcome.result.findings.some(({ rule }) => rule === 'contracts/breaking-change'))
      throw new Error('the change of the contract was not judged');
    times.push(performance.now() - started);
    await turn();
  };
  for (let round = 0; round < Number(count); round++) {
    workspace.setText(file, renamed(then, round));
    await judge();
  }
  workspace.setText('parapet.jsonc', `${textOf(workspace, 'parapet.jsonc')}\n`);
  await judge();
  if (parsings.size === 0) throw new Error('nobody was seen to parse the contract of the base');
  return { times, parsings: parsings.size };
}

/** Documents that were made of a text, counted at the door of what reads contracts, which the engine finds loaded. */
function countParsings(wanted) {
  const made = new Set();
  const loaded = require(contracts);
  const createContractParts = () => {
    const parts = loaded.createContractParts();
    const parse = (text) => {
      const document = parts.parse(text);
      if (text === wanted) made.add(number(document));
      return document;
    };
    return { ...parts, parse };
  };
  const door = new Module(contracts);
  Object.assign(door, { filename: contracts, loaded: true, exports: { ...loaded, createContractParts } });
  require.cache[contracts] = door;
  return made;
}

const numbers = new WeakMap();
let lastNumber = 0;

/** Tells objects apart without keeping them. */
function number(object) {
  if (!numbers.has(object)) numbers.set(object, ++lastNumber);
  return numbers.get(object);
}

process.stdout.write(JSON.stringify(await { edits, heap, base }[what]()));
