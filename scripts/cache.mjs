// A cache folder outside the project for what is too large for node_modules: the embedded editor, its Node, a browser.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { npm, removeAtExit, Trouble } from './run.mjs';

/** PARAPET_CACHE, else the platform's convention. */
export function cacheFolder() {
  const { PARAPET_CACHE, XDG_CACHE_HOME } = process.env;
  if (PARAPET_CACHE) return path.resolve(PARAPET_CACHE);
  if (XDG_CACHE_HOME) return path.join(XDG_CACHE_HOME, 'parapet');
  return path.join(os.homedir(), '.cache', 'parapet');
}

/**
 * Installs npm packages into `<cache>/<name>` once. The work is done in a temporary folder that is renamed at the end,
 * so an interrupted installation never looks like a complete one; a folder without one of its `probes` is done again.
 * @param {{ name: string, title: string, probes: string[], steps: { folder: string, args: string[] }[] }} recipe folders are relative to the installation.
 * @returns {Promise<string>} the absolute folder.
 */
export async function installOnce(recipe) {
  const target = path.join(cacheFolder(), recipe.name);
  if (isComplete(target, recipe)) return target;
  makeFolder(cacheFolder());
  const unlock = await lock(`${target}.lock`, recipe.title);
  try {
    if (!isComplete(target, recipe)) await install(target, recipe);
  } finally {
    unlock();
  }
  return target;
}

function isComplete(folder, recipe) {
  return recipe.probes.every((probe) => fs.existsSync(path.join(folder, probe)));
}

async function install(target, recipe) {
  const started = Date.now();
  console.log(`Installing ${recipe.title} into ${target} (once) …`);
  removeParts(target);
  const temporary = fs.mkdtempSync(`${target}.part-`);
  const remove = removeAtExit(temporary);
  try {
    fs.writeFileSync(path.join(temporary, 'package.json'), '{ "private": true }\n');
    for (const step of recipe.steps) {
      const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
      const result = await npm(['install', ...step.args, ...flags], {
        cwd: path.join(temporary, step.folder),
        quiet: true,
      });
      if (result.code !== 0)
        throw new Trouble(`npm could not install ${recipe.title}: ${reason(result.output)}`);
    }
    const missing = recipe.probes.find((probe) => !fs.existsSync(path.join(temporary, probe)));
    if (missing !== undefined) throw new Trouble(`the installation of ${recipe.title} has no ${missing}.`);
    fs.rmSync(target, { recursive: true, force: true });
    fs.renameSync(temporary, target);
  } finally {
    remove();
  }
  console.log(`Installed ${recipe.title} in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

// We hold the lock: what an installation that was killed left behind belongs to nobody.
function removeParts(target) {
  const prefix = `${path.basename(target)}.part-`;
  const parts = fs.readdirSync(path.dirname(target)).filter((name) => name.startsWith(prefix));
  for (const name of parts)
    fs.rmSync(path.join(path.dirname(target), name), { recursive: true, force: true });
}

function makeFolder(folder) {
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Trouble(
      `the cache folder ${folder} cannot be made (${error.code}); set PARAPET_CACHE to a writable folder.`,
    );
  }
}

// npm prints several lines; the first that is not only a code says what happened.
function reason(output) {
  const lines = output.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
  const line = lines.find((text) => text !== '' && !/^(code|errno|syscall|npm warn)\b/i.test(text));
  return line ?? 'no reason given; is the package registry reachable?';
}

async function lock(file, title) {
  for (let waited = false; ; waited = true) {
    if (tryLock(file)) return () => fs.rmSync(file, { force: true });
    const owner = Number(readOrEmpty(file));
    if (!isAlive(owner)) {
      fs.rmSync(file, { force: true });
      continue;
    }
    if (!waited) console.log(`Process ${owner} is installing ${title}; waiting for it …`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

// The process id is written before the lock gets its name, so that nobody reads an empty lock and takes it for a dead one.
function tryLock(file) {
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, String(process.pid));
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function readOrEmpty(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
