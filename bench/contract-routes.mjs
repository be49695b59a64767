// A process of its own: reads and lexes the files of a workspace, then finds the routes in them, both for the first time.
// Arguments: the engine's bundle, that of contracts, the folder, a file with its policy without contracts and, but for the
// list of its files, a JSON file with that list. Prints the list, or processor times in milliseconds, as JSON.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { processorTime } from './in-process.mjs';

const [engine, contracts, folder, policyFile, listFile] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { assemble, createExtractor } = require(engine);

async function opened() {
  const { workspace } = assemble(folder, { keepsLastGoodPolicy: true });
  workspace.setText('parapet.jsonc', fs.readFileSync(policyFile, 'utf8'));
  await workspace.refresh();
  return workspace;
}

function timed(work) {
  const before = processorTime();
  const result = work();
  return { result, time: processorTime() - before };
}

function readAndLex(paths) {
  const extract = createExtractor();
  const texts = new Map();
  for (const file of paths) {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    texts.set(file, text);
    extract(file, text);
  }
  return texts;
}

/** The same reading with TypeScript's own scanner, as who has no other lexer would do it. */
function readAndScan(paths) {
  const { createScanner, ScriptTarget, LanguageVariant, SyntaxKind } = require('typescript');
  const scanner = createScanner(ScriptTarget.Latest, true, LanguageVariant.JSX);
  return timed(() => {
    for (const file of paths) {
      scanner.setText(fs.readFileSync(path.join(folder, file), 'utf8'));
      while (scanner.scan() !== SyntaxKind.EndOfFileToken);
    }
  }).time;
}

/** As the engine does it: every file is looked at, those that may serve are read, and what they lead to with them. */
function findRoutes(parts, texts, follow) {
  const known = new Map();
  const paths = [...texts.keys()].filter((file) => parts.mayServe(file, texts.get(file)));
  const facts = (file) => {
    const text = texts.get(file);
    if (!known.has(file)) known.set(file, text === undefined ? undefined : parts.routeFacts(file, text));
    return known.get(file);
  };
  return { ...parts.createRouteFinder()({ paths, facts, follow }), read: known.size };
}

async function measured(paths) {
  const lexed = timed(() => readAndLex(paths));
  // Who follows an import knows the graph by then.
  const workspace = await opened();
  const loaded = timed(() => require(contracts).createContractParts());
  const follow = (from, specifier) => workspace.supposedImports.follow(from, specifier);
  const found = timed(() => findRoutes(loaded.result, lexed.result, follow));
  const { routes, unresolved, read } = found.result;
  return {
    ...{ files: paths.length, lexing: lexed.time, loading: loaded.time, finding: found.time, read },
    scanning: readAndScan(paths),
    ...{ routes: routes.length, unresolved: unresolved.length },
  };
}

async function listed() {
  const workspace = await opened();
  return workspace
    .facts()
    .files.filter(({ isTest, isExcluded, policy }) => !isTest && !isExcluded && policy !== undefined)
    .map(({ path: file }) => file);
}

const answer =
  listFile === undefined ? await listed() : await measured(JSON.parse(fs.readFileSync(listFile, 'utf8')));
process.stdout.write(JSON.stringify(answer));
