// The tests that need no editor. Node 20 takes no globs, so the list of files is made here.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runNode } from './run.mjs';

// A test that hangs must fail: Node's own limit is infinite.
const patience = 300_000;

const foreign = new Set(['editor', 'journeys', 'fixtures', 'node_modules']);

/** @param {string[]} [files] relative to the repository; all of them when none is given. @returns {Promise<boolean>} */
export async function runUnitTests(files = []) {
  const list = files.length > 0 ? files : testFiles();
  if (list.length === 0) {
    console.log('no test was found');
    return false;
  }
  return runTestFiles(list, { concurrency: os.availableParallelism(), env: process.env });
}

/** Runs test files with our reporter. @returns {Promise<boolean>} */
export async function runTestFiles(files, { concurrency, env }) {
  const reporter = pathToFileURL(path.join(root, 'scripts', 'reporter.mjs')).href;
  const flags = [
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${patience}`,
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
  ];
  const { code } = await runNode(['--enable-source-maps', '--import', 'tsx', '--test', ...flags, ...files], {
    env,
  });
  return code === 0;
}

function testFiles() {
  return filesUnder('test')
    .filter((file) => file.endsWith('.test.ts'))
    .sort();
}

function filesUnder(folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (!entry.isDirectory()) return [file];
    return foreign.has(entry.name) ? [] : filesUnder(file);
  });
}
